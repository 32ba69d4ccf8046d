using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads Pipeline, of scikit-learn and of imbalanced-learn.</summary>
internal static class PipelineReader
{
    internal static Pipeline Steps(EstimatorReader reader)
    {
        IReadOnlyList<TransformStep> steps = StepReader.ReadAll(reader, "steps", (_, estimator) => IsSampler(estimator));
        return steps.Count == 0 ? throw reader.Missing("steps") : new Pipeline(reader.Info, new SequenceForm(steps));
    }

    /// <summary>imbalanced-learn's samplers choose rows in training and do nothing afterwards.</summary>
    private static bool IsSampler(PyValue estimator) =>
        estimator.As<PyObject>()?.Class is { } name
        && (name.Module.StartsWith("imblearn.over_sampling", StringComparison.Ordinal)
            || name.Module.StartsWith("imblearn.under_sampling", StringComparison.Ordinal)
            || name.Module.StartsWith("imblearn.combine", StringComparison.Ordinal) || name.FullName == "imblearn.base.FunctionSampler");
}
