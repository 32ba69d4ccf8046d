namespace Brine.Training;

/// <summary>Least squares with a penalty on large coefficients: scikit-learn's <c>Ridge</c>, by Cholesky's decomposition.</summary>
public sealed class Ridge : Trainer
{
    /// <summary><c>alpha</c>: how much large coefficients cost.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary><c>fit_intercept</c>: whether there is a constant beside the columns.</summary>
    public bool HasIntercept { get; set; } = true;

    /// <inheritdoc/>
    public override string PythonName => "Ridge";

    private protected override string Module => "sklearn.linear_model._ridge";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        Alpha = binder.Double("alpha", Alpha, 0, double.MaxValue);
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        binder.Fixed("copy_X", true);
        binder.Fixed("max_iter", default);
        binder.Fixed("tol", 1e-4);
        binder.Fixed("solver", "auto");
        binder.Fixed("positive", false);
        binder.Fixed("random_state", default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Doubles(PythonName);
        var centered = new CenteredProblem(x, y, HasIntercept, call.Weights);
        double[] coefficients = (x.ColumnCount > x.RowCount ? SolveByRows(centered) : SolveByColumns(centered))
            ?? centered.SolvePenalized(Alpha, call.Context.Cancellation);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("coef_", coefficients).Set("n_iter_", default(PyValue));
        if (call.Context.IsNew)
        {
            attributes.Set("solver_", "cholesky");
        }

        centered.WriteIntercept(attributes, coefficients);
    }

    private double[]? SolveByColumns(CenteredProblem problem)
    {
        int n = problem.ColumnCount;
        double[] square = new double[n * n], coefficients = new double[n];
        for (int i = 0; i < n; i++)
        {
            coefficients[i] = Vectors.Dot(problem.Column(i), problem.Target);
            for (int j = i; j < n; j++)
            {
                square[(i * n) + j] = square[(j * n) + i] = Vectors.Dot(problem.Column(i), problem.Column(j));
            }

            square[(i * n) + i] += Alpha;
        }

        RequireFinite(square);
        return PositiveSystem.Solve(square, n, coefficients) ? coefficients : null;
    }

    private static void RequireFinite(double[] products)
    {
        if (!Array.TrueForAll(products, double.IsFinite))
        {
            throw new TrainingException("FitRows",
                "the products of columns are too large for numbers: scale the columns before, with a StandardScaler");
        }
    }

    /// <summary>More columns than rows: the coefficients are a sum of rows.</summary>
    private double[]? SolveByRows(CenteredProblem problem)
    {
        int n = problem.RowCount;
        double[] square = new double[n * n], shares = [.. problem.Target];
        for (int column = 0; column < problem.ColumnCount; column++)
        {
            ReadOnlySpan<double> values = problem.Column(column);
            for (int i = 0; i < n; i++)
            {
                Vectors.Add(square.AsSpan(i * n, n), values, values[i]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            square[(i * n) + i] += Alpha;
        }

        RequireFinite(square);
        if (!PositiveSystem.Solve(square, n, shares))
        {
            return null;
        }

        var coefficients = new double[problem.ColumnCount];
        for (int column = 0; column < coefficients.Length; column++)
        {
            coefficients[column] = Vectors.Dot(problem.Column(column), shares);
        }

        return coefficients;
    }
}
