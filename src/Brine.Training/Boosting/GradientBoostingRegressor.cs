namespace Brine.Training;

/// <summary>Trees, each of which learns what those before it left over, that answer with numbers: scikit-learn's
/// <c>GradientBoostingRegressor</c>.</summary>
public sealed class GradientBoostingRegressor : GradientBoostingTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public GradientBoostingRegressor() => Loss = "squared_error";

    /// <summary><c>alpha</c>: the quantile that is learned (<c>quantile</c>), or the share of errors that are small
    /// (<c>huber</c>).</summary>
    public double Alpha { get; set; } = 0.9;

    /// <inheritdoc/>
    public override string PythonName => "GradientBoostingRegressor";

    internal override bool IsClassifier => false;

    private protected override string[] Losses => ["squared_error", "absolute_error", "huber", "quantile"];

    private protected override double AlphaOfLoss => Alpha;

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        Alpha = binder.Double("alpha", Alpha, 0, 1, isOpen: true);
        if (Alpha == 1)
        {
            throw binder.Bad("alpha", "1", "over 0 and under 1");
        }
    }

    private protected override BoostingLoss NewLoss(int classCount, bool isNew) => Loss switch
    {
        "absolute_error" => new AbsoluteErrorLoss(isNew),
        "huber" => new HuberLoss(isNew, Alpha),
        "quantile" => new QuantileLoss(isNew, Alpha),
        _ => new SquaredErrorLoss(isNew),
    };

    private protected override BoostingLink LinkOf(BoostingLoss loss, bool isNew) => BoostingLink.Identity;

    private protected override PyObject Initial(FitContext context, int featureCount, double[] y, double[]? weights,
        int classCount) =>
        ConstantEstimator.OfNumbers(context, featureCount, y, weights,
            Loss switch { "squared_error" => null, "quantile" => Alpha, _ => 0.5 });
}
