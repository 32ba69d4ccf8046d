namespace Brine.Training;

/// <summary>
/// Tells classes apart by a linear function and its logistic: scikit-learn's <c>LogisticRegression</c> with the solvers <c>lbfgs</c>, which
/// takes scipy's steps and stops where it stops, and <c>liblinear</c>.
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

    /// <summary><c>solver</c>: <c>lbfgs</c> or <c>liblinear</c>.</summary>
    public string Solver { get; set; } = "lbfgs";

    /// <summary><c>penalty</c>: <c>l2</c>, or <c>l1</c>, with which many coefficients are 0; scikit-learn 1.9 says it by
    /// <c>l1_ratio</c>, 0 or 1. Only <c>liblinear</c> has <c>l1</c> here.</summary>
    public string Penalty { get; set; } = "l2";

    /// <summary><c>dual</c>: whether <c>liblinear</c> solves the dual problem, a row at a time.</summary>
    public bool IsDual { get; set; }

    /// <summary><c>intercept_scaling</c>: how large the column of the constant is with <c>liblinear</c>, whose coefficient costs as the
    /// others do.</summary>
    public double InterceptScale { get; set; } = 1;

    /// <summary><c>random_state</c>: the seed of the generator, which only <c>liblinear</c> needs; null draws another one each
    /// time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "LogisticRegression";

    private protected override string Module => "sklearn.linear_model._logistic";

    internal override void Bind(ParameterBinder binder)
    {
        Solver = binder.Text("solver", Solver, "lbfgs", "liblinear");
        BindPenalty(binder);
        IsDual = binder.Flag("dual", IsDual);
        if (IsDual && (Solver != "liblinear" || Penalty == "l1"))
        {
            throw binder.Bad("dual", "true", "false with " + (Penalty == "l1" ? "penalty='l1'" : $"solver='{Solver}'"));
        }

        Tolerance = binder.Double("tol", Tolerance, 0, isOpen: !binder.IsNew);
        C = binder.Double("C", C, 0, isOpen: true);
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        InterceptScale = binder.Double("intercept_scaling", InterceptScale, double.MinValue, double.MaxValue);
        if (InterceptScale <= 0 && HasIntercept && Solver == "liblinear")
        {
            throw binder.Bad("intercept_scaling", $"{InterceptScale}", "over 0");
        }

        IsBalanced = binder.OptionalText("class_weight", IsBalanced ? "balanced" : null, "balanced") is not null;
        RandomState = binder.Seed("random_state", RandomState);
        MaxIterations = binder.Int("max_iter", MaxIterations, 0);
        binder.Fixed("multi_class", "auto", !binder.IsNew);
        binder.Fixed("verbose", 0);
        binder.Fixed("warm_start", false);
        binder.Fixed("n_jobs", default);
    }

    private void BindPenalty(ParameterBinder binder)
    {
        if (binder.IsNew)
        {
            binder.Fixed("penalty", "deprecated");
            double share = binder.Double("l1_ratio", Penalty == "l1" ? 1 : 0, 0, 1);
            Penalty = share == 0 ? "l2" : share == 1 ? "l1" : throw binder.Bad("l1_ratio", $"{share}", "0 or 1, which are trained here");
        }
        else
        {
            Penalty = binder.Text("penalty", Penalty, "l2", "l1");
            binder.Fixed("l1_ratio", default);
        }

        if (Penalty == "l1" && Solver != "liblinear")
        {
            throw binder.Bad(binder.IsNew ? "l1_ratio" : "penalty", binder.IsNew ? "1" : "'l1'",
                $"{(binder.IsNew ? "0" : "'l2'")} with solver='{Solver}'");
        }
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        DenseRows x = call.Context.IsNew && Solver != "liblinear" ? call.Doubles(PythonName) : call.Numbers(PythonName);
        if (Solver == "liblinear")
        {
            LearnByMargin(call, attributes, classes, x);
            return;
        }

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

    private void LearnByMargin(FitCall call, AttributeWriter attributes, ClassCodes classes, DenseRows x)
    {
        if (call.Context.IsNew && classes.Count > 2)
        {
            throw new TrainingException("FitTarget",
                $"there are {classes.Count} classes, and scikit-learn 1.9 has solver='liblinear' for two alone; take 'lbfgs'");
        }

        var solver = new MarginSolver
        {
            Loss = "logistic_regression",
            IsSparse = Penalty == "l1",
            IsDual = IsDual,
            C = C,
            Tolerance = Tolerance,
            MaxIterations = MaxIterations,
            RandomState = RandomState,
        };
        double[]? weights = IsBalanced ? Array.ConvertAll(classes.Counts(), count => x.RowCount / (classes.Count * count)) : null;
        MarginRows rows = MarginRows.From(x, (call.Rows as SparseMatrix)?.Csr, HasIntercept ? InterceptScale : 0);
        (double[][] found, int[] rounds) = solver.Classify(rows, classes, weights, call.Context);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Classes).Set("n_iter_", NDArray.Of(rounds));
        MarginSolver.Write(attributes, PythonName, found, x.ColumnCount, HasIntercept ? InterceptScale : null, isFlat: false);
    }
}
