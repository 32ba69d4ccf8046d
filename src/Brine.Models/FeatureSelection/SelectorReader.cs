using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the selectors of features: the rules by which each makes its mask end here.</summary>
internal static class SelectorReader
{
    /// <summary>VarianceThreshold. Gaps pass from 0.22 on, as in all selectors that take them.</summary>
    internal static FeatureSelector Variance(EstimatorReader reader)
    {
        double threshold = reader.Double("threshold", 0);
        NDArray variances = reader.NumericArray("variances_");
        double limit = variances.DType.IsSingle() ? (float)threshold : threshold;
        return Selector(reader, Array.ConvertAll(variances.ToDoubles(), variance => variance > limit), null, takesMissing: true);
    }

    /// <summary>SelectKBest, SelectPercentile, SelectFpr, SelectFdr, SelectFwe and GenericUnivariateSelect.</summary>
    internal static FeatureSelector Univariate(EstimatorReader reader) =>
        Selector(reader, new UnivariateSelection(reader).Support(), null, takesMissing: false);

    /// <summary>SelectFromModel.</summary>
    internal static FeatureSelector FromModel(EstimatorReader reader)
    {
        PyObject trained = Trained(reader, "estimator_") ?? Trained(reader, "estimator") ?? throw reader.Missing("estimator_");
        return Selector(reader, new ModelSelection(reader, trained).Support(), null, MissingTag.Of(trained));
    }

    /// <summary>RFE and RFECV, which answer by the model that they hold.</summary>
    internal static FeatureSelector Elimination(EstimatorReader reader)
    {
        PyObject? trained = Trained(reader, "estimator_");
        return Selector(reader, Support(reader), Inner(reader), trained is not null && MissingTag.Of(trained));
    }

    internal static FeatureSelector Sequential(EstimatorReader reader) =>
        Selector(reader, Support(reader), null, Trained(reader, "estimator") is { } model && MissingTag.Of(model));

    /// <summary>RandomizedLasso and RandomizedLogisticRegression, which were there until 0.20.</summary>
    internal static FeatureSelector Randomized(EstimatorReader reader)
    {
        double threshold = reader.Double("selection_threshold", 0.25);
        NDArray scores = reader.NumericArray("scores_");
        return scores.Rank == 1
            ? Selector(reader, Array.ConvertAll(scores.ToDoubles(), score => score > threshold), null, takesMissing: false)
            : throw reader.Corrupt("scores_", $"it has {scores.Rank} dimensions");
    }

    private static FeatureSelector Selector(EstimatorReader reader, bool[] support, Estimator? inner, bool takesMissing)
    {
        SavedVersion version = reader.SavedBy;
        if (reader.TryInt("n_features_in_", out int count) && count != support.Length)
        {
            throw reader.Corrupt("n_features_in_", $"it is {count}, and {support.Length} columns were judged");
        }

        if (inner?.FeatureCount is { } width && width != support.Count(isKept => isKept))
        {
            throw reader.Corrupt("estimator_", $"it takes {width} columns, and {support.Count(isKept => isKept)} are kept");
        }

        takesMissing &= version.IsAtLeast(0, 22);
        var form = new SelectionForm(support, inner)
            { KeepsTypeOfNothing = version.IsAtLeast(1, 2), MixesBools = version.IsAtLeast(1, 1), MixesObjects = version.IsAtLeast(1, 3) };
        return new(reader.Info, form,
            new InputContract { Kind = InputKind.Values, TakesSparse = true, TakesMissing = takesMissing, TakesInfinity = takesMissing });
    }

    private static PyObject? Trained(EstimatorReader reader, string name) => reader.ValueOrNone(name).As<PyObject>();

    private static bool[] Support(EstimatorReader reader)
    {
        NDArray support = reader.NumericArray("support_");
        return support.Rank == 1 ? Array.ConvertAll(support.ToDoubles(), kept => kept != 0)
            : throw reader.Corrupt("support_", $"it has {support.Rank} dimensions");
    }

    /// <summary>The model behind the columns; null where its class does not run: the columns are picked without it.</summary>
    private static Estimator? Inner(EstimatorReader reader)
    {
        try
        {
            return reader.Child("estimator_");
        }
        catch (UnsupportedModelException)
        {
            return null;
        }
    }
}
