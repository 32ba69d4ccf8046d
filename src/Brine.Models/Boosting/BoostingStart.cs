using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads where the sums of gradient boosting start: <c>init_</c> of all versions.</summary>
internal static class BoostingStart
{
    private const double SingleEpsilon = 1.1920928955078125e-07;
    private const double DoubleEpsilon = 2.220446049250313e-16;

    internal static BoostingForm Read(EstimatorReader reader, BoostingForm form)
    {
        PyValue init = reader.Value("init_");
        if (init.AsString() is { } text)
        {
            return text == "zero" ? form : throw reader.Unsupported($"init_ '{text}'");
        }

        if (init.As<PyObject>() is not { } instance)
        {
            throw reader.Missing("init_");
        }

        if (OfOldClass(instance, new EstimatorReader(instance, reader.Path + ".init_"), form.TreesPerStage) is { } constants)
        {
            return constants.Length == form.TreesPerStage ? form with { Start = Array.AsReadOnly(constants) }
                : throw reader.Corrupt("init_", $"it has {constants.Length} numbers for {form.TreesPerStage} sums");
        }

        if (!reader.SavedBy.IsAtLeast(0, 21))
        {
            throw reader.Unsupported($"init={instance.Class?.Name} in scikit-learn before 0.21");
        }

        bool isNew = reader.SavedBy.IsAtLeast(1, 4);
        var initial = new InitialEstimator(reader.Child("init_"), form.Link)
        {
            Margin = reader.SavedBy.IsAtLeast(1, 8) ? DoubleEpsilon : SingleEpsilon,
            IsOfLossModule = isNew,
            SplitsLogit = reader.SavedBy.IsAtLeast(1, 6),
        };
        if (initial.Estimator is GaussianNB or CategoricalNB or OneVsRestClassifier)
        {
            // Their probabilities lie column by column in Python's memory. To such an array its compiled code adds the trees of one row to
            // other rows, and the answers depend on how many rows are asked about; those of GaussianNB are float32 in newer versions
            // besides.
            throw reader.Unsupported($"init={initial.Estimator.ClassName}, whose answers in Python depend on the other rows,");
        }

        return initial.Estimator is DummyEstimator { IsConstant: true }
            ? form with {
                Start = Array.AsReadOnly(
                    initial.Start(new Matrix(1, form.Trees.FeatureCount, new double[form.Trees.FeatureCount], DType.Float32),
                        form.TreesPerStage, CallOptions.Default)) }
            : form with { Initial = initial };
    }

    /// <summary>The classes of <c>sklearn.ensemble.gradient_boosting</c> until 0.20, whose answers were the sums themselves; null for
    /// others.</summary>
    private static double[]? OfOldClass(PyObject instance, EstimatorReader init, int width) =>
        instance.Class is not { } type || !type.Module.StartsWith("sklearn.ensemble.", StringComparison.Ordinal) ? null : type.Name switch
    {
        "QuantileEstimator" => [init.Double("quantile")],
        "MeanEstimator" => [init.Double("mean")],
        "LogOddsEstimator" or "ScaledLogOddsEstimator" => [init.Double("prior")],
        "PriorProbabilityEstimator" => init.Doubles("priors"),
        "ZeroEstimator" => new double[width],
        _ => null,
    };
}
