using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The tree of BisectingKMeans (<c>_bisecting_tree</c>): at each node a row goes to the nearer of two centers, the left one where both are
/// as near, until a node without children gives the label.
/// </summary>
internal sealed class BisectingTree : RowKernel
{
    private readonly int _dimension;
    private readonly List<Node> _nodes = [];

    private BisectingTree(int dimension)
    {
        _dimension = dimension;
    }

    public override int InputCount => _dimension;

    public override int OutputCount => 1;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int at = 0;
        while (_nodes[at].Left > 0)
        {
            Node node = _nodes[at];
            at = Value(_nodes[node.Right], row) < Value(_nodes[node.Left], row) ? node.Right : node.Left;
        }

        output[0] = _nodes[at].Label;
    }

    internal static BisectingTree Read(EstimatorReader reader, int clusterCount, int dimension)
    {
        var tree = new BisectingTree(dimension);
        double[]? mean = reader.TryArray("_X_mean", out NDArray? shift) ? shift!.ToDoubles() : null;
        if (mean is not null && mean.Length != dimension)
        {
            throw Corrupt(reader, "_X_mean is of another length");
        }

        // A tree of n leaves has 2n - 1 nodes: one with more leads back into itself.
        var open = new Queue<PyObject>();
        open.Enqueue(reader.Value("_bisecting_tree").As<PyObject>() ?? throw reader.Missing("_bisecting_tree"));
        tree._nodes.Add(default);
        for (int at = 0; open.TryDequeue(out PyObject? source); at++)
        {
            var left = source.TryGetAttribute("left", out PyValue value) ? value.As<PyObject>() : null;
            var right = source.TryGetAttribute("right", out value) ? value.As<PyObject>() : null;
            double[] center = source.TryGetAttribute("center", out value) && NDArray.From(value) is { } array && array.Length == dimension ? array.ToDoubles() : throw Corrupt(reader, "a node has no center");
            for (int k = 0; mean is not null && k < dimension; k++)
            {
                center[k] += mean[k];
            }

            if (left is null || right is null)
            {
                long label = source.TryGetAttribute("label", out value) && value.TryGetInt64(out long number) ? number
                    : NDArray.From(value) is { Length: 1 } scalar ? scalar.ToInt64s()[0] : -1;
                if (label < 0 || label >= clusterCount)
                {
                    throw Corrupt(reader, "a node's label is none of the clusters");
                }

                tree._nodes[at] = new Node(center, NumpyReductions.SquaredNorm(center), 0, 0, (int)label);
                continue;
            }

            if (tree._nodes.Count + 2 > (2 * clusterCount) - 1)
            {
                throw Corrupt(reader, "it has more nodes than clusters allow");
            }

            tree._nodes[at] = new Node(center, NumpyReductions.SquaredNorm(center), tree._nodes.Count, tree._nodes.Count + 1, 0);
            open.Enqueue(left);
            open.Enqueue(right);
            tree._nodes.Add(default);
            tree._nodes.Add(default);
        }

        return tree;
    }

    private static double Value(Node node, ReadOnlySpan<double> row)
    {
        double dot = 0;
        for (int k = 0; k < node.Center.Length; k++)
        {
            dot += row[k] * node.Center[k];
        }

        return node.Norm - (2 * dot);
    }

    private static PickleFormatException Corrupt(EstimatorReader reader, string what) => new("FormatShape", $"{reader.Path}._bisecting_tree is corrupt: {what}");

    private readonly record struct Node(double[] Center, double Norm, int Left, int Right, int Label);
}
