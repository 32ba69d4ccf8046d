namespace Brine.Models;

/// <summary>
/// A metric as scikit-learn's <c>DistanceMetric</c> computes it: feature by feature, in reduced form (the squared distance for euclidean)
/// while neighbors are compared, in full form for the answer; and as <c>pairwise_distances</c> computes it, by scipy.
/// </summary>
internal sealed class Distance
{
    private readonly double _p;
    private readonly double[] _weights; // w, or the variances
    private readonly double[] _inverse; // of the covariance
    private readonly PairFunction? _function;

    private Distance(DistanceKind kind, double p = 2, double[]? weights = null, double[]? inverse = null, bool isOfTrees = false)
    {
        Kind = kind;
        IsOfTrees = isOfTrees;
        _p = p;
        _weights = weights ?? [];
        _inverse = inverse ?? [];
    }

    internal Distance(DistanceMetric metric)
        : this(metric.Kind, metric.Power, metric.Weights is { } weights ? [.. weights] : null,
            metric.InverseCovariance is { } inverse ? [.. inverse] : null, metric.IsOfTrees) => _function = metric.Function;

    internal DistanceKind Kind { get; }

    /// <summary>True for a name that scipy does not know: only trees and the fast search have it.</summary>
    internal bool IsOfTrees { get; }

    /// <summary>True for metrics of what is zero and what is not.</summary>
    internal bool IsBoolean => Kind >= DistanceKind.Jaccard;

    /// <summary>True where the fast search of scikit-learn (<c>ArgKmin</c>) knows the metric: not where distances repeat or rounding
    /// matters.</summary>
    /// <param name="isNewest">True where it knows the metrics too that newer versions of scipy do not have.</param>
    internal bool HasFastSearch(bool isNewest) => IsBoolean
        ? isNewest && Kind is (DistanceKind.SokalMichener or DistanceKind.Kulsinski or DistanceKind.Matching)
        : Kind is not (DistanceKind.Hamming or DistanceKind.Mahalanobis or DistanceKind.Cosine or DistanceKind.Correlation
            or DistanceKind.NanEuclidean or DistanceKind.Custom);

    /// <summary>True for a power that <c>ArgKmin</c> refuses: below one up to 1.2, and infinity with weights.</summary>
    internal bool HasOddPower(bool isOld) =>
        Kind is (DistanceKind.Minkowski or DistanceKind.OldWeightedMinkowski) && ((_p < 1 && isOld) || double.IsPositiveInfinity(_p));

    /// <summary>True for the metrics of coordinates that KD trees know too.</summary>
    internal bool IsPlain =>
        Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.Manhattan or DistanceKind.Chebyshev or DistanceKind.Minkowski;

    /// <summary>True where no tree knows the metric.</summary>
    internal bool IsOnlyBrute =>
        Kind is DistanceKind.SquaredEuclidean or DistanceKind.NanEuclidean or DistanceKind.Cosine or DistanceKind.Correlation
            or DistanceKind.Yule;

