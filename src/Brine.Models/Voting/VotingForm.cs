namespace Brine.Models;

/// <summary>The form of VotingClassifier and VotingRegressor: members, and the weight of each.</summary>
public sealed record VotingForm : EstimatorForm
{
    internal VotingForm(IReadOnlyList<EstimatorChild> members) => Children = members;

    /// <summary>The weights of the members, or null where all count alike.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>True where probabilities are averaged (<c>voting='soft'</c>), false where classes are counted.</summary>
    public bool IsSoft { get; init; }

    /// <summary>True where <c>transform</c> puts the probabilities of all members side by side (<c>flatten_transform</c>).</summary>
    public bool Flattens { get; init; }

    /// <summary>The classes of a classifier; null for a regressor.</summary>
    public Labels? Classes { get; init; }

    /// <summary>The members by their names; those that were dropped are left out.</summary>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
