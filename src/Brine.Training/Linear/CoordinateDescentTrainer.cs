namespace Brine.Training;

/// <summary>Base class of the trainers of least squares with a penalty that makes coefficients 0, by coordinate descent.</summary>
public abstract class CoordinateDescentTrainer : Trainer
{
    private double _share;

    private protected CoordinateDescentTrainer()
    {
    }

    /// <summary><c>alpha</c>: how much coefficients cost.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary><c>fit_intercept</c>: whether there is a constant beside the columns.</summary>
    public bool HasIntercept { get; set; } = true;

    /// <summary><c>max_iter</c>: the most rounds over the coefficients.</summary>
    public int MaxIterations { get; set; } = 1000;

    /// <summary><c>tol</c>: how far from the best answer it may stop.</summary>
    public double Tolerance { get; set; } = 1e-4;

    /// <summary><c>positive</c>: whether no coefficient is under 0.</summary>
    public bool IsPositive { get; set; }

    private protected override string Module => "sklearn.linear_model._coordinate_descent";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        Alpha = binder.Double("alpha", Alpha, 0, double.MaxValue);
        _share = BindShare(binder);
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        binder.Fixed("precompute", false);
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        binder.Fixed("copy_X", true);
        Tolerance = binder.Double("tol", Tolerance, 0);
        binder.Fixed("warm_start", false);
        IsPositive = binder.Flag("positive", IsPositive);
        binder.Fixed("random_state", default);
        binder.Fixed("selection", "cyclic");
    }

    /// <summary><c>l1_ratio</c>: which share of the penalty is on the sizes of coefficients; the rest is on their squares.</summary>
    private protected abstract double BindShare(ParameterBinder binder);

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Doubles(PythonName);
        var centered = new CenteredProblem(x, y, HasIntercept, Scaled(call.Weights));
        var descent = new CoordinateDescent(centered, Alpha * _share * x.RowCount, Alpha * (1.0 - _share) * x.RowCount, IsPositive);
        int rounds = descent.Run(MaxIterations, Tolerance, call.Context);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("n_iter_", rounds).Set("coef_", descent.Coefficients)
            .SetScalar("dual_gap_", descent.Gap / x.RowCount);
        centered.WriteIntercept(attributes, descent.Coefficients);
    }

    /// <summary>Weights that are 1 on average, so that the penalty is what it is without.</summary>
    private static double[]? Scaled(double[]? weights) => weights is null ? null
        : weights.Length / PairwiseSum.Of<double>(weights) is var factor ? Array.ConvertAll(weights, weight => weight * factor) : null;
}
