namespace Brine.Models;

/// <summary>The form of FixedThresholdClassifier and TunedThresholdClassifierCV: a classifier of two classes, and the score from which on a
/// row is of the positive one.</summary>
public sealed record DecisionThresholdForm : EstimatorForm
{
    internal DecisionThresholdForm(Estimator inner) => Children = [new EstimatorChild("estimator_", inner)];

    /// <summary>The classifier that gives the scores.</summary>
    public Estimator Inner => Children[0].Estimator;

    /// <summary>True where the score is the probability of the positive class; false where it is <c>decision_function</c>.</summary>
    public bool IsProbability { get; init; }

    /// <summary>The score from which on a row is of the positive class.</summary>
    public double Threshold { get; init; }

    /// <summary>The place of the positive class among the classes.</summary>
    public int PositiveIndex { get; init; } = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    /// <summary>True where a score of float32 is compared in float32.</summary>
    internal bool ComparesSingles { get; init; }
}
