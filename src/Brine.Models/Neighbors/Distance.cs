namespace Brine.Models;

/// <summary>
/// A metric as scikit-learn's <c>DistanceMetric</c> computes it: feature by feature, in reduced form (the squared distance for euclidean)
/// while neighbours are compared, in full form for the answer; and as <c>pairwise_distances</c> computes it, by scipy.
/// </summary>
internal sealed partial class Distance
{
    private readonly double _p;
    private readonly double[] _weights; // w, or the variances
    private readonly double[] _inverse; // of the covariance

    private Distance(DistanceKind kind, double p = 2, double[]? weights = null, double[]? inverse = null)
    {
        Kind = kind;
        _p = p;
        _weights = weights ?? [];
        _inverse = inverse ?? [];
    }

    internal DistanceKind Kind { get; }

    /// <summary>True for metrics of what is zero and what is not.</summary>
    internal bool IsBoolean => Kind >= DistanceKind.Jaccard;

    /// <summary>True where the fast search of scikit-learn (<c>ArgKmin</c>) knows the metric: not where distances repeat or rounding matters.</summary>
    internal bool HasFastSearch => !IsBoolean && Kind is not (DistanceKind.Hamming or DistanceKind.Mahalanobis or DistanceKind.Cosine or DistanceKind.Correlation or DistanceKind.NanEuclidean);

    /// <summary>True for the metrics of coordinates that KD trees know too.</summary>
    internal bool IsPlain => Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.Manhattan or DistanceKind.Chebyshev or DistanceKind.Minkowski;

    /// <summary>True where no tree knows the metric.</summary>
    internal bool IsOnlyBrute => Kind is DistanceKind.SquaredEuclidean or DistanceKind.NanEuclidean or DistanceKind.Cosine or DistanceKind.Correlation or DistanceKind.Yule;

    /// <summary>The distance in the form in which neighbours are compared.</summary>
    internal double Reduced(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Kind switch
    {
        DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.SquaredEuclidean => DistanceFormulas.SumOfSquares(x, y),
        DistanceKind.StandardizedEuclidean => DistanceFormulas.SumOfScaledSquares(x, y, _weights),
        DistanceKind.Manhattan => DistanceFormulas.SumOfSizes(x, y),
        DistanceKind.Chebyshev => DistanceFormulas.Largest(x, y),
        DistanceKind.Minkowski => DistanceFormulas.SumOfPowers(x, y, _p, _weights),
        DistanceKind.OldWeightedMinkowski => DistanceFormulas.SumOfWeightedPowers(x, y, _p, _weights),
        DistanceKind.Mahalanobis => DistanceFormulas.Quadratic(x, y, _inverse),
        DistanceKind.Haversine => DistanceFormulas.Haversine(x, y),
        DistanceKind.Canberra => DistanceFormulas.Canberra(x, y),
        DistanceKind.BrayCurtis => DistanceFormulas.BrayCurtis(x, y, isScipy: false),
        DistanceKind.Hamming => DistanceFormulas.Hamming(x, y, _weights),
        _ => DistanceFormulas.Boolean(Kind, x, y),
    };

    /// <summary>The distance as <c>scipy.spatial.distance.cdist</c> gives it.</summary>
    internal double ByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Kind switch
    {
        DistanceKind.BrayCurtis => DistanceFormulas.BrayCurtis(x, y, isScipy: true),
        DistanceKind.Minkowski when _weights.Length > 0 && (_p == 2 || double.IsPositiveInfinity(_p)) => DistanceFormulas.WeightedByScipy(x, y, _p == 2, _weights),
        _ => Full(Reduced(x, y)),
    };

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
