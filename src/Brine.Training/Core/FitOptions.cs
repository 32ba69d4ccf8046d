namespace Brine.Training;

/// <summary>How a model is trained.</summary>
public sealed record FitOptions
{
    /// <summary>The version of scikit-learn that the model is made for, and whose numbers it has.</summary>
    public SklearnTarget Version { get; init; } = SklearnTarget.V1_9;

    /// <summary>How many threads train at once; all processors where it is 0. The model has the same bits whatever the number.</summary>
    public int ThreadCount { get; init; }

    /// <summary>Python's <c>sample_weight</c> of <c>fit</c>: what each row weighs, at least 0; null where all weigh 1. A pipeline gives it
    /// to its last step alone, which is Python's <c>model__sample_weight</c>; voting, stacking and searches give it to the trainers
    /// inside. Classes that learn without weights refuse it.</summary>
    public IReadOnlyList<double>? SampleWeight { get; init; }

    /// <summary>Told how much is done, from 0 to 1, by trainers that make one piece after another: forests, boosting, searches.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Stops the training.</summary>
    public CancellationToken CancellationToken { get; init; }
}
