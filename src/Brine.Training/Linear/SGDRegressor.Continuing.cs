namespace Brine.Training;

/// <content><c>partial_fit</c>: once over the rows.</content>
public sealed partial class SGDRegressor : IPartialTrainer
{
    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        FitCall fit = call.Fit;
        double[] y = fit.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Checked(call.Context.IsNew ? fit.Doubles(PythonName) : fit.Numbers(PythonName), PythonName);
        double seen = call.Before?.Double("t_") ?? 1;
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        var descent = new StochasticDescent(x, (fit.Rows as SparseMatrix)?.Csr, y,
            Rules(new StochasticLoss(Loss, Epsilon, call.Context.IsNew), call.Context, null) with { MaxIterations = 1 })
            { FirstStep = seen, Intercept = call.Before?.Numbers(1, "intercept_")[0] ?? 0 };
        call.Before?.Numbers(x.ColumnCount, "coef_").CopyTo(descent.Coefficients, 0);
        descent.Run((uint)draws.NextBelow(int.MaxValue), 1, 1);
        attributes.SetFeatures(fit.Names, x.ColumnCount).Set("coef_", descent.Coefficients)
            .Set("intercept_", NDArray.Of(new[] { descent.Intercept })).Set("t_", seen + x.RowCount).Set("n_iter_", 1);
    }
}
