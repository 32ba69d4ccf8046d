using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>A decision tree, or a forest of them: which leaves rows reach, and by which path.</summary>
internal abstract class TreeEstimator : Estimator
{
    private readonly TreeEnsembleForm _form;
    private readonly InputContract _inputs;

    private protected TreeEstimator(EstimatorInfo info, TreeEnsembleForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        Check = new RowCheck(this, inputs);
        Forest = CompiledForest.Compile(form.Trees, form.Rule, form.CategorySplits);
    }

    public override EstimatorForm Form => _form;

    public override int? FeatureCount => Forest.FeatureCount;

    public override Methods Methods =>
        Methods.Predict | Methods.Apply | Methods.DecisionPath | (_form.SelectedColumns is null ? Methods.None : Methods.Transform);

    internal CompiledForest Forest { get; }

    /// <summary>The trees as the file holds them.</summary>
    private protected IReadOnlyList<DecisionTree> Trees => _form.Trees;

    /// <summary>What rows may hold.</summary>
    private protected RowCheck Check { get; }

    private bool IsForest => _form.Aggregation != TreeAggregation.Single;

    /// <summary>The values of each leaf, made of those of its node.</summary>
    /// <param name="width">How many numbers a leaf gets.</param>
    /// <param name="convert">Makes the numbers of the leaves of one tree; the ints are their nodes.</param>
    private protected LeafValues ReadLeaves(int width, Action<DecisionTree, ReadOnlySpan<int>, Span<double>> convert)
    {
        var values = GC.AllocateUninitializedArray<double>(checked(Forest.LeafCount * width));
        for (int tree = 0; tree < Trees.Count; tree++)
        {
            int first = Forest.LeafStarts[tree], count = Forest.LeafStarts[tree + 1] - first;
            convert(Trees[tree], Forest.LeafNodes.AsSpan(first, count), values.AsSpan(first * width, count * width));
        }

        for (int i = 0; i < values.Length && IsForest && Trees.Count == 1; i++)
        {
            // A forest adds to zeros, which turns -0 to 0; a lone tree gives its leaf as it is.
            values[i] += 0.0;
        }

        return new LeafValues(Forest, width, values, Check, _form.Aggregation != TreeAggregation.Sum);
    }

    public override InputContract Inputs(Methods method) => _inputs;

    /// <summary>Rows are cast to float32, and what does not fit is found out on the way.</summary>
    private protected override bool ChecksValues => true;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Apply => Apply(x),
        Methods.DecisionPath => DecisionPath(x),
        _ => base.Run(method, x, options),
    };

    /// <summary>Until 0.18 a tree could choose features.</summary>
    private protected override Features TransformCore(Features x) =>
        _form.SelectedColumns is { } selected ? x.SelectColumns(selected) : base.TransformCore(x);

    private Answer Apply(Features x)
    {
        long[] nodes = FindNodes(x, Check);
        return IsForest ? NDArray.Of(nodes, x.RowCount, Trees.Count) : NDArray.Of(nodes);
    }

    /// <summary>The leaf of each row in each tree, by the numbers of the file's nodes.</summary>
    private protected long[] FindNodes(Features x, RowCheck? check)
    {
        Features rows = x is SparseMatrix ? x : x.ToMatrix();
        int trees = Trees.Count;
        var nodes = new long[checked(x.RowCount * trees)];
        using var keys = new RowKeys(Forest, check);
        int[] leaves = ArrayPool<int>.Shared.Rent(keys.BlockRows);
        for (int start = 0; start < x.RowCount; start += keys.BlockRows)
        {
            int count = Math.Min(keys.BlockRows, x.RowCount - start);
            CompiledForest forest = keys.Fill(rows, start, count);
            for (int tree = 0; tree < trees; tree++)
            {
                forest.FindLeaves(tree, keys, leaves);
                for (int row = 0; row < count; row++)
                {
                    nodes[((start + row) * trees) + tree] = forest.LeafNodes[leaves[row]];
                }
            }
        }

        ArrayPool<int>.Shared.Return(leaves);
        return nodes;
    }

    /// <summary>
    /// The nodes on the way of each row, in ascending order; in a forest those of all trees side by side, and where each tree starts.
    /// </summary>
    private Answer DecisionPath(Features x)
    {
        var starts = new long[Trees.Count + 1];
        for (int tree = 0; tree < Trees.Count; tree++)
        {
            starts[tree + 1] = starts[tree] + Trees[tree].NodeCount;
        }

        var rows = new int[x.RowCount + 1];
        var nodes = new List<int>();
        float[] values = new float[Forest.FeatureCount];
        Features plain = x is SparseMatrix ? x : x.ToMatrix();
        for (int row = 0; row < x.RowCount; row++)
        {
            ReadRow(plain, row, values);
            for (int tree = 0; tree < Trees.Count; tree++)
            {
                AddPath(Trees[tree], values, (int)starts[tree], nodes);
            }

            rows[row + 1] = nodes.Count;
        }

        var ones = new double[nodes.Count];
        Array.Fill(ones, 1);
        var indicator = new CsrMatrix(x.RowCount, checked((int)starts[^1]), rows, [.. nodes], ones, DType.Int64);
        return IsForest ? Answer.Of([indicator, NDArray.Of(starts)]) : indicator;
    }

    /// <summary>The plain walk over the nodes of the file.</summary>
    private static void AddPath(DecisionTree tree, ReadOnlySpan<float> row, int start, List<int> nodes)
    {
        int first = nodes.Count;
        int node = 0;
        nodes.Add(start);
        while (!tree.IsLeaf(node))
        {
            node = Next(tree, node, row[tree.Feature(node)]);
            nodes.Add(start + node);
        }

        nodes.Sort(first, nodes.Count - first, null);
    }

    private void ReadRow(Features x, int row, Span<float> values)
    {
        if (x is SparseMatrix { Csr: { } csr })
        {
            values.Clear();
            for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
            {
                values[csr.Columns[i]] = (float)csr.Data[i];
            }

            return;
        }

        ReadOnlySpan<double> numbers = ((Matrix)x).Row(row);
        Check.Require(numbers, Forest.FeatureCount, row, x.ColumnNames);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)numbers[i];
        }
    }

    /// <summary>The child that a value leads to: scikit-learn's own comparison, of a float32 with a float64.</summary>
    private static int Next(DecisionTree tree, int node, float value) =>
        (float.IsNaN(value) ? tree.MissingGoesLeft(node) : value <= tree.Threshold(node)) ? tree.Left(node) : tree.Right(node);
}
