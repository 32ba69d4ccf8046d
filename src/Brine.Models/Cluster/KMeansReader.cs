using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads KMeans and its kin.</summary>
internal static class KMeansReader
{
    /// <summary>KMeans and MiniBatchKMeans.</summary>
    internal static KMeans Centers(EstimatorReader reader) => Read(reader, isBisecting: false);

    /// <summary>BisectingKMeans.</summary>
    internal static KMeans Bisecting(EstimatorReader reader) => Read(reader, isBisecting: true);

    private static KMeans Read(EstimatorReader reader, bool isBisecting)
    {
        NDArray centers = reader.Array("cluster_centers_");
        if (centers.Rank != 2 || centers.Length == 0 || (reader.FeatureCount is { } expected && expected != centers.Shape[1]))
        {
            throw new PickleFormatException("FormatShape",
                $"{reader.Path}.cluster_centers_ is no matrix of a center a row; the file is corrupt");
        }

        // From 0.23 on the loop over rows and centers is compiled for one precision of both; the tree of a single cluster needs no loop.
        int count = centers.Shape[0];
        InputContract inputs = InputContract.FiniteOrSparse with { Floats = InputFloats.DoubleOrSingle }, labelInputs = inputs with
        {
            Precision = !reader.SavedBy.IsAtLeast(0, 23) || (isBisecting && count == 1) ? InputPrecision.Kept
                : centers.DType.IsSingle() ? InputPrecision.OnlySingle : InputPrecision.OnlyDouble,
        };
        var form = new CentersForm(centers) { Tree = isBisecting ? Tree(reader, count, centers.Shape[1]) : null };
        return new KMeans(reader.Info, form, labelInputs, inputs);
    }

    /// <summary><c>_bisecting_tree</c>, level by level.</summary>
    private static List<CenterNode> Tree(EstimatorReader reader, int clusterCount, int dimension)
    {
        double[]? mean = reader.TryArray("_X_mean", out NDArray? shift) ? shift!.ToDoubles() : null;
        if (mean is not null && mean.Length != dimension)
        {
            throw Corrupt(reader, "_X_mean is of another length");
        }

        // A tree of n leaves has 2n - 1 nodes: one with more leads back into itself.
        var nodes = new List<CenterNode>();
        var open = new Queue<PyObject>();
        open.Enqueue(reader.Value("_bisecting_tree").As<PyObject>() ?? throw reader.Missing("_bisecting_tree"));
        for (int known = 1; open.TryDequeue(out PyObject? source);)
        {
            var left = source.TryGetAttribute("left", out PyValue value) ? value.As<PyObject>() : null;
            var right = source.TryGetAttribute("right", out value) ? value.As<PyObject>() : null;
            double[] center = source.TryGetAttribute("center", out value) && NDArray.From(value) is { } array && array.Length == dimension
                ? array.ToDoubles() : throw Corrupt(reader, "a node has no center");
            for (int k = 0; mean is not null && k < dimension; k++)
            {
                center[k] += mean[k];
            }

            if (left is null || right is null)
            {
                nodes.Add(new CenterNode(center, 0, 0, Label(reader, source, clusterCount)));
                continue;
            }

            if (known + 2 > (2 * clusterCount) - 1)
            {
                throw Corrupt(reader, "it has more nodes than clusters allow");
            }

            nodes.Add(new CenterNode(center, known, known + 1, 0));
            open.Enqueue(left);
            open.Enqueue(right);
            known += 2;
        }

        return nodes;
    }

    private static int Label(EstimatorReader reader, PyObject node, int clusterCount)
    {
        long label = node.TryGetAttribute("label", out PyValue value) && value.TryGetInt64(out long number) ? number
            : NDArray.From(value) is { Length: 1 } scalar ? scalar.ToInt64s()[0] : -1;
        return label >= 0 && label < clusterCount ? (int)label : throw Corrupt(reader, "a node's label is none of the clusters");
    }

    private static PickleFormatException Corrupt(EstimatorReader reader, string what) =>
        new("FormatShape", $"{reader.Path}._bisecting_tree is corrupt: {what}");
}
