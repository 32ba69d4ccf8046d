using Brine.Arrays;

namespace Brine.Models;

/// <summary>scikit-learn's KDTree or BallTree: a complete binary tree, in which node i has the nodes 2i + 1 and 2i + 2 below it.</summary>
public sealed record NeighborTree
{
    internal NeighborTree(bool isBall, IReadOnlyList<int> order, IReadOnlyList<NeighborTreeNode> nodes, NDArray bounds)
    {
        IsBall = isBall;
        Order = order;
        Nodes = nodes;
        Bounds = bounds;
    }

    /// <summary>True for a BallTree, false for a KDTree.</summary>
    public bool IsBall { get; }

    /// <summary><c>idx_array</c>: which row of the training stands at each place of the tree.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary><c>node_data</c>: the nodes, the root first.</summary>
    public IReadOnlyList<NeighborTreeNode> Nodes { get; }

    /// <summary><c>node_bounds</c>: of a BallTree the center of each node, of a KDTree the lower ends of each node's box, then the upper
    /// ends.</summary>
    public NDArray Bounds { get; }
}
