namespace Brine.Training;

/// <summary>Least squares: scikit-learn's <c>LinearRegression</c>. Where several answers are equally good it is the shortest, as
/// LAPACK's.</summary>
public sealed class LinearRegression : Trainer
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary><c>fit_intercept</c>: whether there is a constant beside the columns.</summary>
    public bool HasIntercept { get; set; } = true;

    /// <inheritdoc/>
    public override string PythonName => "LinearRegression";

    private protected override string Module => "sklearn.linear_model._base";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        binder.Fixed("copy_X", true);
        binder.Fixed("tol", 1e-6, binder.IsNew);
        binder.Fixed("n_jobs", default);
        binder.Fixed("positive", false);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Doubles(PythonName);
        var centered = new CenteredProblem(x, y, HasIntercept, call.Weights);
        int least = Math.Min(x.RowCount, x.ColumnCount);
        double cutoff = Epsilon * (call.Context.IsNew ? Math.Max(x.RowCount, x.ColumnCount) : 1);
        (double[] coefficients, double[] values, int rank) = centered.Solve(cutoff, call.Context.Cancellation);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("coef_", coefficients).Set("rank_", rank)
            .Set("singular_", values[..least]);
        centered.WriteIntercept(attributes, coefficients);
    }
}
