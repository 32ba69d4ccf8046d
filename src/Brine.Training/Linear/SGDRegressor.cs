namespace Brine.Training;

/// <summary>A linear function that is learned row by row: scikit-learn's <c>SGDRegressor</c>.</summary>
public sealed partial class SGDRegressor : StochasticTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public SGDRegressor() => (Loss, LearningRate, RatePower) = ("squared_error", "invscaling", 0.25);

    /// <inheritdoc/>
    public override string PythonName => "SGDRegressor";

    private protected override string[] Losses =>
        ["squared_error", "huber", "epsilon_insensitive", "squared_epsilon_insensitive"];

    private protected override double UsualRate(bool isNew) => 0.01;

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Context.IsNew ? call.Doubles(PythonName) : call.Numbers(PythonName);
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        var descent = new StochasticDescent(x, (call.Rows as SparseMatrix)?.Csr, y,
            Rules(new StochasticLoss(Loss, Epsilon, call.Context.IsNew), call.Context, call.Weights));
        int rounds = descent.Run((uint)draws.NextBelow(int.MaxValue), 1, 1);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("coef_", descent.Coefficients)
            .Set("intercept_", NDArray.Of(new[] { descent.Intercept })).Set("t_", 1.0 + ((double)rounds * x.RowCount))
            .Set("n_iter_", rounds);
    }
}
