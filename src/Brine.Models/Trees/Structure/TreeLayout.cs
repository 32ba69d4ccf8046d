using System.Runtime.CompilerServices;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Lays trees out for walking, whatever library wrote them.</summary>
/// <param name="featureCount">How many features a row has.</param>
/// <param name="rule">How splits compare.</param>
/// <param name="withMissing">True where a row has a second key for each feature, which missing values that go left have.</param>
/// <param name="lanes">How many rows lie side by side.</param>
/// <param name="ranks">The keys of thresholds of float64; null where keys are those of float32.</param>
internal sealed class TreeLayout(int featureCount, SplitRule rule, bool withMissing, int lanes, SplitRanks? ranks = null)
{
    /// <summary>
    /// Lays a tree out in the order of a walk that goes left first. Whatever the children say, it makes no more nodes than the tree has:
    /// where they lead in a circle it runs out of them.
    /// </summary>
    /// <returns>The number of leaves.</returns>
    /// <exception cref="PickleFormatException">A child or a feature lies outside of the tree, or children lead in a circle.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Of<TSource, TNode>(TSource source, Span<TNode> nodes, Span<int> leafNodes, Span<(int Slot, int Node)> stack)
        where TSource : struct, ITreeSource, allows ref struct
        where TNode : unmanaged, IForestNode
    {
        int below = rule.Comparison == SplitComparison.Less ? 1 : 0;
        int next = 1, leaves = 0, pending = 0, slot = 0, node = 0;
        while (true)
        {
            if (!source.TrySplit(node, out TreeSplit split))
            {
                nodes[slot] = new TNode { Key = int.MaxValue - leaves };
                leafNodes[leaves++] = node;
                if (pending == 0)
                {
                    return leaves <= TreeKey.MaxLeafCount ? leaves
                        : throw Bad($"it has {leaves} leaves, over the limit of {TreeKey.MaxLeafCount}");
                }

                (slot, node) = stack[--pending];
                continue;
            }

            if ((ulong)split.Left >= (ulong)nodes.Length || (ulong)split.Right >= (ulong)nodes.Length
                || (ulong)split.Feature >= (ulong)featureCount || next + 2 > nodes.Length)
            {
                throw Bad($"node {node} has the children {split.Left} and {split.Right} and feature {split.Feature} in a tree of "
                    + $"{nodes.Length} nodes and {featureCount} features");
            }

            long column = split.Feature;
            int key = below == 0 ? TreeKey.OfThreshold(split.Threshold) : TreeKey.OfStrictThreshold(split.Threshold);
            if (ranks is not null)
            {
                (column, key) = ranks.KeyOf(split);
            }

            column = withMissing && split.MissingGoesLeft ? column + (ranks?.KeyCount ?? featureCount) : column;
            nodes[slot] = new TNode { Feature = (int)column * lanes, Offset = next - slot, Key = key };
            stack[pending++] = (next + 1, (int)split.Right);
            slot = next;
            node = (int)split.Left;
            next += 2;
        }
    }

    internal static PickleFormatException Bad(string what) => new("FormatTree", $"a decision tree is corrupt: {what}");
}
