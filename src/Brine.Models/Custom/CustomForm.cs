namespace Brine.Models;

/// <summary>The form of an estimator that the user supplied: what it computes with is his own.</summary>
public sealed record CustomForm : EstimatorForm
{
    internal CustomForm(CustomEstimator estimator, IReadOnlyList<EstimatorChild> children)
    {
        Estimator = estimator;
        Children = children;
    }

    /// <summary>What was supplied.</summary>
    public CustomEstimator Estimator { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
