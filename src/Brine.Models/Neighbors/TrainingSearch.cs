using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the training rows of a model of neighbours (<c>_fit_X</c>, <c>_tree</c>) and how they are searched.</summary>
internal static class TrainingSearch
{
    /// <exception cref="UnsupportedModelException">The metric cannot run.</exception>
    /// <exception cref="PickleFormatException">The rows are no matrix of the model's width.</exception>
    internal static INeighborSearch Read(EstimatorReader reader)
    {
        if (reader.Text("metric") == "precomputed")
        {
            throw reader.Unsupported("metric='precomputed'");
        }

        PyValue training = reader.Value("_fit_X");
        if (CsrMatrix.From(training) is { } csr)
        {
            CheckWidth(reader, csr.ColumnCount);
            Distance metric = Distance.Read(reader, csr.ColumnCount);
            var kind = new AskedRows(csr.DType, IsSparse: true, csr.Data.Length > 0);
            return SparsePairwise.Runs(metric) && csr.RowCount > 0
                ? new BruteSearch(csr, metric, new SearchRules(metric, kind, reader.SavedBy, IsThreaded(reader)))
                : throw reader.Unsupported($"metric='{reader.Text("metric")}' and sparse training rows, which scikit-learn refuses too");
        }

        NDArray rows = NDArray.From(training) ?? throw reader.Missing("_fit_X");
        if (rows.Rank != 2 || rows.Length == 0 || rows.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._fit_X is no matrix of numbers; the file is corrupt");
        }

        int count = rows.Shape[0], dimension = rows.Shape[1];
        CheckWidth(reader, dimension);
        Distance distance = Distance.Read(reader, dimension);
        var rules = new SearchRules(distance, AskedRows.Dense(rows.DType), reader.SavedBy, IsThreaded(reader));
        if (!reader.Has("_tree") || reader.Text("_fit_method") is not ("kd_tree" or "ball_tree"))
        {
            return new BruteSearch(rows.ToDoubles(), count, dimension, distance, rules);
        }

        if (distance.IsOnlyBrute)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path} has a tree and a metric that trees do not have; the file is corrupt");
        }

        return new TreeSearch(new DenseSearch(rows.ToDoubles(), count, dimension, distance, BinaryTree.Read(reader, count, dimension), rules), rows.DType);
    }

    private static void CheckWidth(EstimatorReader reader, int dimension)
    {
        if (reader.FeatureCount is { } expected && expected != dimension)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._fit_X has {dimension} columns and n_features_in_ is {expected}; the file is corrupt");
        }
    }

    private static bool IsThreaded(EstimatorReader reader) => reader.Int("n_jobs", 1) is not (1 or 0);
}
