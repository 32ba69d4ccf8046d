namespace Brine.Training;

/// <summary>A tree of drawn thresholds that answers with numbers: scikit-learn's <c>ExtraTreeRegressor</c>.</summary>
public sealed class ExtraTreeRegressor : SingleTreeTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public ExtraTreeRegressor() => (Criterion, DrawsThresholds, MaxFeatures) = ("squared_error", true, MaxFeatures.Share(1.0));

    /// <inheritdoc/>
    public override string PythonName => "ExtraTreeRegressor";

    internal override bool IsClassifier => false;
}
