using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads a metric and its parameters.</summary>
internal static class MetricReader
{
    /// <summary>Reads <c>effective_metric_</c>, or <c>metric</c> and <c>p</c> where there is none.</summary>
    internal static DistanceMetric Read(EstimatorReader reader, int dimension)
    {
        if ((reader.Text("effective_metric_") ?? reader.Text("metric")) is not { } name)
        {
            return Supplied(reader);
        }

        var parameters = reader.ValueOrNone("effective_metric_params_").As<PyDict>() ?? reader.ValueOrNone("metric_params").As<PyDict>();

        // "p" is trained without the model's own p, and stands for the euclidean distance then.
        bool isOfTrees = name is "p" or "infinity" or "wminkowski";
        double[]? weights = Parameter(reader, parameters, "w", dimension);
        DistanceKind kind = KindOf(name) ?? throw reader.Unsupported($"metric='{name}'");
        if (weights is not null && kind is not (DistanceKind.Minkowski or DistanceKind.OldWeightedMinkowski or DistanceKind.Hamming))
        {
            throw reader.Unsupported($"metric='{name}' and weights of features (metric_params 'w')");
        }

        switch (kind)
        {
            case DistanceKind.Minkowski or DistanceKind.OldWeightedMinkowski:
                return Powers(reader, kind, Power(parameters, name == "p" ? 2 : reader.Double("p", 2)), weights, isOfTrees);
            case DistanceKind.StandardizedEuclidean:
                return new(kind)
                    { Weights = Parameter(reader, parameters, "V", dimension)
                        ?? throw reader.Unsupported(
                            $"metric='{name}' and no variances (metric_params 'V'), which scikit-learn asks for too") };
            case DistanceKind.Mahalanobis:
                double[] inverse = Parameter(reader, parameters, "VI", dimension * (long)dimension) ?? InverseOfTree(reader, dimension)
                    ?? throw reader.Unsupported(
                        $"metric='{name}' and no inverse covariance (metric_params 'VI'), which scikit-learn asks for too");
                return new(kind) { InverseCovariance = inverse };
            case DistanceKind.Haversine when dimension != 2:
                throw reader.Unsupported($"metric='{name}' over {dimension} columns: it is for two, latitude and longitude");
            default:
                return new(kind) { Weights = weights, IsOfTrees = isOfTrees };
        }
    }

    /// <summary>A metric of the user's.</summary>
    private static DistanceMetric Supplied(EstimatorReader reader)
    {
        CodeReference code = CodeReference.Of(reader.Value("effective_metric_", "metric"));
        PyDict? parameters = reader.ValueOrNone("effective_metric_params_").As<PyDict>()
            ?? reader.ValueOrNone("metric_params").As<PyDict>();
        PairFunction? function = reader.Code.Find(code.Name)?.OfPairs;
        if (function is null)
        {
            throw reader.NeedsCode("metric", code, "RegisterMetric", "(left, right) => ...");
        }

        return parameters is { Count: > 0 } || code.Arguments.Count > 0 ? throw reader.Unsupported($"metric_params for {code.Text}")
            : new(DistanceKind.Custom) { Function = function };
    }

    private static DistanceMetric Powers(EstimatorReader reader, DistanceKind kind, double p, double[]? weights, bool isOfTrees)
    {
        if (!(p > 0) || (kind == DistanceKind.OldWeightedMinkowski && weights is null))
        {
            throw reader.Unsupported($"p={p}{(weights is null ? " and no weights" : "")}");
        }

        DistanceKind plain = weights is not null ? kind
            : p == 2 ? (isOfTrees ? DistanceKind.L2 : DistanceKind.Euclidean)
            : p == 1 ? DistanceKind.Manhattan
            : double.IsPositiveInfinity(p) ? DistanceKind.Chebyshev
            : kind;
        return new(plain) { Power = p, Weights = weights, IsOfTrees = isOfTrees };
    }

    private static double Power(PyDict? parameters, double fallback) =>
        parameters is not null && parameters.TryGetValue("p", out PyValue given) && given.TryGetDouble(out double number) ? number
            : fallback;

    private static double[]? Parameter(EstimatorReader reader, PyDict? parameters, string name, long length)
    {
        if (parameters is null || !parameters.TryGetValue(name, out PyValue value) || value.IsNone)
        {
            return null;
        }

        NDArray array = EstimatorReader.ArrayOf(value) is { DType.HasObjects: false } known ? known
            : throw reader.Unsupported($"metric_params '{name}' that is no array");
        return array.Length == length ? array.ToDoubles()
            : throw new PickleFormatException("FormatShape",
                $"metric_params '{name}' of {reader.Path} has {array.Length} numbers, not {length}; the file is corrupt");
    }

    /// <summary>A tree that was given the covariance holds the inverse in its metric: the state of that is p, vec, mat.</summary>
    private static double[]? InverseOfTree(EstimatorReader reader, int dimension)
    {
        foreach (PyValue item in reader.ValueOrNone("_tree").As<PyObject>()?.State.As<PyTuple>() ?? PyTuple.Empty)
        {
            if (item.As<PyObject>()?.State.As<PyTuple>() is { Count: >= 3 } state && NDArray.From(state[2]) is { DType.Kind: 'f' } matrix
                && matrix.Length == (long)dimension * dimension)
            {
                return matrix.ToDoubles();
            }
        }

        return null;
    }

    private static DistanceKind? KindOf(string name) => name switch
    {
        "minkowski" or "p" => DistanceKind.Minkowski,
        "wminkowski" => DistanceKind.OldWeightedMinkowski,
        "euclidean" => DistanceKind.Euclidean,
        "l2" => DistanceKind.L2,
        "sqeuclidean" => DistanceKind.SquaredEuclidean,
        "seuclidean" => DistanceKind.StandardizedEuclidean,
        "nan_euclidean" => DistanceKind.NanEuclidean,
        "manhattan" or "cityblock" or "l1" => DistanceKind.Manhattan,
        "chebyshev" or "infinity" => DistanceKind.Chebyshev,
        "mahalanobis" => DistanceKind.Mahalanobis,
        "haversine" => DistanceKind.Haversine,
        "cosine" => DistanceKind.Cosine,
        "correlation" => DistanceKind.Correlation,
        "canberra" => DistanceKind.Canberra,
        "braycurtis" => DistanceKind.BrayCurtis,
        "hamming" => DistanceKind.Hamming,
        "jaccard" => DistanceKind.Jaccard,
        "matching" => DistanceKind.Matching,
        "dice" => DistanceKind.Dice,
        "kulsinski" => DistanceKind.Kulsinski,
        "rogerstanimoto" => DistanceKind.RogersTanimoto,
        "russellrao" => DistanceKind.RussellRao,
        "sokalmichener" => DistanceKind.SokalMichener,
        "sokalsneath" => DistanceKind.SokalSneath,
        "yule" => DistanceKind.Yule,
        _ => null,
    };
}
