using System.Buffers;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>A decision tree, or a forest of them: which leaves rows reach, and by which path.</summary>
internal abstract class TreeEstimator : Estimator
{
    private readonly bool _isForest;
    private readonly int[]? _selected;
    private readonly InputContract _inputs;

    private protected TreeEstimator(EstimatorReader reader, bool isForest)
        : base(reader)
    {
        _isForest = isForest;
        EstimatorReader[] members = isForest ? Members(reader) : [reader];
        Trees = [.. members.Select(member => TreeNodes.Read(member.Value("tree_"), member.Path))];
        TreeNodes first = Trees[0];
        foreach (TreeNodes tree in Trees)
        {
            if (tree.FeatureCount != first.FeatureCount || !tree.ClassCounts.AsSpan().SequenceEqual(first.ClassCounts))
            {
                throw TreeNodes.Bad("the trees of a forest differ in their features or classes");
            }
        }

        if (reader.FeatureCount is { } count && count != first.FeatureCount)
        {
            throw TreeNodes.Bad($"it has {first.FeatureCount} features and its estimator {count}");
        }

        Forest = CompiledForest.Compile(Trees);
        SavedVersion savedBy = reader.SavedBy.IsKnown ? reader.SavedBy : members[0].SavedBy;
        _inputs = new InputContract { TakesMissing = TakesMissing(members[0], savedBy), TakesSparse = true, TakesMissingInSparse = false, Precision = InputPrecision.Single };

        // The parameter monotonic_cst came with the version that keeps fractions in the leaves.
        HasFractions = savedBy.IsAtLeast(1, 4, otherwise: members[0].Source.TryGetAttribute("monotonic_cst", out _));
        _selected = savedBy.IsAtLeast(0, 19) ? null : FeatureImportance.AtLeastMean(Trees);
    }

    public override int? FeatureCount => Forest.FeatureCount;

    public override Methods Methods => Methods.Predict | Methods.Apply | Methods.DecisionPath | (_selected is null ? Methods.None : Methods.Transform);

    /// <summary>The trees as the file holds them.</summary>
    internal IReadOnlyList<TreeNodes> Trees { get; }

    internal CompiledForest Forest { get; }

    /// <summary>True from scikit-learn 1.4, whose classifiers keep fractions of the weight; before they kept the weights.</summary>
    private protected bool HasFractions { get; }

    /// <summary>The values of each leaf, made of those of its node.</summary>
    /// <param name="width">How many numbers a leaf gets.</param>
    /// <param name="convert">Makes the numbers of the leaves of one tree; the ints are their nodes.</param>
    private protected LeafValues ReadLeaves(int width, Action<TreeNodes, ReadOnlySpan<int>, Span<double>> convert)
    {
        var values = GC.AllocateUninitializedArray<double>(checked(Forest.LeafCount * width));
        for (int tree = 0; tree < Trees.Count; tree++)
        {
            int first = Forest.LeafStarts[tree], count = Forest.LeafStarts[tree + 1] - first;
            convert(Trees[tree], Forest.LeafNodes.AsSpan(first, count), values.AsSpan(first * width, count * width));
        }

        for (int i = 0; i < values.Length && _isForest && Trees.Count == 1; i++)
        {
            // A forest adds to zeros, which turns -0 to 0; a lone tree gives its leaf as it is.
            values[i] += 0.0;
        }

        return new LeafValues(Forest, width, values, this);
    }

    public override InputContract Inputs(Methods method) => _inputs;

    /// <summary>Rows are cast to float32, and what does not fit is found out on the way.</summary>
    private protected override bool ChecksValues => true;

    /// <summary>Refuses rows with missing values where the model takes none, and numbers that are infinite or too large for float32.</summary>
    /// <param name="values">Whole rows.</param>
    /// <param name="firstRow">The number of the first, or null where there is only one.</param>
    /// <param name="names">The names of the columns of the data.</param>
    internal void Require(ReadOnlySpan<double> values, int? firstRow, IReadOnlyList<string>? names) =>
        InputCheck.Require(this, _inputs, values, Forest.FeatureCount, firstRow, names);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Apply => Apply(x),
        Methods.DecisionPath => DecisionPath(x),
        _ => base.Run(method, x, options),
    };

    /// <summary>Until 0.18 a tree could choose features.</summary>
    private protected override Features TransformCore(Features x) => _selected is null ? base.TransformCore(x) : x.SelectColumns(_selected);

    private Answer Apply(Features x)
    {
        Features rows = x is SparseMatrix ? x : x.ToMatrix();
        int trees = Trees.Count;
        var nodes = new long[checked(x.RowCount * trees)];
        using var keys = new RowKeys(Forest, this);
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
        return _isForest ? NDArray.Of(nodes, x.RowCount, trees) : NDArray.Of(nodes);
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
        return _isForest ? Answer.Of([indicator, NDArray.Of(starts)]) : indicator;
    }

    /// <summary>The plain walk over the nodes of the file.</summary>
    private static void AddPath(TreeNodes tree, ReadOnlySpan<float> row, int start, List<int> nodes)
    {
        int first = nodes.Count;
        int node = 0;
        nodes.Add(start);
        while (!tree.IsLeaf(node))
        {
            node = tree.Next(node, row[tree.Feature(node)]);
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
        Require(numbers, row, x.ColumnNames);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)numbers[i];
        }
    }

    /// <summary>
    /// <c>_support_missing_values</c>: trees from 1.3, random forests from 1.4, random splits from 1.6, absolute_error and monotonic
    /// constraints from 1.9. A file that does not say its version is taken for the newest.
    /// </summary>
    private bool TakesMissing(EstimatorReader tree, SavedVersion savedBy)
    {
        bool isRandom = tree.Text("splitter") == "random";
        bool isAbsolute = tree.Text("criterion") is "absolute_error" or "mae";
        return Trees[0].KnowsMissing && savedBy.IsAtLeast(1, isAbsolute ? 9 : isRandom ? 6 : _isForest ? 4 : 3) && (!tree.Has("monotonic_cst") || savedBy.IsAtLeast(1, 9));
    }

    private static EstimatorReader[] Members(EstimatorReader reader)
    {
        PyList list = reader.Value("estimators_").As<PyList>() is { Count: > 0 } found ? found : throw reader.Missing("estimators_");
        var members = new EstimatorReader[list.Count];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = list[i].As<PyObject>() is { } member
                ? new EstimatorReader(member, $"{reader.Path}.estimators_[{i}]")
                : throw TreeNodes.Bad($"estimators_[{i}] is no estimator");
        }

        return members;
    }
}
