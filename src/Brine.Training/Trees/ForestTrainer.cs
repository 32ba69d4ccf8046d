namespace Brine.Training;

/// <summary>Base class of the trainers of forests. The trees grow on all processors, and have the same bits whatever their
/// number.</summary>
public abstract class ForestTrainer : TreeTrainer, IGrowingTrainer
{
    private static readonly string[] TreeParameters = ["criterion", "max_depth", "min_samples_split", "min_samples_leaf",
        "min_weight_fraction_leaf", "max_features", "max_leaf_nodes", "min_impurity_decrease", "random_state", "ccp_alpha"];

    private protected ForestTrainer()
    {
    }

    /// <summary><c>n_estimators</c>: how many trees there are.</summary>
    public int TreeCount { get; set; } = 100;

    /// <summary><c>bootstrap</c>: whether each tree has rows of its own, drawn with replacement.</summary>
    public bool DrawsRows { get; set; }

    /// <summary><c>n_jobs</c>: how many processors Python is to use when it predicts; <see cref="FitOptions.ThreadCount"/> says how many
    /// train here.</summary>
    public int? JobCount { get; set; }

    int IGrowingTrainer.Count
    {
        get => TreeCount;
        set => TreeCount = value;
    }

    private protected override string Module => "sklearn.ensemble._forest";

    /// <summary>A tree of the forest, without parameters.</summary>
    private protected abstract SingleTreeTrainer NewTree();

    internal override void Bind(ParameterBinder binder)
    {
        TreeCount = binder.Int("n_estimators", TreeCount, 1);
        DrawsRows = binder.Flag("bootstrap", DrawsRows);
        binder.Fixed("oob_score", false);
        JobCount = binder.OptionalInt("n_jobs", JobCount);
        RandomState = binder.Seed("random_state", RandomState);
        binder.Fixed("verbose", 0);
        binder.Fixed("warm_start", false);
        BindClassWeight(binder);
        binder.Fixed("max_samples", default);
        BindCriterion(binder);
        BindGrowth(binder);
        if (binder.Attributes is { } attributes)
        {
            PyObject tree = NewTree().Describe(attributes.Context);
            string[] names = binder.IsNew ? [.. TreeParameters, "monotonic_cst"] : TreeParameters;
            attributes.Set("estimator", tree).Set("estimator_params", new PyTuple([.. names.Select(name => (PyValue)name)]));
            if (!binder.IsNew)
            {
                attributes.Set("base_estimator", "deprecated");
            }
        }
    }

    void IGrowingTrainer.Extend(PartialCall call, AttributeWriter attributes)
    {
        EstimatorReader before = call.Before!;
        PyList grown = before.Value("estimators_").As<PyList>() ?? throw before.Missing("estimators_");
        Learn(call.Fit, attributes, grown);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes) => Learn(call, attributes, []);

    /// <summary>What rows weigh: in forests of scikit-learn 1.9 a class is as large as its rows weigh, in all others as
    /// its rows are many.</summary>
    private protected override double[]? RowWeights(FitCall call, ClassCodes? classes)
    {
        if (!WeighsClasses || call.Weights is null || !call.Context.IsNew)
        {
            return base.RowWeights(call, classes);
        }

        double[] own = ClassWeights.OfClasses(classes!, call.Weights);
        return Array.TrueForAll(own, double.IsFinite)
            ? SampleWeights.Product(call.Weights, Array.ConvertAll(classes!.Codes, code => own[code]))
            : throw new TrainingException("FitWeight",
                $"{PythonName} has class_weight='balanced', and all rows of one class weigh 0: scikit-learn 1.9 has no weight for it");
    }

    /// <param name="call">What is learned from.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="grown">The trees that there are already.</param>
    private void Learn(FitCall call, AttributeWriter attributes, PyList grown)
    {
        TreeProblem problem = Problem(call, out ClassCodes? classes);
        int rowCount = problem.Columns.RowCount;
        FitContext context = call.Context;
        double[]? weights = RowWeights(call, classes);
        attributes.SetFeatures(call.Names, problem.Columns.FeatureCount).Set("n_outputs_", 1);
        if (classes is not null)
        {
            attributes.Set("classes_", classes.Classes).Set("n_classes_", classes.Count);
        }

        PyObject unfitted = NewTree().Describe(context);
        if (context.IsNew)
        {
            attributes.Set("_n_samples", rowCount).Set("_sample_weight", weights is null ? default : context.Array(NDArray.Of(weights)))
                .Set("_n_samples_bootstrap", DrawsRows ? rowCount : PyValue.None).Set("estimator_", unfitted);
        }
        else
        {
            attributes.Set("_estimator", unfitted);
        }

        GrownTree[] trees = GrowAll(problem, weights, context, grown.Count, out uint[] seeds);
        NDArray? codes = classes is null ? null : NDArray.Of([.. Enumerable.Range(0, classes.Count).Select(code => (double)code)]);
        var estimators = new PyList([.. grown]);
        for (int i = 0; i < trees.Length; i++)
        {
            SingleTreeTrainer tree = Member();
            tree.RandomState = seeds[grown.Count + i];
            estimators.Add(tree.InForest(context, trees[i], codes));
        }

        attributes.Set("estimators_", estimators);
    }

    private SingleTreeTrainer Member()
    {
        SingleTreeTrainer tree = NewTree();
        (tree.Criterion, tree.MaxDepth, tree.MinSamplesSplit, tree.MinSamplesLeaf) = (Criterion, MaxDepth, MinSamplesSplit, MinSamplesLeaf);
        (tree.MinWeightFractionLeaf, tree.MaxFeatures, tree.MaxLeafNodes) = (MinWeightFractionLeaf, MaxFeatures, MaxLeafNodes);
        (tree.MinImpurityDecrease, tree.PruningAlpha) = (MinImpurityDecrease, PruningAlpha);
        return tree;
    }

    private GrownTree[] GrowAll(TreeProblem problem, double[]? weights, FitContext context, int skipped, out uint[] seeds)
    {
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        var drawn = new uint[TreeCount];
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = (uint)draws.NextBelow(int.MaxValue);
        }

        seeds = drawn;
        bool isRandom = NewTree().DrawsThresholds;
        var trees = new GrownTree[TreeCount - skipped];
        int done = 0;
        using var buffers = new ThreadLocal<RadixSort>(() => new RadixSort(problem.Columns.RowCount, problem.Columns.FeatureCount));
        try
        {
            Parallel.For(0, trees.Length,
                new ParallelOptions { MaxDegreeOfParallelism = context.ThreadCount, CancellationToken = context.Cancellation }, i =>
                {
                    uint seed = drawn[skipped + i];
                    double[]? own = DrawsRows ? BootstrapRows.Weights(problem.Columns.RowCount, seed, weights, context.IsNew) : weights;
                    trees[i] = Grow(problem, own, isRandom, (uint)new RandomState(seed).NextBelow(int.MaxValue),
                        buffers.Value!, context);
                    context.Progress?.Report(Interlocked.Increment(ref done) / (double)trees.Length);
                });
        }
        catch (AggregateException error) when (error.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException(context.Cancellation);
        }

        return trees;
    }
}
