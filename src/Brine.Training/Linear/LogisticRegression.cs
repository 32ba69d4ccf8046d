namespace Brine.Training;

/// <summary>
/// Tells classes apart by a linear function and its logistic: scikit-learn's <c>LogisticRegression</c> with the solver <c>lbfgs</c>, which
/// takes scipy's steps and stops where it stops.
/// </summary>
public sealed class LogisticRegression : Trainer
{
    /// <summary><c>C</c>: the inverse of how much large coefficients cost.</summary>
    public double C { get; set; } = 1;

    /// <summary><c>tol</c>: the largest part of the gradient at which the solver stops.</summary>
    public double Tolerance { get; set; } = 1e-4;

    /// <summary><c>max_iter</c>: the most steps of the solver.</summary>
    public int MaxIterations { get; set; } = 100;

    /// <summary><c>fit_intercept</c>: whether there is a constant beside the columns.</summary>
    public bool HasIntercept { get; set; } = true;

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "LogisticRegression";

    private protected override string Module => "sklearn.linear_model._logistic";

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("penalty", binder.IsNew ? "deprecated" : "l2");
        binder.Fixed("dual", false);
        Tolerance = binder.Double("tol", Tolerance, 0, isOpen: !binder.IsNew);
        C = binder.Double("C", C, 0, isOpen: true);
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        binder.Fixed("intercept_scaling", 1);
        IsBalanced = binder.OptionalText("class_weight", IsBalanced ? "balanced" : null, "balanced") is not null;
        binder.Fixed("random_state", default);
        binder.Fixed("solver", "lbfgs");
        MaxIterations = binder.Int("max_iter", MaxIterations, 0);
        binder.Fixed("multi_class", "auto", !binder.IsNew);
        binder.Fixed("verbose", 0);
        binder.Fixed("warm_start", false);
        binder.Fixed("n_jobs", default);
        binder.Fixed("l1_ratio", binder.IsNew ? (PyValue)0.0 : default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        DenseRows x = call.Context.IsNew ? call.Doubles(PythonName) : call.Numbers(PythonName);
        bool isNew = call.Context.IsNew;
        int outputs = classes.Count == 2 ? 1 : classes.Count, width = x.ColumnCount + (HasIntercept ? 1 : 0);
        double[]? weights = IsBalanced ? ClassWeights.Balanced(classes) : null;
        double total = weights is null ? x.RowCount : PairwiseSum.Of<double>(weights);
        var loss = new LogisticLoss(x, classes.Codes, outputs, HasIntercept, weights)
        {
            Penalty = isNew ? 1.0 / (C * total) : 1.0 / C,
            Scale = isNew ? total : 1.0,
            Context = call.Context,
        };
        var solver = new QuasiNewton
        {
            GradientTolerance = Tolerance,
            ValueTolerance = isNew ? 64 * 2.220446049250313e-16 : 2.2204460492503131e-09,
            MaxIterations = MaxIterations,
            MaxTrials = isNew ? 50 : 20,
        };
        var point = new double[outputs * width];
        if (MaxIterations > 0)
        {
            solver.Minimize(loss.Compute, point);
        }

        var coefficients = new double[outputs * x.ColumnCount];
        var intercepts = new double[outputs];
        for (int k = 0; k < outputs; k++)
        {
            point.AsSpan(k * width, x.ColumnCount).CopyTo(coefficients.AsSpan(k * x.ColumnCount));
            intercepts[k] = HasIntercept ? point[(k * width) + x.ColumnCount] : 0;
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Classes)
            .Set("n_iter_", NDArray.Of(new[] { solver.Iterations })).Set("coef_", coefficients, outputs, x.ColumnCount)
            .Set("intercept_", intercepts);
    }
}
