namespace Brine.Training;

/// <summary>Groups rows around centers: scikit-learn's <c>KMeans</c>, by Lloyd's algorithm, with its draws.</summary>
public sealed class KMeans : Trainer
{
    /// <summary><c>n_clusters</c>: how many centers there are.</summary>
    public int ClusterCount { get; set; } = 8;

    /// <summary><c>init='random'</c>: whether the first centers are any rows, not rows far from each other (<c>'k-means++'</c>).</summary>
    public bool StartsAnywhere { get; set; }

    /// <summary><c>n_init</c>: how often it starts again, of which the best counts; null is scikit-learn's <c>'auto'</c>, in 1.2
    /// 10.</summary>
    public int? StartCount { get; set; }

    /// <summary><c>max_iter</c>: the most rounds of a start.</summary>
    public int MaxIterations { get; set; } = 300;

    /// <summary><c>tol</c>: how little the centers move, as a share of the variance, when it is over.</summary>
    public double Tolerance { get; set; } = 1e-4;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "KMeans";

    private protected override string Module => "sklearn.cluster._kmeans";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        ClusterCount = binder.Int("n_clusters", ClusterCount, 1);
        StartsAnywhere = binder.Text("init", StartsAnywhere ? "random" : "k-means++", "k-means++", "random") == "random";
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        Tolerance = binder.Double("tol", Tolerance, 0);
        StartCount = BindStarts(binder, StartCount);
        binder.Fixed("verbose", 0);
        RandomState = binder.Seed("random_state", RandomState);
        binder.Fixed("copy_x", true);
        binder.Fixed("algorithm", "lloyd");
    }

    /// <summary><c>n_init</c>, whose word for scikit-learn's own number depends on the version.</summary>
    internal static int? BindStarts(ParameterBinder binder, int? count)
    {
        string left = binder.IsNew ? "auto" : "warn";
        if (binder.Take("n_init") is { ValueKind: System.Text.Json.JsonValueKind.String } word)
        {
            count = word.GetString() == left ? null : throw binder.Bad("n_init", word.GetRawText(), $"a whole number or '{left}'");
            binder.Write("n_init", left);
        }
        else
        {
            count = binder.OptionalInt("n_init", count, 1);
            binder.Write("n_init", count is { } number ? number : (PyValue)left);
        }

        return count;
    }

    /// <summary>A tolerance as a share of the mean variance of the columns.</summary>
    internal static double Scaled(DenseRows x, double tolerance) => tolerance == 0 ? 0
        : MeanVariance(x, Array.ConvertAll(ColumnSums.Of(x), sum => sum / x.RowCount)) * tolerance;

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        DenseRows x = call.Doubles(PythonName);
        if (x.RowCount < ClusterCount)
        {
            throw new TrainingException("FitRows", $"there are {x.RowCount} rows, which cannot make {ClusterCount} clusters");
        }

        bool isNew = call.Context.IsNew;
        if (isNew && StartsAnywhere && call.Weights?.Count(weight => weight > 0) < ClusterCount)
        {
            throw new TrainingException("FitWeight", $"fewer than {ClusterCount} rows weigh something, of which as many are drawn");
        }

        int starts = StartCount ?? (isNew && !StartsAnywhere ? 1 : 10);
        double[] means = Array.ConvertAll(ColumnSums.Of(x), sum => sum / x.RowCount);
        double tolerance = Tolerance == 0 ? 0 : MeanVariance(x, means) * Tolerance;
        double[] values = new double[x.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = x.Values[i] - means[i % x.ColumnCount];
        }

        DenseRows centered = x.With(values);
        var seeds = new CenterSeeds(centered, new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue)), isNew,
            isNew ? call.Weights : null);
        LloydRun? best = null;
        for (int start = 0; start < starts; start++)
        {
            call.Context.Cancellation.ThrowIfCancellationRequested();
            double[] centers = StartsAnywhere ? seeds.AnyRows(ClusterCount) : seeds.FarRows(ClusterCount);
            var run = new LloydRun(centered, centers, ClusterCount, call.Context, call.Weights);
            run.Run(MaxIterations, tolerance);
            if (best is null || (run.Inertia < best.Inertia && !run.HasSameGroups(best)))
            {
                best = run;
            }

            call.Context.Progress?.Report((start + 1.0) / starts);
        }

        double[] found = best!.Centers;
        for (int i = 0; i < found.Length; i++)
        {
            found[i] += means[i % x.ColumnCount];
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("_tol", Tolerance == 0 ? 0 : call.Context.Scalar(tolerance))
            .Set("_n_init", starts).Set("_algorithm", "lloyd").Set("_n_threads", 1)
            .Set("cluster_centers_", found, ClusterCount, x.ColumnCount).Set("_n_features_out", ClusterCount)
            .Set("labels_", NDArray.Of(best.Labels)).Set("inertia_", best.Inertia).Set("n_iter_", best.Iterations);
    }

    /// <summary>The groups of one start with drawn centers, of the parameters that KMeans has by itself.</summary>
    internal static int[] LabelsOf(DenseRows x, int count, RandomState draws, FitContext context)
    {
        const double tolerance = 1e-4;
        const int rounds = 300;
        double[] means = Array.ConvertAll(ColumnSums.Of(x), sum => sum / x.RowCount);
        DenseRows centered = x.With([.. x.Values.Select((value, i) => value - means[i % x.ColumnCount])]);
        var run = new LloydRun(centered, new CenterSeeds(centered, draws, context.IsNew).FarRows(count), count, context);
        run.Run(rounds, MeanVariance(x, means) * tolerance);
        return run.Labels;
    }

    /// <summary>The centers of one start from given ones.</summary>
    internal static double[] CentersOf(DenseRows x, double[] start, FitContext context)
    {
        const double tolerance = 1e-4;
        const int rounds = 300;
        double[] means = Array.ConvertAll(ColumnSums.Of(x), sum => sum / x.RowCount);
        double[] values = [.. x.Values.Select((value, i) => value - means[i % x.ColumnCount])];
        double[] centers = [.. start.Select((value, i) => value - means[i % x.ColumnCount])];
        int count = start.Length / x.ColumnCount;
        if (x.RowCount < count)
        {
            throw new TrainingException("FitRows", $"there are {x.RowCount} rows, which cannot make {count} clusters");
        }

        var run = new LloydRun(x.With(values), centers, count, context);
        run.Run(rounds, MeanVariance(x, means) * tolerance);
        return [.. run.Centers.Select((value, i) => value + means[i % x.ColumnCount])];
    }

    private static double MeanVariance(DenseRows x, double[] means)
    {
        double[] squares = new double[x.Values.Length];
        for (int i = 0; i < squares.Length; i++)
        {
            double rest = x.Values[i] - means[i % x.ColumnCount];
            squares[i] = rest * rest;
        }

        double[] variances = Array.ConvertAll(ColumnSums.Of(x.With(squares)), sum => sum / x.RowCount);
        return PairwiseSum.Of<double>(variances) / variances.Length;
    }
}
