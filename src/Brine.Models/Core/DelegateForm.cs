namespace Brine.Models;

/// <summary>The form of an estimator that hands questions to one other: a search to its best model, RANSACRegressor to that of the
/// inliers.</summary>
public sealed record DelegateForm : EstimatorForm
{
    internal DelegateForm(string name, Estimator inner)
    {
        Inner = inner;
        Children = [new EstimatorChild(name, inner)];
    }

    /// <summary>The estimator that answers.</summary>
    public Estimator Inner { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
