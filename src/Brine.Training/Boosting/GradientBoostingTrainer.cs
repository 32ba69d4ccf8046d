namespace Brine.Training;

/// <summary>Base class of the trainers of gradient boosting: each tree learns what those before it left over.</summary>
public abstract partial class GradientBoostingTrainer : TreeTrainer
{
    private protected GradientBoostingTrainer() => (MaxDepth, Criterion) = (3, "friedman_mse");

    /// <summary><c>loss</c>: what is made small.</summary>
    public string Loss { get; set; } = "";

    /// <summary><c>learning_rate</c>: how much of each tree counts.</summary>
    public double LearningRate { get; set; } = 0.1;

    /// <summary><c>n_estimators</c>: how many stages there are at most.</summary>
    public int StageCount { get; set; } = 100;

    /// <summary><c>subsample</c>: which share of the rows a stage learns from.</summary>
    public double Subsample { get; set; } = 1;

    /// <summary><c>n_iter_no_change</c>: after how many stages without a better answer to the rows that are kept back it is over; null
    /// keeps none back.</summary>
    public int? PatientStages { get; set; }

    /// <summary><c>validation_fraction</c>: which share of the rows is kept back.</summary>
    public double ValidationShare { get; set; } = 0.1;

    /// <summary><c>tol</c>: by how much an answer is better at least.</summary>
    public double Tolerance { get; set; } = 1e-4;

    private protected override string Module => "sklearn.ensemble._gb";

    internal override bool TakesWeights => true;

    internal override bool WeighsForOldAlone => true;

    private protected abstract string[] Losses { get; }

    /// <summary><c>alpha</c>, which Python's classifiers keep too.</summary>
    private protected virtual double AlphaOfLoss => 0.9;

    private protected abstract BoostingLoss NewLoss(int classCount, bool isNew);

    /// <summary>The estimator whose answer the sums start with.</summary>
    private protected abstract PyObject Initial(FitContext context, int featureCount, double[] y, double[]? weights, int classCount);

    private protected abstract BoostingLink LinkOf(BoostingLoss loss, bool isNew);

    internal override void Bind(ParameterBinder binder)
    {
        StageCount = binder.Int("n_estimators", StageCount, 1);
        LearningRate = binder.Double("learning_rate", LearningRate, 0);
        Loss = binder.Text("loss", Loss, Losses);
        if (binder.IsNew)
        {
            binder.Fixed("criterion", "deprecated");
        }
        else
        {
            Criterion = binder.Text("criterion", Criterion, "friedman_mse", "squared_error");
        }

        BindGrowth(binder, isOfTree: false);
        Subsample = binder.Double("subsample", Subsample, 0, 1, isOpen: true);
        binder.Fixed("init", default);
        RandomState = binder.Seed("random_state", RandomState);
        binder.Write("alpha", AlphaOfLoss);
        binder.Fixed("verbose", 0);
        binder.Fixed("warm_start", false);
        ValidationShare = binder.Double("validation_fraction", ValidationShare, 0, 1, isOpen: true);
        if (ValidationShare == 1)
        {
            throw binder.Bad("validation_fraction", "1", "over 0 and under 1");
        }

        PatientStages = binder.OptionalInt("n_iter_no_change", PatientStages, 1);
        Tolerance = binder.Double("tol", Tolerance, 0);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        Target target = call.Needed(PythonName);
        ClassCodes? classes = IsClassifier ? ClassCodes.Of(target, PythonName, minimum: 2) : null;
        double[] y = classes is null ? target.Numbers(PythonName) : Array.ConvertAll(classes.Codes, code => (double)code);
        DenseRows x = call.Numbers(PythonName);
        int count = classes?.Count ?? 1;
        BoostingLoss loss = NewLoss(count, context.IsNew);
        uint seed = RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue);
        (DenseRows X, double[] Y, double[]? Weights)? kept = null;
        double[]? weights = call.Weights;
        if (PatientStages is not null)
        {
            Fold fold = IsClassifier ? Splitter.StratifiedTrainTest(target, ValidationShare, seed)
                : Splitter.TrainTest(x.RowCount, ValidationShare, seed);
            kept = (x.Take(fold.Test), [.. fold.Test.Select(row => y[row])],
                weights is null ? null : [.. fold.Test.Select(row => weights[row])]);
            weights = weights is null ? null : [.. fold.Train.Select(row => weights[row])];
            if (weights?.All(weight => weight == 0) == true || kept?.Weights?.All(weight => weight == 0) == true)
            {
                throw new TrainingException("FitWeight", "all rows that are kept back weigh 0, or all others: take another seed");
            }

            (x, y) = (x.Take(fold.Train), [.. fold.Train.Select(row => y[row])]);
            if (IsClassifier && y.Distinct().Count() < count)
            {
                throw new TrainingException("FitTarget", "the rows that are not kept back miss a class; take another seed");
            }
        }

