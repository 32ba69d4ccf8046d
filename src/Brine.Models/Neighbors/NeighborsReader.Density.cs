using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads LocalOutlierFactor and KernelDensity.</summary>
internal static partial class NeighborsReader
{
    /// <summary>LocalOutlierFactor, which scores new rows with <c>novelty=True</c> (from 0.20 on).</summary>
    internal static LocalOutlierFactor OutlierFactor(EstimatorReader reader)
    {
        NeighborsForm form = Nearest(reader);
        InputContract inputs = Inputs(reader, form.Metric);
        if (!reader.Flag("novelty", false))
        {
            return new(reader.Info, new OutlierFactorForm(form), inputs);
        }

        NDArray distances = reader.NumericArray("_distances_fit_X_"), densities = reader.NumericArray("_lrd");
        int count = reader.Int("n_neighbors_"), rows = form.RowCount;
        if (count < 1 || count > rows || densities.Length != rows || distances.Rank != 2 || distances.Shape[0] != rows
            || distances.Shape[1] < count)
        {
            throw reader.Corrupt("_distances_fit_X_", "it and _lrd do not fit the rows of the training");
        }

        int width = distances.Shape[1];
        double[] all = distances.ToDoubles();
        return new(reader.Info, new OutlierFactorForm(form)
        {
            ScoresNewRows = true,
            ScoredNeighborCount = count,
            Densities = densities.ToDoubles(),
            Reaches = [.. Enumerable.Range(0, rows).Select(row => all[(row * width) + count - 1])],
            Offset = reader.Double("offset_"),
            KeepsSingles = reader.SavedBy.IsAtLeast(1, 2),
            IsSingle = distances.DType.IsSingle() && densities.DType.IsSingle(),
        }, inputs);
    }

    internal static KernelDensity Density(EstimatorReader reader)
    {
        if (reader.Value("tree_").As<PyObject>()?.State.As<PyTuple>() is not { Count: >= 4 } state
            || NDArray.From(state[0]) is not { Rank: 2, DType.Kind: 'f' } rows || rows.Length == 0)
        {
            throw reader.Corrupt("tree_", "it is no KDTree or BallTree");
        }

        CheckWidth(reader, rows.Shape[1]);
        DistanceMetric metric = MetricReader.Read(reader, rows.Shape[1]);
        NeighborTree tree = Tree(reader, "tree_", rows.Shape[0], rows.Shape[1]);
        if (new Distance(metric).IsOnlyBrute || (!tree.IsBall && !new Distance(metric).IsPlain))
        {
            throw new PickleFormatException("FormatShape",
                $"{reader.Path} has a tree and a metric that trees do not have; the file is corrupt");
        }

        NDArray? weights = state.Count > 12 ? NDArray.From(state[12]) : null;
        if (weights is not null && (weights.Length != rows.Shape[0] || weights.DType.Kind != 'f'))
        {
            throw reader.Corrupt("tree_", "its weights do not fit its rows");
        }

        return new(reader.Info, new KernelDensityForm(rows, tree, metric)
        {
            Weights = weights?.ToDoubles(),
            Bandwidth = reader.Double(reader.Has("bandwidth_") ? "bandwidth_" : "bandwidth", 1),
            Kernel = reader.Text("kernel") switch
            {
                "gaussian" or null => DensityKernel.Gaussian,
                "tophat" => DensityKernel.TopHat,
                "epanechnikov" => DensityKernel.Epanechnikov,
                "exponential" => DensityKernel.Exponential,
                "linear" => DensityKernel.Linear,
                "cosine" => DensityKernel.Cosine,
                var other => throw reader.Unsupported($"kernel='{other}'"),
            },
            AbsoluteTolerance = reader.Double("atol", 0),
            RelativeTolerance = reader.Double("rtol", 0),
            IsBreadthFirst = reader.Flag("breadth_first", true),
        });
    }
}
