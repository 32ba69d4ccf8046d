namespace Brine.Models;

/// <summary>The form of MultiOutputClassifier, MultiOutputRegressor, ClassifierChain and RegressorChain: one member for each
/// output.</summary>
public sealed record MultiOutputForm : EstimatorForm
{
    internal MultiOutputForm(IReadOnlyList<Estimator> members)
    {
        Members = members;
        Children = MemberReader.Children(members);
    }

    /// <summary>The members (<c>estimators_</c>).</summary>
    public IReadOnlyList<Estimator> Members { get; }

    /// <summary>In a chain the output of each member (<c>order_</c>), each of which is given the answers of those before; null where
    /// members know nothing of each other.</summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>The method whose answers a chain hands on (<c>chain_method</c>).</summary>
    public string ChainMethod { get; init; } = "predict";

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
