using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>The compiled form over one kind of node.</summary>
internal sealed unsafe class CompiledForest<TNode> : CompiledForest
    where TNode : unmanaged, IForestNode
{
    private const int Lanes = RowKeys.Lanes;
    private const int MaxOnStack = 4096;

    private readonly TNode[] _nodes;
    private readonly int[] _roots;

    internal CompiledForest(IReadOnlyList<DecisionTree> trees, SplitRule rule, IReadOnlyList<CategorySplit> categories, SplitRanks? ranks,
        bool withMissing)
        : base(trees, rule, categories, ranks, withMissing)
    {
        _roots = new int[trees.Count];
        int count = 0, largest = 0;
        foreach (DecisionTree tree in trees)
        {
            count = checked(count + tree.NodeCount);
            largest = Math.Max(largest, tree.NodeCount);
        }

        _nodes = GC.AllocateUninitializedArray<TNode>(count);
        var layout = new TreeLayout(FeatureCount, rule, withMissing, Lanes, ranks);
        (int Slot, int Node)[] stack = ArrayPool<(int, int)>.Shared.Rent((largest / 2) + 2);
        for (int tree = 0, start = 0; tree < trees.Count; tree++)
        {
            _roots[tree] = start;
            LeafStarts[tree + 1] = LeafStarts[tree]
                + trees[tree].LayOut<TNode>(layout, _nodes.AsSpan(start, trees[tree].NodeCount), LeafNodes.AsSpan(LeafStarts[tree]), stack);
            start += trees[tree].NodeCount;
        }

        ArrayPool<(int, int)>.Shared.Return(stack);
    }

    internal override void FindLeaves(int tree, RowKeys keys, Span<int> leaves)
    {
        int last = LeafStarts[tree] + int.MaxValue;
        ArgumentOutOfRangeException.ThrowIfLessThan(leaves.Length, keys.GroupCount * Lanes, nameof(leaves));
        fixed (TNode* root = &_nodes[_roots[tree]])
        fixed (int* all = keys.Keys)
        fixed (int* found = leaves)
        {
            int* x = all;
            int* leaf = found;
            int* end = found + (keys.GroupCount * Lanes);
            for (; leaf < end; leaf += Lanes, x += KeyCount * Lanes)
            {
                TNode* n0 = root, n1 = root, n2 = root, n3 = root, n4 = root, n5 = root, n6 = root, n7 = root;
                nint moved;
                do
                {
                    n0 += Step(n0, x);
                    n1 += Step(n1, x + 1);
                    n2 += Step(n2, x + 2);
                    n3 += Step(n3, x + 3);
                    n4 += Step(n4, x + 4);
                    n5 += Step(n5, x + 5);
                    n6 += Step(n6, x + 6);
                    n7 += Step(n7, x + 7);
                    moved = 0;
                    n0 += Step(n0, x, ref moved);
                    n1 += Step(n1, x + 1, ref moved);
                    n2 += Step(n2, x + 2, ref moved);
                    n3 += Step(n3, x + 3, ref moved);
                    n4 += Step(n4, x + 4, ref moved);
                    n5 += Step(n5, x + 5, ref moved);
                    n6 += Step(n6, x + 6, ref moved);
                    n7 += Step(n7, x + 7, ref moved);
                }
                while (moved != 0);

                leaf[0] = last - n0->Key;
                leaf[1] = last - n1->Key;
                leaf[2] = last - n2->Key;
                leaf[3] = last - n3->Key;
                leaf[4] = last - n4->Key;
                leaf[5] = last - n5->Key;
                leaf[6] = last - n6->Key;
                leaf[7] = last - n7->Key;
            }
        }
    }

    [SkipLocalsInit]
    internal override void FindLeaves(ReadOnlySpan<int> keys, Span<int> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys.Length, KeyCount, nameof(keys));
        ArgumentOutOfRangeException.ThrowIfLessThan(leaves.Length, _roots.Length, nameof(leaves));
        if (_roots.Length < Lanes)
        {
            FindLeavesOneByOne(keys, 0, leaves);
            return;
        }

        int[]? rented = KeyCount * Lanes > MaxOnStack ? ArrayPool<int>.Shared.Rent(KeyCount * Lanes) : null;
        Span<int> spread = rented ?? stackalloc int[KeyCount * Lanes];
        for (int i = 0; i < KeyCount; i++)
        {
            spread[i * Lanes] = keys[i];
        }

        int walked = FindLeavesByEights(spread, leaves);
        FindLeavesOneByOne(keys, walked, leaves);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private void FindLeavesOneByOne(ReadOnlySpan<int> keys, int tree, Span<int> leaves)
    {
        fixed (TNode* nodes = _nodes)
        fixed (int* x = keys)
        {
            for (; tree < _roots.Length; tree++)
            {
                TNode* node = nodes + _roots[tree];
                while (node->Offset != 0)
                {
                    node += (nint)(uint)node->Offset + (node->Key < x[(uint)node->Feature / Lanes] ? 1 : 0);
                }

                leaves[tree] = LeafStarts[tree] + (int.MaxValue - node->Key);
            }
        }
    }

    private int FindLeavesByEights(ReadOnlySpan<int> keys, Span<int> leaves)
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
                TNode* n0 = nodes + at[0];
                TNode* n1 = nodes + at[1];
                TNode* n2 = nodes + at[2];
                TNode* n3 = nodes + at[3];
                TNode* n4 = nodes + at[4];
                TNode* n5 = nodes + at[5];
                TNode* n6 = nodes + at[6];
                TNode* n7 = nodes + at[7];
                nint moved;
                do
                {
                    n0 += Step(n0, x);
                    n1 += Step(n1, x);
                    n2 += Step(n2, x);
                    n3 += Step(n3, x);
                    n4 += Step(n4, x);
                    n5 += Step(n5, x);
                    n6 += Step(n6, x);
                    n7 += Step(n7, x);
                    moved = 0;
                    n0 += Step(n0, x, ref moved);
                    n1 += Step(n1, x, ref moved);
                    n2 += Step(n2, x, ref moved);
                    n3 += Step(n3, x, ref moved);
                    n4 += Step(n4, x, ref moved);
                    n5 += Step(n5, x, ref moved);
                    n6 += Step(n6, x, ref moved);
                    n7 += Step(n7, x, ref moved);
                }
                while (moved != 0);

                int* leaf = found + tree;
                leaf[0] = n0->Key;
                leaf[1] = n1->Key;
                leaf[2] = n2->Key;
                leaf[3] = n3->Key;
                leaf[4] = n4->Key;
                leaf[5] = n5->Key;
                leaf[6] = n6->Key;
                leaf[7] = n7->Key;
            }
        }

        for (int i = 0; i < tree; i++)
        {
            leaves[i] = LeafStarts[i] + (int.MaxValue - leaves[i]);
        }

        return tree;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(TNode* node, int* x) => (nint)(uint)node->Offset + (node->Key < x[node->Feature] ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(TNode* node, int* x, ref nint moved)
    {
        nint offset = (nint)(uint)node->Offset;
        moved |= offset;
        return offset + (node->Key < x[node->Feature] ? 1 : 0);
    }
}
