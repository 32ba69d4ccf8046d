namespace Brine.Training;

/// <summary>Trees, each of which learns what those before it left over, that tell classes apart: scikit-learn's
/// <c>GradientBoostingClassifier</c>.</summary>
public sealed class GradientBoostingClassifier : GradientBoostingTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public GradientBoostingClassifier() => Loss = "log_loss";

    /// <inheritdoc/>
    public override string PythonName => "GradientBoostingClassifier";

    internal override bool IsClassifier => true;

    private protected override string[] Losses => ["log_loss", "exponential"];

    private protected override BoostingLoss NewLoss(int classCount, bool isNew) => Loss == "exponential"
        ? classCount == 2 ? new ExponentialLoss(isNew)
            : throw new TrainingException("FitParameter", $"GradientBoostingClassifier has loss='exponential', which tells two classes "
                + $"apart, and there are {classCount}; take 'log_loss'")
        : classCount == 2 ? new BinomialLoss(isNew) : new MultinomialLoss(isNew, classCount);

    private protected override BoostingLink LinkOf(BoostingLoss loss, bool isNew) => loss switch
    {
        MultinomialLoss => isNew ? BoostingLink.Softmax : BoostingLink.LogSumExp,
        ExponentialLoss => BoostingLink.HalfLogistic,
        _ => BoostingLink.Logistic,
    };

    private protected override PyObject Initial(FitContext context, int featureCount, double[] y, double[]? weights,
        int classCount) =>
        ConstantEstimator.OfClasses(context, featureCount, y, weights, classCount);
}
