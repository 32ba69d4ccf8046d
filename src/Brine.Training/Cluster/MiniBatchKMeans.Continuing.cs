namespace Brine.Training;

/// <content><c>partial_fit</c>: all rows are one batch.</content>
public sealed partial class MiniBatchKMeans : IPartialTrainer
{
    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        DenseRows x = call.Checked(call.Fit.Doubles(PythonName), PythonName);
        EstimatorReader? before = call.Before;
        int size = ClusterCount * x.ColumnCount, batch, since = 0, steps = 0;
        RandomState draws;
        double[] centers;
        double[]? counts = null;
        if (before is null)
        {
            draws = NewDraws();
            (centers, batch) = Begin(call.Fit, x, draws, attributes);
        }
        else
        {
            draws = before.Has("_random_state") ? new RandomState(RandomStateReader.Read(before.Value("_random_state"))
                ?? throw before.Missing("_random_state")) : NewDraws();
            (centers, counts) = (before.Numbers(size, "cluster_centers_"), before.Numbers(ClusterCount, "_counts"));
            (batch, since, steps) = (before.Int("_batch_size"), before.Int("_n_since_last_reassign"), before.Int("n_steps_"));
        }

        var run = new BatchRun(x, centers, ClusterCount, batch, draws, context, counts)
            { ReassignmentRatio = ReassignmentRatio, Since = since };
        run.Step();
        var last = new LloydRun(x, run.Centers, ClusterCount, context);
        last.Label();
        attributes.Set("_random_state", RandomStateWriter.Write(context, draws)).Set("n_steps_", steps + 1)
            .Set("_counts", NDArray.Of(run.Counts.ToArray())).Set("_n_since_last_reassign", run.Since)
            .Set("cluster_centers_", run.Centers, ClusterCount, x.ColumnCount).Set("_n_features_out", ClusterCount)
            .Set("labels_", NDArray.Of(last.Labels)).Set("inertia_", last.Inertia);
    }

    private RandomState NewDraws() => new(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));

    private (double[] Centers, int Batch) Begin(FitCall call, DenseRows x, RandomState draws, AttributeWriter attributes)
    {
        if (x.RowCount < ClusterCount)
        {
            throw new TrainingException("FitRows", $"there are {x.RowCount} rows, which cannot make {ClusterCount} clusters");
        }

        bool isNew = call.Context.IsNew;
        int batch = Math.Min(BatchSize, x.RowCount);
        long size = StartSize ?? (long)BatchesForStart * batch;
        size = Math.Min(size < ClusterCount ? 3L * ClusterCount : size, x.RowCount);
        var seeds = new CenterSeeds(size < x.RowCount ? x.Take(Drawn(draws, x.RowCount, (int)size)) : x, draws, isNew);
        attributes.SetFeatures(call.Names, x.ColumnCount)
            .Set("_tol", Tolerance == 0 ? 0 : call.Context.Scalar(KMeans.Scaled(x, Tolerance)))
            .Set("_n_init", StartCount ?? (isNew && !StartsAnywhere ? 1 : UsualStarts)).Set("_batch_size", batch)
            .Set("_init_size", (int)size).Set("_n_threads", 1);
        return (StartsAnywhere ? seeds.AnyRows(ClusterCount) : seeds.FarRows(ClusterCount), batch);
    }
}