        if (IsClassifier && weights is not null && y.Where((_, row) => weights[row] > 0).Distinct().Count() < 2)
        {
            throw new TrainingException("FitWeight", $"the rows that weigh something are of one class; {PythonName} tells classes apart");
        }

        PyObject initial = Initial(context, x.ColumnCount, y, weights, count);
        double[] start = StartOf(initial, loss, x.ColumnCount, context.IsNew);
        var draws = new RandomState(seed);
        var run = new BoostingRun(new TreeColumns(x, PythonName), y, loss, start, LearningRate, context, weights);
        if (kept is var (rows, right, heavy))
        {
            run.KeepBack(new TreeColumns(rows, PythonName), right, heavy, PatientStages!.Value, Tolerance);
        }

        run.Run(StageCount, Subsample, draws, GrowWith(run, context));
        attributes.SetFeatures(call.Names, x.ColumnCount);
        if (classes is not null)
        {
            attributes.Set("classes_", classes.Classes).Set("n_classes_", count);
            if (!context.IsNew)
            {
                attributes.Set("_n_classes", count);
            }
        }

        if (context.IsNew)
        {
            attributes.Set("n_trees_per_iteration_", loss.TreeCount);
        }

        attributes.Set("max_features_", MaxFeatures.Of(x.ColumnCount)).Set("_loss", loss.Describe(context)).Set("init_", initial)
            .Set("n_estimators_", run.StageCount);
        run.Write(attributes, Subsample < 1);
        PyObject generator = RandomStateWriter.Write(context, draws);
        PyValue[] trees = [.. run.Trees.Select(tree => (PyValue)TreeObject(context, tree, generator))];
        attributes.Set("_rng", generator).Set("estimators_", NDArray.OfObjects([run.StageCount, loss.TreeCount], trees));
    }

    /// <summary>What the sums of all rows start with.</summary>
    private double[] StartOf(PyObject initial, BoostingLoss loss, int columnCount, bool isNew) =>
        new InitialEstimator(EstimatorTable.Read(initial), LinkOf(loss, isNew))
        {
            Margin = isNew ? 2.220446049250313e-16 : 1.1920928955078125e-07,
            IsOfLossModule = isNew,
            SplitsLogit = isNew,
        }.Start(new Matrix(1, columnCount, new double[columnCount], DType.Float32), loss.TreeCount, CallOptions.Default);

    private Func<double[], double[]?, uint, RadixSort, GrownTree> GrowWith(BoostingRun run, FitContext context) =>
        (gradient, weights, seed, radix) => Grow(new TreeProblem { Columns = run.Columns, Numbers = gradient }, weights, isRandom: false,
            seed, radix, context);

    private PyObject TreeObject(FitContext context, GrownTree tree, PyObject generator)
    {
        var trainer = new DecisionTreeRegressor
        {
            Criterion = context.IsNew ? "squared_error" : Criterion,
            MaxDepth = MaxDepth,
            MinSamplesSplit = MinSamplesSplit,
            MinSamplesLeaf = MinSamplesLeaf,
            MinWeightFractionLeaf = MinWeightFractionLeaf,
            MaxFeatures = MaxFeatures,
            MaxLeafNodes = MaxLeafNodes,
            MinImpurityDecrease = MinImpurityDecrease,
            PruningAlpha = PruningAlpha,
        };
        PyObject made = trainer.InForest(context, tree, null);
        made.State.As<PyDict>()!["random_state"] = generator;
        return made;
    }
}
