using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>The compiled form over one kind of node.</summary>
internal sealed unsafe class CompiledForest<TNode> : CompiledForest
    where TNode : unmanaged, IForestNode
{
    private const int Lanes = RowKeys.Lanes;

    private readonly TNode[] _nodes;
    private readonly int[] _roots;

    internal CompiledForest(IReadOnlyList<TreeNodes> trees, bool withMissing)
        : base(trees, withMissing)
    {
        _roots = new int[trees.Count];
        int count = 0, largest = 0;
        foreach (TreeNodes tree in trees)
        {
            count = checked(count + tree.NodeCount);
            largest = Math.Max(largest, tree.NodeCount);
        }

        _nodes = GC.AllocateUninitializedArray<TNode>(count);
        (int Slot, int Node)[] stack = ArrayPool<(int, int)>.Shared.Rent((largest / 2) + 2);
        for (int tree = 0, start = 0; tree < trees.Count; tree++)
        {
            _roots[tree] = start;
            LeafStarts[tree + 1] = LeafStarts[tree] + Compile(trees[tree], withMissing, _nodes.AsSpan(start, trees[tree].NodeCount), LeafNodes.AsSpan(LeafStarts[tree]), stack);
            start += trees[tree].NodeCount;
        }

        ArrayPool<(int, int)>.Shared.Return(stack);
    }

    internal override void FindLeaves(int tree, RowKeys keys, Span<int> leaves)
    {
        int last = LeafStarts[tree] + int.MaxValue;
        ArgumentOutOfRangeException.ThrowIfLessThan(leaves.Length, keys.GroupCount * Lanes, nameof(leaves));
        fixed (TNode* nodes = &_nodes[_roots[tree]])
        fixed (int* all = keys.Keys)
        fixed (int* found = leaves)
        {
            int* x = all;
            for (int group = 0; group < keys.GroupCount; group++, x += KeyCount * Lanes)
            {
                nint i0 = 0, i1 = 0, i2 = 0, i3 = 0, i4 = 0, i5 = 0, i6 = 0, i7 = 0;
                int moved;
                do
                {
                    i0 += Step(nodes + i0, x);
                    i1 += Step(nodes + i1, x + 1);
                    i2 += Step(nodes + i2, x + 2);
                    i3 += Step(nodes + i3, x + 3);
                    i4 += Step(nodes + i4, x + 4);
                    i5 += Step(nodes + i5, x + 5);
                    i6 += Step(nodes + i6, x + 6);
                    i7 += Step(nodes + i7, x + 7);
                    moved = 0;
                    i0 += Step(nodes + i0, x, ref moved);
                    i1 += Step(nodes + i1, x + 1, ref moved);
                    i2 += Step(nodes + i2, x + 2, ref moved);
                    i3 += Step(nodes + i3, x + 3, ref moved);
                    i4 += Step(nodes + i4, x + 4, ref moved);
                    i5 += Step(nodes + i5, x + 5, ref moved);
                    i6 += Step(nodes + i6, x + 6, ref moved);
                    i7 += Step(nodes + i7, x + 7, ref moved);
                }
                while (moved != 0);

                int* at = found + (group * Lanes);
                at[0] = last - nodes[i0].Key;
                at[1] = last - nodes[i1].Key;
                at[2] = last - nodes[i2].Key;
                at[3] = last - nodes[i3].Key;
                at[4] = last - nodes[i4].Key;
                at[5] = last - nodes[i5].Key;
                at[6] = last - nodes[i6].Key;
                at[7] = last - nodes[i7].Key;
            }
        }
    }

    internal override void FindLeaves(ReadOnlySpan<int> keys, Span<int> leaves)
    {
        int tree = 0;
        fixed (TNode* nodes = _nodes)
        fixed (int* x = keys)
        fixed (int* roots = _roots)
        fixed (int* found = leaves)
        {
            for (; tree + Lanes <= _roots.Length; tree += Lanes)
            {
                int* at = roots + tree;
                nint i0 = at[0], i1 = at[1], i2 = at[2], i3 = at[3], i4 = at[4], i5 = at[5], i6 = at[6], i7 = at[7];
                int moved;
                do
                {
                    i0 += Step(nodes + i0, x);
                    i1 += Step(nodes + i1, x);
                    i2 += Step(nodes + i2, x);
                    i3 += Step(nodes + i3, x);
                    i4 += Step(nodes + i4, x);
                    i5 += Step(nodes + i5, x);
                    i6 += Step(nodes + i6, x);
                    i7 += Step(nodes + i7, x);
                    moved = 0;
                    i0 += Step(nodes + i0, x, ref moved);
                    i1 += Step(nodes + i1, x, ref moved);
                    i2 += Step(nodes + i2, x, ref moved);
                    i3 += Step(nodes + i3, x, ref moved);
                    i4 += Step(nodes + i4, x, ref moved);
                    i5 += Step(nodes + i5, x, ref moved);
                    i6 += Step(nodes + i6, x, ref moved);
                    i7 += Step(nodes + i7, x, ref moved);
                }
                while (moved != 0);

                int* leaf = found + tree;
                leaf[0] = nodes[i0].Key;
                leaf[1] = nodes[i1].Key;
                leaf[2] = nodes[i2].Key;
                leaf[3] = nodes[i3].Key;
                leaf[4] = nodes[i4].Key;
                leaf[5] = nodes[i5].Key;
                leaf[6] = nodes[i6].Key;
                leaf[7] = nodes[i7].Key;
            }

            for (; tree < _roots.Length; tree++)
            {
                TNode* node = nodes + roots[tree];
                while (node->Offset != 0)
                {
                    node += Step(node, x);
                }

                found[tree] = node->Key;
            }
        }

        for (tree = 0; tree < _roots.Length; tree++)
        {
            leaves[tree] = LeafStarts[tree] + (int.MaxValue - leaves[tree]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(TNode* node, int* x) => node->Offset + (node->Key < x[node->Feature] ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(TNode* node, int* x, ref int moved)
    {
        int offset = node->Offset;
        moved |= offset;
        return offset + (node->Key < x[node->Feature] ? 1 : 0);
    }

    /// <summary>
    /// Lays a tree out in the order of a walk that goes left first. Whatever the children say, it makes no more nodes than the tree has:
    /// where they lead in a circle it runs out of them.
    /// </summary>
    /// <returns>The number of leaves.</returns>
    private static int Compile(TreeNodes tree, bool withMissing, Span<TNode> nodes, Span<int> leafNodes, Span<(int Slot, int Node)> stack)
    {
        TreeRecords records = tree.Records;
        ReadOnlySpan<byte> bytes = records.Bytes.Span;
        int size = records.Size, features = tree.FeatureCount;
        int next = 1, leaves = 0, pending = 0, slot = 0, node = 0;
        while (true)
        {
            ReadOnlySpan<byte> record = bytes.Slice(node * size, size);
            long left = MemoryMarshal.Read<long>(record[records.Left..]);
            if (left == -1)
            {
                nodes[slot] = new TNode { Key = int.MaxValue - leaves };
                leafNodes[leaves++] = node;
                if (pending == 0)
                {
                    return leaves <= TreeKey.MaxLeafCount ? leaves : throw TreeNodes.Bad($"it has {leaves} leaves, over the limit of {TreeKey.MaxLeafCount}");
                }

                (slot, node) = stack[--pending];
                continue;
            }

            long right = MemoryMarshal.Read<long>(record[records.Right..]), feature = MemoryMarshal.Read<long>(record[records.Feature..]);
            if ((ulong)left >= (ulong)nodes.Length || (ulong)right >= (ulong)nodes.Length || (ulong)feature >= (ulong)features || next + 2 > nodes.Length)
            {
                throw TreeNodes.Bad($"node {node} has the children {left} and {right} and feature {feature} in a tree of {nodes.Length} nodes and {features} features");
            }

            long column = withMissing && tree.MissingGoesLeft(node) ? feature + features : feature;
            nodes[slot] = new TNode { Feature = (int)column * Lanes, Offset = next - slot, Key = TreeKey.OfThreshold(MemoryMarshal.Read<double>(record[records.Threshold..])) };
            stack[pending++] = (next + 1, (int)right);
            slot = next;
            node = (int)left;
            next += 2;
        }
    }
}
