namespace Brine.Training;

/// <summary>
/// Tells classes apart by a linear function and its logistic: scikit-learn's <c>LogisticRegression</c> with the solvers <c>lbfgs</c>, which
/// takes scipy's steps and stops where it stops, <c>liblinear</c>, <c>newton-cholesky</c>, <c>sag</c> and <c>saga</c>.
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

    /// <summary><c>solver</c>: <c>lbfgs</c>, <c>liblinear</c>, <c>newton-cholesky</c>, <c>sag</c> or <c>saga</c>.</summary>
    public string Solver { get; set; } = "lbfgs";

    /// <summary><c>penalty</c>: <c>l2</c>, or <c>l1</c>, with which many coefficients are 0; scikit-learn 1.9 says it by
    /// <c>l1_ratio</c> alone. Only <c>liblinear</c> and <c>saga</c> have <c>l1</c>, and only <c>saga</c> has <c>elasticnet</c>, which is
    /// both. <c>none</c> is Python's <c>None</c>: large coefficients cost nothing, which scikit-learn 1.9 says by an infinite
    /// <c>C</c>.</summary>
    public string Penalty { get; set; } = "l2";

    /// <summary><c>l1_ratio</c>: which share of the penalty <c>elasticnet</c> is on the sizes; the rest is on their squares.</summary>
    public double SizeShare { get; set; }

    /// <summary><c>dual</c>: whether <c>liblinear</c> solves the dual problem, a row at a time.</summary>
    public bool IsDual { get; set; }

    /// <summary><c>intercept_scaling</c>: how large the column of the constant is with <c>liblinear</c>, whose coefficient costs as the
    /// others do.</summary>
    public double InterceptScale { get; set; } = 1;

    /// <summary><c>random_state</c>: the seed of the generator, which <c>liblinear</c>, <c>sag</c> and <c>saga</c> need; null draws
    /// another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "LogisticRegression";

    private protected override string Module => "sklearn.linear_model._logistic";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        Solver = binder.Text("solver", Solver, "lbfgs", "liblinear", "newton-cholesky", "sag", "saga");
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
            C = Penalty == "none" ? double.PositiveInfinity : C;
            Penalty = Penalty == "none" ? "l2" : Penalty;
            SizeShare = binder.Double("l1_ratio", Penalty == "l1" ? 1 : Penalty == "l2" ? 0 : SizeShare, 0, 1);
            Penalty = SizeShare == 0 ? "l2" : SizeShare == 1 ? "l1" : "elasticnet";
        }
        else
        {
            Penalty = binder.OptionalText("penalty", Penalty == "none" ? null : Penalty, "l2", "l1", "elasticnet") ?? "none";
            if (Penalty == "elasticnet")
            {
                SizeShare = binder.Double("l1_ratio", SizeShare, 0, 1);
            }
            else
            {
                binder.Fixed("l1_ratio", default);
            }
        }

        if (Solver switch { "saga" => false, "liblinear" => Penalty is not ("l1" or "l2"), _ => Penalty is not ("l2" or "none") })
        {
            string others = Solver != "liblinear" ? "" : binder.IsNew ? " or 1" : " or 'l1'";
            string given = Penalty == "none" ? "None" : $"'{Penalty}'";
            throw binder.Bad(binder.IsNew ? "l1_ratio" : "penalty", binder.IsNew ? $"{SizeShare}" : given,
                (binder.IsNew ? "0" : "'l2'") + others + $" with solver='{Solver}'");
        }
    }

    /// <summary>How much coefficients cost: nothing without a penalty.</summary>
    private double Cost => Penalty == "none" ? 0 : 1.0 / C;

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        bool isDouble = Solver is "sag" or "saga" or "newton-cholesky" || (call.Context.IsNew && Solver != "liblinear");
        DenseRows x = isDouble ? call.Doubles(PythonName) : call.Numbers(PythonName);
        if (Solver == "liblinear")
        {
            LearnByMargin(call, attributes, classes, x);
            return;
        }

        if (Solver == "newton-cholesky")
        {
            LearnByNewton(call, attributes, classes, x);
            return;
        }

        if (Solver != "lbfgs")
        {
            LearnByAverage(call, attributes, classes, x);
            return;
        }

        bool isNew = call.Context.IsNew;
        int outputs = classes.Count == 2 ? 1 : classes.Count, width = x.ColumnCount + (HasIntercept ? 1 : 0);
        double[]? weights = RowWeights(call, classes);
        double total = weights is null ? x.RowCount : PairwiseSum.Of<double>(weights);
        var loss = new LogisticLoss(x, classes.Codes, outputs, HasIntercept, weights)
        {
            Penalty = isNew ? 1.0 / (C * total) : Cost,
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

    /// <summary>What rows weigh by themselves and by their class; null where all weigh 1.</summary>
    private double[]? RowWeights(FitCall call, ClassCodes classes)
    {
        if (!IsBalanced)
        {
            return call.Weights;
        }

        double[] own = ClassWeights.OfClasses(classes, call.Context.IsNew ? call.Weights : null);
        return SampleWeights.Product(call.Weights, Array.ConvertAll(classes.Codes, code => own[code]));
    }

    /// <summary>Newton's steps: in 1.2 each class from all others.</summary>
    private void LearnByNewton(FitCall call, AttributeWriter attributes, ClassCodes classes, DenseRows x)
    {
        bool isNew = call.Context.IsNew;
        if (isNew && classes.Count > 2)
        {
            throw new TrainingException("FitTarget",
                $"there are {classes.Count} classes, and solver='newton-cholesky' is trained for two alone for scikit-learn 1.9; "
                    + "take 'lbfgs'");
        }

        int outputs = classes.Count == 2 ? 1 : classes.Count, count = x.RowCount;
        double[] coefficients = new double[outputs * x.ColumnCount], intercepts = new double[outputs];
        var rounds = new int[outputs];
        for (int k = 0; k < outputs; k++)
        {
            int positive = outputs == 1 ? 1 : k;
            int[] sides = Array.ConvertAll(classes.Codes, code => code == positive ? 1 : 0);
            double share = count / 2.0 / sides.Sum(), rest = count / 2.0 / (count - sides.Sum());
            double[]? weights = isNew ? RowWeights(call, classes) : SampleWeights.Product(call.Weights,
                IsBalanced ? Array.ConvertAll(sides, side => side == 1 ? share : rest) : null);
            double[]? counted = isNew ? weights : call.Weights;
            double total = counted is null ? count : PairwiseSum.Of<double>(counted);
            var loss = new LogisticLoss(x, sides, 1, HasIntercept, weights)
                { Penalty = isNew ? 1.0 / (C * total) : Cost / total, Scale = total, Context = call.Context };
            var solver = new NewtonLogistic(loss, x, HasIntercept, weights)
                { Tolerance = Tolerance, MaxIterations = MaxIterations, CountsWeights = isNew };
            double[] point = solver.Solve(call.Context.Cancellation);
            rounds[k] = solver.Iterations;
            point.AsSpan(0, x.ColumnCount).CopyTo(coefficients.AsSpan(k * x.ColumnCount));
            intercepts[k] = HasIntercept ? point[x.ColumnCount] : 0;
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Classes).Set("n_iter_", NDArray.Of(rounds))
            .Set("coef_", coefficients, outputs, x.ColumnCount).Set("intercept_", intercepts);
    }

    private void LearnByAverage(FitCall call, AttributeWriter attributes, ClassCodes classes, DenseRows x)
    {
        int outputs = classes.Count == 2 ? 1 : classes.Count;
        double share = Penalty switch { "l1" => 1, "l2" or "none" => 0, _ => SizeShare };
        var solver = new AverageGradient(x, (call.Rows as SparseMatrix)?.Csr, classes.Codes, outputs, RowWeights(call, classes))
        {
            IsUnbiased = Solver == "saga",
            HasIntercept = HasIntercept,
            SquarePenalty = Cost * (1 - share),
            SizePenalty = Cost * share,
            Tolerance = Tolerance,
            MaxIterations = MaxIterations,
        };
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        int rounds = solver.Run((uint)draws.NextBelow(int.MaxValue - 1) + 1, call.Context.Cancellation);
        var coefficients = new double[outputs * x.ColumnCount];
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = solver.Coefficients[(i % x.ColumnCount * outputs) + (i / x.ColumnCount)];
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Classes).Set("n_iter_", NDArray.Of(new[] { rounds }))
            .Set("coef_", coefficients, outputs, x.ColumnCount).Set("intercept_", solver.Intercepts);
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
        double[]? weights = IsBalanced ? ClassWeights.OfClasses(classes, call.Context.IsNew ? call.Weights : null) : null;
        MarginRows rows = MarginRows.From(x, (call.Rows as SparseMatrix)?.Csr, HasIntercept ? InterceptScale : 0);
        (double[][] found, int[] rounds) = solver.Classify(rows, classes, weights, call.Weights, call.Context);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Classes).Set("n_iter_", NDArray.Of(rounds));
        MarginSolver.Write(attributes, PythonName, found, x.ColumnCount, HasIntercept ? InterceptScale : null, isFlat: false);
    }
}
