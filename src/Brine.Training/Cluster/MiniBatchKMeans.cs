namespace Brine.Training;

/// <summary>Groups rows around centers that move with drawn batches of rows: scikit-learn's <c>MiniBatchKMeans</c>, with its
/// draws.</summary>
public sealed partial class MiniBatchKMeans : Trainer
{
    private const int UsualStarts = 3;
    private const int BatchesForStart = 3;

    /// <summary><c>n_clusters</c>: how many centers there are.</summary>
    public int ClusterCount { get; set; } = 8;

    /// <summary><c>init='random'</c>: whether the first centers are any rows, not rows far from each other (<c>'k-means++'</c>).</summary>
    public bool StartsAnywhere { get; set; }

    /// <summary><c>n_init</c>: of how many first centers the best are taken; null is scikit-learn's <c>'auto'</c>, in 1.2 3.</summary>
    public int? StartCount { get; set; }

    /// <summary><c>max_iter</c>: how often all rows are gone through at most.</summary>
    public int MaxIterations { get; set; } = 100;

    /// <summary><c>batch_size</c>: how many rows a batch has.</summary>
    public int BatchSize { get; set; } = 1024;

    /// <summary><c>tol</c>: how little the centers move, as a share of the variance, when it is over; 0 does not look.</summary>
    public double Tolerance { get; set; }

    /// <summary><c>max_no_improvement</c>: after how many batches that bring nothing it is over; null does not look.</summary>
    public int? PatientBatches { get; set; } = 10;

    /// <summary><c>init_size</c>: among how many drawn rows the first centers are; null is three batches.</summary>
    public int? StartSize { get; set; }

    /// <summary><c>reassignment_ratio</c>: centers with less than this share of the rows of the largest are put elsewhere.</summary>
    public double ReassignmentRatio { get; set; } = 0.01;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "MiniBatchKMeans";

    private protected override string Module => "sklearn.cluster._kmeans";

    internal override void Bind(ParameterBinder binder)
    {
        ClusterCount = binder.Int("n_clusters", ClusterCount, 1);
        StartsAnywhere = binder.Text("init", StartsAnywhere ? "random" : "k-means++", "k-means++", "random") == "random";
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        Tolerance = binder.Double("tol", Tolerance, 0);
        StartCount = KMeans.BindStarts(binder, StartCount);
        binder.Fixed("verbose", 0);
        RandomState = binder.Seed("random_state", RandomState);
        PatientBatches = binder.OptionalInt("max_no_improvement", PatientBatches, 0);
        BatchSize = binder.Int("batch_size", BatchSize, 1);
        binder.Fixed("compute_labels", true);
        StartSize = binder.OptionalInt("init_size", StartSize, 1);
        ReassignmentRatio = binder.Double("reassignment_ratio", ReassignmentRatio, 0);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        DenseRows x = call.Doubles(PythonName);
        int rowCount = x.RowCount;
        if (rowCount < ClusterCount)
        {
            throw new TrainingException("FitRows", $"there are {rowCount} rows, which cannot make {ClusterCount} clusters");
        }

        int batch = Math.Min(BatchSize, rowCount), starts = StartCount ?? (context.IsNew && !StartsAnywhere ? 1 : UsualStarts);
        long size = StartSize ?? (long)BatchesForStart * batch;
        size = Math.Min(size < ClusterCount ? 3L * ClusterCount : size, rowCount);
        double tolerance = KMeans.Scaled(x, Tolerance);
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        DenseRows looked = x.Take(Drawn(draws, rowCount, (int)size));
        LloydRun? best = null;
        for (int start = 0; start < starts; start++)
        {
            DenseRows among = size < rowCount ? x.Take(Drawn(draws, rowCount, (int)size)) : x;
            var seeds = new CenterSeeds(among, draws, context.IsNew);
            double[] centers = StartsAnywhere ? seeds.AnyRows(ClusterCount) : seeds.FarRows(ClusterCount);
            var run = new LloydRun(looked, centers, ClusterCount, context);
            run.Label();
            best = best is null || run.Inertia < best.Inertia ? run : best;
        }

        var batches = new BatchRun(x, best!.Centers, ClusterCount, batch, draws, context)
            { Patience = PatientBatches, ReassignmentRatio = ReassignmentRatio, Tolerance = tolerance };
        int steps = batches.Run((long)MaxIterations * rowCount / batch);
        var last = new LloydRun(x, batches.Centers, ClusterCount, context);
        last.Label();
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("_tol", Tolerance == 0 ? 0 : context.Scalar(tolerance)).Set("_n_init", starts)
            .Set("_batch_size", batch).Set("_init_size", (int)size).Set("_n_threads", 1);
        batches.Write(attributes);
        attributes.Set("cluster_centers_", batches.Centers, ClusterCount, x.ColumnCount).Set("_n_features_out", ClusterCount)
            .Set("n_steps_", steps).Set("n_iter_", (int)Math.Ceiling((double)((long)steps * batch) / rowCount))
            .Set("labels_", NDArray.Of(last.Labels)).Set("inertia_", last.Inertia);
    }

    private static int[] Drawn(RandomState draws, int rowCount, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => draws.NextBelow(rowCount))];
}
