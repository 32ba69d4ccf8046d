namespace Brine.Training;

/// <summary>A tree that answers with numbers: scikit-learn's <c>DecisionTreeRegressor</c>.</summary>
public sealed class DecisionTreeRegressor : SingleTreeTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public DecisionTreeRegressor() => (Criterion, DrawsThresholds, MaxFeatures) = ("squared_error", false, MaxFeatures.All);

    /// <inheritdoc/>
    public override string PythonName => "DecisionTreeRegressor";

    internal override bool IsClassifier => false;
}
