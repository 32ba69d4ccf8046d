namespace Brine.Models;

/// <summary>The form of AdaBoostClassifier and AdaBoostRegressor: members in the order of their training, each with a weight.</summary>
public sealed record AdaBoostForm : EstimatorForm
{
    internal AdaBoostForm(IReadOnlyList<Estimator> members, IReadOnlyList<double> weights)
    {
        Members = members;
        Weights = weights;
        Children = MemberReader.Children(members);
    }

    /// <summary>The members (<c>estimators_</c>).</summary>
    public IReadOnlyList<Estimator> Members { get; }

    /// <summary>The weights (<c>estimator_weights_</c>): one for each member, and zeros for those that training did not need.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>How the members are brought together.</summary>
    public AdaBoostRule Rule { get; init; }

    /// <summary>The classes of a classifier; null for a regressor.</summary>
    public Labels? Classes { get; init; }

    /// <summary>True until 0.21, where probabilities were not made of the decision function.</summary>
    internal bool HasOldProbabilities { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