    /// <summary>The distance in the form in which neighbors are compared.</summary>
    internal double Reduced(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Reduced<DoubleDifference>(x, y);

    /// <summary>The same with numbers that are subtracted in another way.</summary>
    internal double Reduced<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where T : struct, IDifference => Kind switch
        {
            DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.SquaredEuclidean => DistanceFormulas.SumOfSquares<T>(x, y),
            DistanceKind.StandardizedEuclidean => DistanceFormulas.SumOfScaledSquares<T>(x, y, _weights),
            DistanceKind.Manhattan => DistanceFormulas.SumOfSizes<T>(x, y),
            DistanceKind.Chebyshev => DistanceFormulas.Largest<T>(x, y),
            DistanceKind.Minkowski => DistanceFormulas.SumOfPowers<T>(x, y, _p, _weights),
            DistanceKind.OldWeightedMinkowski => DistanceFormulas.SumOfWeightedPowers<T>(x, y, _p, _weights),
            DistanceKind.Mahalanobis => DistanceFormulas.Quadratic(x, y, _inverse),
            DistanceKind.Haversine => DistanceFormulas.Haversine<T>(x, y),
            DistanceKind.Canberra => DistanceFormulas.Canberra<T>(x, y),
            DistanceKind.BrayCurtis => DistanceFormulas.BrayCurtis<T>(x, y, isScipy: false),
            DistanceKind.Hamming => DistanceFormulas.Hamming(x, y, _weights),
            DistanceKind.Custom => _function!(x, y),
            _ => DistanceFormulas.Boolean(Kind, x, y),
        };

    /// <summary>The distance as <c>scipy.spatial.distance.cdist</c> gives it.</summary>
    /// <param name="x">A row.</param>
    /// <param name="y">Another one.</param>
    /// <param name="room">As many numbers as a row has, to be written over.</param>
    /// <param name="isOld">True for scipy before 1.11.</param>
    internal double ByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> room, bool isOld)
    {
        switch (Kind)
        {
            case DistanceKind.BrayCurtis:
                return DistanceFormulas.BrayCurtis<DoubleDifference>(x, y, isScipy: true);
            case DistanceKind.Minkowski when _weights.Length > 0 && (_p == 2 || double.IsPositiveInfinity(_p)):
                return DistanceFormulas.WeightedByScipy(x, y, _p == 2, _weights);
            case DistanceKind.Hamming when isOld && _weights.Length > 0:
                return DistanceFormulas.HammingByScipy(x, y, _weights, room);
            case DistanceKind.RussellRao when isOld:
                return DistanceFormulas.RussellRaoByScipy(x, y);
            case DistanceKind.StandardizedEuclidean:
                return Math.Sqrt(DistanceFormulas.SumOfScaledSquaresByScipy(x, y, _weights));
            case DistanceKind.Mahalanobis:
                for (int k = 0; k < x.Length; k++)
                {
                    room[k] = x[k] - y[k];
                }

                return Math.Sqrt(DistanceFormulas.QuadraticByScipy(room, _inverse));
            default:
                return Full(Reduced(x, y));
        }
    }

    /// <summary>The metric <c>minkowski</c> of NearestCentroid, which has no p and is euclidean then: as the fast search knows it, and as
    /// scipy does.</summary>
    internal static (Distance Fast, Distance ByScipy) OfCentroids(int dimension) =>
        (new(DistanceKind.L2), new(DistanceKind.Minkowski, 2, [.. Enumerable.Repeat(1.0, dimension)]));

    /// <summary>The same metric as <c>euclidean_distances</c> gives it where nobody asks for squares.</summary>
    internal Distance WithRoots() => Kind == DistanceKind.Euclidean ? new(DistanceKind.L2) : this;

    /// <summary>The distance of a reduced one (<c>rdist_to_dist</c>).</summary>
    internal double Full(double reduced) => Kind switch
    {
        DistanceKind.Euclidean or DistanceKind.L2 => Math.Sqrt(Math.Max(reduced, 0)),
        DistanceKind.StandardizedEuclidean or DistanceKind.Mahalanobis => Math.Sqrt(reduced),
        DistanceKind.Minkowski or DistanceKind.OldWeightedMinkowski => Math.Pow(reduced, 1.0 / _p),
        DistanceKind.Haversine => 2 * Math.Asin(Math.Sqrt(reduced)),
        _ => reduced,
    };

    /// <summary>The reduced form of a distance (<c>dist_to_rdist</c>).</summary>
    internal double Reduce(double full) => Kind switch
    {
        DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.StandardizedEuclidean or DistanceKind.Mahalanobis => full * full,
        DistanceKind.Minkowski or DistanceKind.OldWeightedMinkowski => Math.Pow(full, _p),
        DistanceKind.Haversine => Math.Sin(0.5 * full) * Math.Sin(0.5 * full),
        _ => full,
    };

    /// <summary>One feature's share of the reduced distance to a box: <c>gap</c> is how far outside the row is.</summary>
    internal double AddGap(double sum, double gap) => Kind switch
    {
        DistanceKind.Chebyshev => Math.Max(sum, gap),
        DistanceKind.Manhattan => sum + gap,
        DistanceKind.Euclidean or DistanceKind.L2 => sum + (gap * gap),
        _ => sum + Math.Pow(gap, _p),
    };
}
