using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the rows of the training, the metric, the tree, and how they are searched.</summary>
internal static partial class NeighborsReader
{
    /// <exception cref="UnsupportedModelException">The metric cannot run.</exception>
    /// <exception cref="PickleFormatException">The rows are no matrix of the model's width.</exception>
    internal static NeighborsForm Training(EstimatorReader reader)
    {
        if (reader.Text("metric") == "precomputed")
        {
            throw reader.Unsupported("metric='precomputed'");
        }

        PyValue training = reader.Value("_fit_X");
        SearchDetails details = Details(reader.SavedBy)
            with { IsThreaded = reader.Int("n_jobs", 1) is not (1 or 0), OrdersByProcessor = OrdersByProcessor(reader) };
        if (CsrMatrix.From(training) is { } csr)
        {
            CheckWidth(reader, csr.ColumnCount);
            DistanceMetric sparse = MetricReader.Read(reader, csr.ColumnCount);
            return SparsePairwise.Runs(sparse.Kind) && csr.RowCount > 0
                ? new NeighborsForm(csr, sparse) { Details = details }
                : throw reader.Unsupported($"metric='{reader.Text("metric")}' and sparse training rows, which scikit-learn refuses too");
        }

        NDArray rows = NDArray.From(training) ?? throw reader.Missing("_fit_X");
        if (rows.Rank != 2 || rows.Length == 0 || rows.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._fit_X is no matrix of numbers; the file is corrupt");
        }

        CheckWidth(reader, rows.Shape[1]);
        var form = new NeighborsForm(rows, MetricReader.Read(reader, rows.Shape[1])) { Details = details };
        if (!reader.Has("_tree") || reader.Text("_fit_method") is not ("kd_tree" or "ball_tree"))
        {
            return form;
        }

        return new Distance(form.Metric).IsOnlyBrute
            ? throw new PickleFormatException("FormatShape",
                $"{reader.Path} has a tree and a metric that trees do not have; the file is corrupt")
            : form with { Tree = Tree(reader, "_tree", rows.Shape[0], rows.Shape[1]) };
    }

    private static void CheckWidth(EstimatorReader reader, int dimension)
    {
        if (reader.FeatureCount is { } expected && expected != dimension)
        {
            throw new PickleFormatException("FormatShape",
                $"{reader.Path}._fit_X has {dimension} columns and n_features_in_ is {expected}; the file is corrupt");
        }
    }

    /// <summary>The details of each version.</summary>
    private static SearchDetails Details(SavedVersion version)
    {
        bool isFrom13 = version.IsAtLeast(1, 3);
        return new()
        {
            HasFastSearch = version.IsAtLeast(1, 1),
            FastTakesSinglesAndSparse = version.IsAtLeast(1, 2),
            FastTakesMixedEuclidean = version.IsAtLeast(1, 4),
            FastTakesSparseEuclidean = !version.IsAtLeast(1, 4, 1),
            FastTakesSmallPowers = isFrom13,
            FastTakesOldMetrics = version.IsAtLeast(1, 9),
            ClampsFast = !version.IsAtLeast(1, 1) || isFrom13,
            RoundsFast = isFrom13,
            CountsVotes = isFrom13,
            TakesSparseHaversine = version.IsAtLeast(1, 2),
            RefusesNoWeight = isFrom13,
            IsIntrosort = version.IsAtLeast(1, 9),
            HasOldScipy = !isFrom13,
        };
    }

    /// <summary>False where the file is of numpy 1, whose <c>argpartition</c> has one order of equal values only.</summary>
    private static bool OrdersByProcessor(EstimatorReader reader)
    {
        // joblib's arrays do not tell: then the version of scikit-learn must do; 1.4.2 is the first that runs with numpy 2.
        var training = reader.ValueOrNone("_fit_X").As<PyObject>();
        training = training is not null && training.TryGetAttribute("data", out PyValue stored) && stored.As<PyObject>() is { } ofSparse
            ? ofSparse : training;
        string module = training?.Function?.Module ?? "";
        return module.StartsWith("numpy._core", StringComparison.Ordinal)
            || (!module.StartsWith("numpy.core", StringComparison.Ordinal) && reader.SavedBy.IsAtLeast(1, 4, 2));
    }

    /// <summary><c>_tree</c>, or <c>tree_</c> of KernelDensity, whose state is a tuple of data, idx_array, node_data,
    /// node_bounds...</summary>
    private static NeighborTree Tree(EstimatorReader reader, string attribute, int rowCount, int dimension)
    {
        var source = reader.Value(attribute).As<PyObject>();
        var state = source?.State.As<PyTuple>();

        // Before 0.20 both are pickled as their common base class, BinaryTree.
        string name = source?.Class?.Name ?? "";
        bool isBall = name.StartsWith("Ball", StringComparison.Ordinal)
            || (!name.StartsWith("KD", StringComparison.Ordinal) && reader.Text("_fit_method") == "ball_tree");
        if (state is not { Count: >= 4 } || NDArray.From(state[1]) is not { } order || NDArray.From(state[2]) is not { } nodes
            || NDArray.From(state[3]) is not { } bounds)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}.{attribute} is no KDTree or BallTree; the file is corrupt");
        }

        bool fits = order.Length == rowCount && nodes.DType.ItemSize == 32 && nodes.Length > 0 && !nodes.DType.HasObjects
            && bounds.Length == (isBall ? 1L : 2L) * nodes.Length * dimension && bounds.DType.Kind == 'f';
        return fits ? new NeighborTree(isBall, Permutation(order, reader), Nodes(nodes, rowCount), bounds)
            : throw new PickleFormatException("FormatShape",
                $"the arrays of {reader.Path}.{attribute} do not fit each other; the file is corrupt");
    }

    private static NeighborTreeNode[] Nodes(NDArray array, int rowCount)
    {
        var nodes = new NeighborTreeNode[array.Length];
        ReadOnlySpan<byte> bytes = array.Data.Span;
        for (int i = 0; i < nodes.Length; i++)
        {
            ReadOnlySpan<byte> node = bytes.Slice(i * 32, 32);
            long start = BitConverter.ToInt64(node), end = BitConverter.ToInt64(node[8..]);
            bool isLeaf = BitConverter.ToInt64(node[16..]) != 0;
            if (start < 0 || end < start || end > rowCount || (!isLeaf && (2L * i) + 2 >= nodes.Length))
            {
                throw new PickleFormatException("FormatShape", $"node {i} of a neighbors' tree points outside of it; the file is corrupt");
            }

            nodes[i] = new NeighborTreeNode((int)start, (int)end, isLeaf, BitConverter.ToDouble(node[24..]));
        }

        return nodes;
    }

    private static int[] Permutation(NDArray order, EstimatorReader reader)
    {
        var result = new int[order.Length];
        var seen = new bool[result.Length];
        long[] values = order.ToInt64s();
        for (int i = 0; i < result.Length; i++)
        {
            if (values[i] < 0 || values[i] >= result.Length || seen[values[i]])
            {
                throw new PickleFormatException("FormatShape",
                    $"{reader.Path}._tree.idx_array is no order of the rows; the file is corrupt");
            }

            result[i] = (int)values[i];
            seen[result[i]] = true;
        }

        return result;
    }
}
