namespace Brine.Models;

/// <summary>The form of StackingClassifier and StackingRegressor: what the members answer are the columns of the final estimator.</summary>
public sealed record StackingForm : EstimatorForm
{
    internal StackingForm(IReadOnlyList<EstimatorChild> members, IReadOnlyList<string> methods, Estimator final)
    {
        Members = members;
        Methods = methods;
        Final = final;
        Children = [.. members, new EstimatorChild("final_estimator_", final)];
    }

    /// <summary>The members by their names; those that were dropped are left out.</summary>
    public IReadOnlyList<EstimatorChild> Members { get; }

    /// <summary>The method that each member is asked (<c>stack_method_</c>).</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>The estimator that answers (<c>final_estimator_</c>).</summary>
    public Estimator Final { get; }

    /// <summary>True where the final estimator is given the columns of the data too.</summary>
    public bool PassesThrough { get; init; }

    /// <summary>The classes of a classifier; null for a regressor.</summary>
    public Labels? Classes { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
