namespace Brine.Training;

/// <summary>A forest of trees, each on rows of its own, that answers with numbers: scikit-learn's <c>RandomForestRegressor</c>.</summary>
public sealed class RandomForestRegressor : ForestTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public RandomForestRegressor() => (Criterion, DrawsRows, MaxFeatures) = ("squared_error", true, MaxFeatures.Share(1.0));

    /// <inheritdoc/>
    public override string PythonName => "RandomForestRegressor";

    internal override bool IsClassifier => false;

    private protected override SingleTreeTrainer NewTree() => new DecisionTreeRegressor();
}
