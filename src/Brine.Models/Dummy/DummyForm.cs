using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of DummyClassifier and DummyRegressor: one answer for every row.</summary>
public sealed record DummyForm : EstimatorForm
{
    /// <summary>The answer, one item for each output; null where Python draws it at random.</summary>
    public NDArray? Answer { get; init; }

    /// <summary>The probabilities of a classifier, for each output; null where Python draws them at random, and for regressors.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Probabilities { get; init; }

    /// <summary>The classes of each output of a classifier; null for regressors.</summary>
    public IReadOnlyList<Labels>? Classes { get; init; }

    /// <summary>True where answers have two dimensions.</summary>
    public bool HasColumns { get; init; }
}
