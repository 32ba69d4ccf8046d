using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// A metric as scikit-learn's <c>DistanceMetric</c> computes it: feature by feature, in reduced form (the squared distance for euclidean)
/// while neighbours are compared, in full form for the answer.
/// </summary>
internal sealed class Distance
{
    private readonly double _p;

    private Distance(DistanceKind kind, double p)
    {
        Kind = kind;
        _p = p;
    }

    internal DistanceKind Kind { get; }

    /// <summary>Reads <c>effective_metric_</c>, or <c>metric</c> and <c>p</c> where there is none.</summary>
    internal static Distance Read(EstimatorReader reader)
    {
        string name = reader.Text("effective_metric_") ?? reader.Text("metric") ?? throw reader.Unsupported("a metric that is a Python function");
        var parameters = reader.ValueOrNone("effective_metric_params_").As<PyDict>();
        if (parameters is not null && parameters.TryGetValue("w", out PyValue weights) && !weights.IsNone)
        {
            throw reader.Unsupported("weights of features (metric_params 'w')");
        }

        double p = parameters is not null && parameters.TryGetValue("p", out PyValue given) && given.TryGetDouble(out double number) ? number : reader.Double("p", 2);
        return name switch
        {
            "minkowski" or "p" => p == 2 ? new(DistanceKind.Euclidean, 2) : p == 1 ? new(DistanceKind.Manhattan, 1)
                : double.IsPositiveInfinity(p) ? new(DistanceKind.Chebyshev, p) : p > 0 ? new(DistanceKind.Minkowski, p) : throw reader.Unsupported($"p={p}"),
            "euclidean" or "l2" => new(DistanceKind.Euclidean, 2),
            "sqeuclidean" => new(DistanceKind.SquaredEuclidean, 2),
            "manhattan" or "cityblock" or "l1" => new(DistanceKind.Manhattan, 1),
            "chebyshev" or "infinity" => new(DistanceKind.Chebyshev, double.PositiveInfinity),
            "cosine" => new(DistanceKind.Cosine, 2),
            "canberra" => new(DistanceKind.Canberra, 1),
            "braycurtis" => new(DistanceKind.BrayCurtis, 1),
            "hamming" => new(DistanceKind.Hamming, 1),
            _ => throw reader.Unsupported($"metric='{name}'"),
        };
    }

    /// <summary>The distance in the form in which neighbours are compared.</summary>
    internal double Reduced(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0, other = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double difference = x[k] - y[k], size = Math.Abs(difference);
            switch (Kind)
            {
                case DistanceKind.Euclidean or DistanceKind.SquaredEuclidean:
                    sum += difference * difference;
                    break;
                case DistanceKind.Chebyshev:
                    sum = Math.Max(sum, size);
                    break;
                case DistanceKind.Minkowski:
                    sum += Math.Pow(size, _p);
                    break;
                case DistanceKind.Canberra:
                    double scale = Math.Abs(x[k]) + Math.Abs(y[k]);
                    sum += scale > 0 ? size / scale : 0;
                    break;
                case DistanceKind.BrayCurtis:
                    sum += size;
                    other += Math.Abs(x[k]) + Math.Abs(y[k]);
                    break;
                case DistanceKind.Hamming:
                    sum += difference != 0 ? 1 : 0;
                    break;
                default:
                    sum += size;
                    break;
            }
        }

        return Kind switch
        {
            DistanceKind.BrayCurtis => other > 0 ? sum / other : 0,
            DistanceKind.Hamming => sum / x.Length,
            _ => sum,
        };
    }

    /// <summary>The distance of a reduced one (<c>rdist_to_dist</c>).</summary>
    internal double Full(double reduced) => Kind switch
    {
        DistanceKind.Euclidean => Math.Sqrt(Math.Max(reduced, 0)),
        DistanceKind.Minkowski => Math.Pow(reduced, 1.0 / _p),
        _ => reduced,
    };

    /// <summary>The reduced form of a distance (<c>dist_to_rdist</c>).</summary>
    internal double Reduce(double full) => Kind switch
    {
        DistanceKind.Euclidean => full * full,
        DistanceKind.Minkowski => Math.Pow(full, _p),
        _ => full,
    };

    /// <summary>One feature's share of the reduced distance to a box: <c>gap</c> is how far outside the row is.</summary>
    internal double AddGap(double sum, double gap) => Kind switch
    {
        DistanceKind.Chebyshev => Math.Max(sum, gap),
        DistanceKind.Manhattan => sum + gap,
        DistanceKind.Euclidean => sum + (gap * gap),
        _ => sum + Math.Pow(gap, _p),
    };
}
