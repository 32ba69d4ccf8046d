namespace Brine.Training;

/// <summary>Gradient boosting on histograms that tells classes apart: scikit-learn's <c>HistGradientBoostingClassifier</c>.</summary>
public sealed class HistGradientBoostingClassifier : HistogramBoostingTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public HistGradientBoostingClassifier() => Loss = "log_loss";

    /// <inheritdoc/>
    public override string PythonName => "HistGradientBoostingClassifier";

    private protected override bool IsClassifier => true;

    private protected override void BindLoss(ParameterBinder binder)
    {
        Loss = binder.Text("loss", Loss, "log_loss");
        binder.Fixed("class_weight", default);
    }

    private protected override HistogramLoss NewLoss(int classCount, double[] y, bool isNew, bool isWeighted) =>
        new ClassHistogramLoss(classCount, isNew) { IsWeighted = isWeighted };
}
