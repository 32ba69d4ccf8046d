using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>
/// One tree that is walked over the doubles of the rows themselves. scikit-learn rounds a value to float32 and compares it with a double;
/// the threshold is moved to the largest double that rounds to the left side, so that nothing is rounded while walking. Converting rows to
/// the keys of <see cref="RowKeys"/> pays off for forests; for one tree it costs more than the walk.
/// </summary>
internal sealed unsafe class SingleTree
{
    /// <summary>Wider rows do not fit a node.</summary>
    internal const int MaxFeatures = 1 << 20;

    private const int Lanes = 8;

    /// <summary>From here on a double becomes infinite as float32.</summary>
    private const double OutOfRange = 3.4028235677973366e38;

    private readonly Node[] _nodes;
    private readonly int[] _leaves;
    private readonly int _featureCount;

    private SingleTree(Node[] nodes, int[] leaves, int featureCount)
    {
        _nodes = nodes;
        _leaves = leaves;
        _featureCount = featureCount;
    }

    /// <summary>Lays out a tree that was compiled, and so is known to be one.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="leafNodes">The node of each leaf, by the numbers that the answer is to use.</param>
    internal static SingleTree Of(DecisionTree tree, ReadOnlySpan<int> leafNodes)
    {
        var numbers = new int[tree.NodeCount];
        for (int leaf = 0; leaf < leafNodes.Length; leaf++)
        {
            numbers[leafNodes[leaf]] = leaf;
        }

        var nodes = new Node[tree.NodeCount];
        var leaves = new int[tree.NodeCount];
        var pending = new Stack<(int Slot, int Node)>();
        pending.Push((0, 0));
        int next = 1;
        while (pending.TryPop(out (int Slot, int Node) at))
        {
            if (tree.IsLeaf(at.Node))
            {
                nodes[at.Slot] = new Node { Threshold = double.PositiveInfinity };
                leaves[at.Slot] = numbers[at.Node];
                continue;
            }

            nodes[at.Slot] = new Node
                { Threshold = LargestOnTheLeft(tree.Threshold(at.Node)), Feature = tree.Feature(at.Node) * sizeof(double),
                    Offset = next - at.Slot };
            pending.Push((next + 1, tree.Right(at.Node)));
            pending.Push((next, tree.Left(at.Node)));
            next += 2;
        }

        return new SingleTree(nodes, leaves, tree.FeatureCount);
    }

    /// <summary>The leaf of each row; false, and nothing done, where a value is missing or out of the range of float32.</summary>
    /// <param name="rows">The rows, one behind the other.</param>
    /// <param name="leaves">One leaf a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryFindLeaves(ReadOnlySpan<double> rows, Span<int> leaves)
    {
        if (rows.Length != leaves.Length * _featureCount || !AreInRange(rows))
        {
            return false;
        }

        fixed (Node* nodes = _nodes)
        fixed (double* values = rows)
        fixed (int* numbers = _leaves)
        {
            nint stride = _featureCount * sizeof(double);
            byte* at = (byte*)values;
            int row = 0;
            for (; row + Lanes <= leaves.Length; row += Lanes, at += Lanes * stride)
            {
                byte* r1 = at + stride, r2 = r1 + stride, r3 = r2 + stride, r4 = r3 + stride, r5 = r4 + stride, r6 = r5 + stride,
                    r7 = r6 + stride;
                Node* n0 = nodes, n1 = nodes, n2 = nodes, n3 = nodes, n4 = nodes, n5 = nodes, n6 = nodes, n7 = nodes;
                nint moved;
                do
                {
                    moved = 0;
                    n0 += Step(n0, at, ref moved);
                    n1 += Step(n1, r1, ref moved);
                    n2 += Step(n2, r2, ref moved);
                    n3 += Step(n3, r3, ref moved);
                    n4 += Step(n4, r4, ref moved);
                    n5 += Step(n5, r5, ref moved);
                    n6 += Step(n6, r6, ref moved);
                    n7 += Step(n7, r7, ref moved);
                }
                while (moved != 0);

                leaves[row] = numbers[n0 - nodes];
                leaves[row + 1] = numbers[n1 - nodes];
                leaves[row + 2] = numbers[n2 - nodes];
                leaves[row + 3] = numbers[n3 - nodes];
                leaves[row + 4] = numbers[n4 - nodes];
                leaves[row + 5] = numbers[n5 - nodes];
                leaves[row + 6] = numbers[n6 - nodes];
                leaves[row + 7] = numbers[n7 - nodes];
            }

            for (; row < leaves.Length; row++, at += stride)
            {
                Node* node = nodes;
                while (node->Offset != 0)
                {
                    node += node->Offset + (node->Threshold < *(double*)(at + node->Feature) ? 1 : 0);
                }

                leaves[row] = numbers[node - nodes];
            }
        }

        return true;
    }

    /// <summary>The largest double that float32 rounds to something not above the threshold: rounding is to the nearest, ties to
    /// even.</summary>
    internal static double LargestOnTheLeft(double threshold)
    {
        if (double.IsNaN(threshold))
        {
            return double.NegativeInfinity;
        }

        float below = (float)threshold;
        if (below > threshold)
        {
            below = MathF.BitDecrement(below);
        }

        if (!float.IsFinite(below) || below == float.MaxValue)
        {
            return below == float.MaxValue ? double.PositiveInfinity : below;
        }

        double middle = below + (((double)MathF.BitIncrement(below) - below) / 2);
        bool tiesGoLeft = (BitConverter.SingleToInt32Bits(below) & 1) == 0;
        return tiesGoLeft ? middle : Math.BitDecrement(middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(Node* node, byte* row, ref nint moved)
    {
        nint offset = node->Offset;
        moved |= offset;
        return offset + (node->Threshold < *(double*)(row + node->Feature) ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreInRange(ReadOnlySpan<double> values)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        var limit = new Vector<double>(OutOfRange);
        Vector<long> all = Vector<long>.AllBitsSet;
        nuint i = 0, whole = (nuint)(values.Length - (values.Length % Vector<double>.Count));
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            all &= Vector.LessThan(Vector.Abs(Vector.LoadUnsafe(ref first, i)), limit);
        }

        bool inRange = Vector.EqualsAll(all, Vector<long>.AllBitsSet);
        for (int at = (int)i; at < values.Length; at++)
        {
            inRange &= Math.Abs(values[at]) < OutOfRange;
        }

        return inRange;
    }

    /// <summary>A leaf has the offset 0 and an endless threshold: it leads to itself.</summary>
    private struct Node
    {
        internal double Threshold;

        /// <summary>Where the feature stands in a row, in bytes.</summary>
        internal int Feature;

        /// <summary>How many nodes on the left child stands; the right one stands behind it.</summary>
        internal int Offset;
    }
}
