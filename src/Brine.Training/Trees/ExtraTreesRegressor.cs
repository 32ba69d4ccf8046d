namespace Brine.Training;

/// <summary>A forest of trees of drawn thresholds that answers with numbers: scikit-learn's <c>ExtraTreesRegressor</c>.</summary>
public sealed class ExtraTreesRegressor : ForestTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public ExtraTreesRegressor() => (Criterion, DrawsRows, MaxFeatures) = ("squared_error", false, MaxFeatures.Share(1.0));

    /// <inheritdoc/>
    public override string PythonName => "ExtraTreesRegressor";

    internal override bool IsClassifier => false;

    private protected override SingleTreeTrainer NewTree() => new ExtraTreeRegressor();
}
