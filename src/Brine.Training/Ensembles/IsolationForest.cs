namespace Brine.Training;

/// <summary>Finds rows that few questions part from the others: scikit-learn's <c>IsolationForest</c>.</summary>
public sealed class IsolationForest : Trainer
{
    private const int UsualSampleCount = 256;
    private const double UsualOffset = -0.5;

    /// <summary><c>n_estimators</c>: how many trees there are.</summary>
    public int TreeCount { get; set; } = 100;

    /// <summary><c>max_samples</c> as a number: how many rows a tree is grown on; null, where there is no share either, is <c>'auto'</c>:
    /// 256, or all where there are fewer.</summary>
    public int? SampleCount { get; set; }

    /// <summary><c>max_samples</c> as a share of the rows, over 0 and at most 1.</summary>
    public double? SampleFraction { get; set; }

    /// <summary><c>contamination</c>: which share of the rows is taken for outliers, up to 0.5; null is <c>'auto'</c>.</summary>
    public double? Contamination { get; set; }

    /// <summary><c>max_features</c> as a share of the columns that a tree has, over 0 and at most 1.</summary>
    public double FeatureFraction { get; set; } = 1;

    /// <summary><c>bootstrap</c>: whether rows are drawn with replacement.</summary>
    public bool DrawsRows { get; set; }

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "IsolationForest";

    private protected override string Module => "sklearn.ensemble._iforest";

    internal override void Bind(ParameterBinder binder)
    {
        TreeCount = binder.Int("n_estimators", TreeCount, 1);
        binder.Write("estimator_params", PyTuple.Empty);
        (SampleCount, SampleFraction) = SampleShare.Bind(binder, "max_samples", SampleCount, SampleFraction, isOptional: true);
        FeatureFraction = binder.Double("max_features", FeatureFraction, 0, 1, isOpen: true);
        DrawsRows = binder.Flag("bootstrap", DrawsRows);
        binder.Write("bootstrap_features", false);
        binder.Write("oob_score", false);
        binder.Fixed("warm_start", false);
        binder.Fixed("n_jobs", default);
        RandomState = binder.Seed("random_state", RandomState);
        binder.Fixed("verbose", 0);
        const string name = "contamination";
        if (binder.Take(name) is { } given)
        {
            Contamination = given.ValueKind == System.Text.Json.JsonValueKind.String && given.GetString() == "auto" ? null
                : binder.NumberOf(name, given);
        }

        if (Contamination is not (null or (> 0 and <= 0.5)))
        {
            throw binder.Bad(name, $"{Contamination}", "'auto', or a share over 0 and at most 0.5");
        }

        binder.Write(name, Contamination is { } share ? share : (PyValue)"auto");
        if (binder.Attributes is { } attributes)
        {
            attributes.Set("estimator", binder.IsNew ? PyValue.None : Tree(null).Describe(attributes.Context));
            if (!binder.IsNew)
            {
                attributes.Set("base_estimator", "deprecated");
            }
        }
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        DenseRows x = call.Numbers(PythonName);
        int rowCount = x.RowCount, columns = x.ColumnCount, kept = Math.Max(1, (int)(FeatureFraction * columns));
        int count = SampleCount is { } fixedCount ? Math.Min(fixedCount, rowCount) : SampleFraction is { } share ? (int)(share * rowCount)
            : Math.Min(UsualSampleCount, rowCount);
        if (count == 0)
        {
            throw new TrainingException("FitParameter", $"IsolationForest has max_samples={SampleFraction}, which is no row of {rowCount}");
        }

        int depth = (int)Math.Ceiling(Math.Log2(Math.Max(count, 2)));
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        RandomStateForm start = draws.ToForm();
        var y = new double[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            y[row] = draws.NextDouble();
        }

        // Python makes its generator anew from the seed; one without a seed goes on.
        draws = RandomState is null ? draws : new RandomState(start);
        var seeds = new uint[TreeCount];
        for (int i = 0; i < seeds.Length; i++)
        {
            seeds[i] = (uint)draws.NextBelow(int.MaxValue);
        }

        PyObject unfitted = Tree(depth).Describe(context);
        if (!context.IsNew)
        {
            attributes.Set("estimator", unfitted);
        }

        attributes.SetFeatures(call.Names, columns).Set("max_samples_", count).Set("_n_samples", rowCount)
            .Set(context.IsNew ? "estimator_" : "_estimator", unfitted).Set("_max_samples", count).Set("_max_features", kept);
        if (context.IsNew)
        {
            attributes.Set("_sample_weight", PyValue.None);
        }

        IsolationTree[] trees = Grow(x, y, seeds, count, kept, depth, context);
        attributes.Set("estimators_", new PyList(trees.Select((tree, i) =>
                (PyValue)Tree(depth, tree.Seed).InForest(context, tree.Grown, null))))
            .Set("estimators_features_", new PyList(trees.Select(tree =>
                context.Array(NDArray.Of(Array.ConvertAll(tree.Columns, column => (long)column))))))
            .Set("_seeds", NDArray.Of(Array.ConvertAll(seeds, seed => (long)seed)));
        if (context.IsNew)
        {
            attributes.Set("_average_path_length_per_tree", new PyTuple([.. trees.Select(tree => context.Array(tree.PathLengths()))]))
                .Set("_decision_path_lengths", new PyTuple([.. trees.Select(tree => context.Array(tree.Depths()))]));
        }

        attributes.Set("offset_", UsualOffset);
        if (Contamination is { } wanted)
        {
            double[] scores = EstimatorTable.Read(attributes.Build()).Call(Methods.ScoreSamples, call.Rows).ToArray().ToDoubles();
            Array.Sort(scores);
            attributes.SetScalar("offset_", Quantiles.Linear(scores, 100.0 * wanted / 100));
        }
    }

    private ExtraTreeRegressor Tree(int? depth, uint? seed = null) =>
        new() { MaxFeatures = 1, MaxDepth = depth, RandomState = seed ?? RandomState };

    private IsolationTree[] Grow(DenseRows x, double[] y, uint[] seeds, int count, int kept, int depth, FitContext context)
    {
        TreeColumns? all = kept == x.ColumnCount ? new TreeColumns(x, PythonName) : null;
        var trees = new IsolationTree[seeds.Length];
        int done = 0;
        Parts.Run(trees.Length, context, i =>
        {
            var draws = new RandomState(seeds[i]);
            uint seed = (uint)new RandomState(seeds[i]).NextBelow(int.MaxValue);
            int[] columns = SampledRows.WithoutReplacement(x.ColumnCount, kept, draws);
            var weights = new double[x.RowCount];
            foreach (int row in DrawsRows ? [.. Enumerable.Range(0, count).Select(_ => draws.NextBelow(x.RowCount))]
                : SampledRows.WithoutReplacement(x.RowCount, count, draws))
            {
                weights[row]++;
            }

            TreeColumns own = all ?? new TreeColumns(x.TakeColumns(columns), PythonName);
            var problem = new TreeProblem { Columns = own, Numbers = y };
            trees[i] = new IsolationTree(Tree(depth, seed).GrowAlone(problem, weights, context), columns, seed);
            context.Progress?.Report(Interlocked.Increment(ref done) / (double)trees.Length);
        });
        return trees;
    }
}
