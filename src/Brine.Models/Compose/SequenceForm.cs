namespace Brine.Models;

/// <summary>The form of Pipeline: each step transforms what the one before gave, and the last one answers.</summary>
public sealed record SequenceForm : EstimatorForm
{
    internal SequenceForm(IReadOnlyList<TransformStep> steps)
    {
        Steps = steps;
        Children = TransformStep.ChildrenOf(steps);
    }

    /// <summary>The steps in their order, at least one; samplers of imbalanced-learn, which act in training alone, are left out.</summary>
    public IReadOnlyList<TransformStep> Steps { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
