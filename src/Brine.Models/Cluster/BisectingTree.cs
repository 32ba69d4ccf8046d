namespace Brine.Models;

/// <summary>
/// Finds labels by the tree of BisectingKMeans: at each node a row goes to the nearer of two centers, the left one where both are
/// as near, until a node without children gives the label.
/// </summary>
internal sealed class BisectingTree : RowKernel
{
    private readonly Node[] _nodes;

    internal BisectingTree(IReadOnlyList<CenterNode> nodes)
    {
        InputCount = nodes[0].Center.Count;
        _nodes = [.. nodes.Select(ToNode)];
    }

    public override int InputCount { get; }

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

    private static Node ToNode(CenterNode node)
    {
        double[] center = [.. node.Center];
        return new Node(center, NumpyReductions.SquaredNorm(center), node.Left, node.Right, node.Label);
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

    private readonly record struct Node(double[] Center, double Norm, int Left, int Right, int Label);
}
