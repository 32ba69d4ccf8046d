using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>What all models of neighbours hold: the training rows, the metric, and how to search.</summary>
internal sealed class NeighborModel
{
    // Sparse training rows are filled up for metrics other than the euclidean and cosine: at most this many numbers.
    private const int LargestFilled = 1 << 26;

    private NeighborModel(INeighborSearch search, int neighbourCount)
    {
        Search = search;
        NeighbourCount = neighbourCount;
    }

    internal INeighborSearch Search { get; }

    /// <summary>What may be asked about.</summary>
    internal InputContract Inputs => Search.Inputs;

    /// <summary><c>n_neighbors</c>.</summary>
    internal int NeighbourCount { get; }

    internal static NeighborModel Read(EstimatorReader reader)
    {
        INeighborSearch search = ReadSearch(reader);
        if (reader.FeatureCount is { } expected && expected != search.Dimension)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._fit_X has {search.Dimension} columns and n_features_in_ is {expected}; the file is corrupt");
        }

        int count = reader.Int("n_neighbors", 5);
        if (count < 1 || count > search.TrainingCount)
        {
            throw reader.Unsupported($"n_neighbors={count} and {search.TrainingCount} training rows");
        }

        return new NeighborModel(search, count);
    }

    /// <summary>The same model asked for one neighbour more, or for all rows where there are no more.</summary>
    internal NeighborModel WithOneMore() => new(Search, Math.Min(NeighbourCount + 1, Search.TrainingCount));

    /// <summary>The nearest of each row: distances and indices, as many a row as neighbours are wanted.</summary>
    internal (double[] Distances, int[] Indices) Find(Features x)
    {
        int size = checked(x.RowCount * NeighbourCount);
        (double[] distances, int[] indices) = (new double[size], new int[size]);
        Search.FindAll(x, NeighbourCount, distances, indices);
        return (distances, indices);
    }

    /// <summary><c>kneighbors</c>: the distances, and the indices as int64.</summary>
    internal Answer Answer(Features x)
    {
        (double[] distances, int[] indices) = Find(x);
        return Models.Answer.Of([NDArray.Of(distances, x.RowCount, NeighbourCount), NDArray.Of(Array.ConvertAll(indices, index => (long)index), x.RowCount, NeighbourCount)]);
    }

    /// <summary>The training rows of a model that asks by radius.</summary>
    internal static DenseSearch ReadDense(EstimatorReader reader) => ReadSearch(reader) is DenseSearch search
        ? reader.FeatureCount is { } expected && expected != search.Dimension
            ? throw new PickleFormatException("FormatShape", $"{reader.Path}._fit_X has {search.Dimension} columns and n_features_in_ is {expected}; the file is corrupt")
            : search
        : throw reader.Unsupported("sparse training rows");

    private static INeighborSearch ReadSearch(EstimatorReader reader)
    {
        if (reader.Text("metric") == "precomputed")
        {
            throw reader.Unsupported("metric='precomputed'");
        }

        Distance distance = Distance.Read(reader);
        PyValue training = reader.Value("_fit_X");
        if (CsrMatrix.From(training) is { } csr)
        {
            return SparseSearch.Runs(distance) ? new SparseSearch(csr, distance)
                : (long)csr.RowCount * csr.ColumnCount <= LargestFilled ? new DenseSearch(csr.ToDense(), csr.RowCount, csr.ColumnCount, distance, null, reader.SavedBy, csr.DType)
                : throw reader.Unsupported($"metric='{reader.Text("metric")}' over {csr.RowCount} sparse rows of {csr.ColumnCount} columns");
        }

        NDArray rows = NDArray.From(training) ?? throw reader.Missing("_fit_X");
        if (rows.Rank != 2 || rows.Length == 0)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._fit_X is no matrix; the file is corrupt");
        }

        bool isTree = reader.Has("_tree") && reader.Text("_fit_method") is "kd_tree" or "ball_tree";
        if (!isTree && distance.Kind == DistanceKind.Hamming)
        {
            // Nearly all distances tie, and numpy's argpartition, of which each version has another one, decides between them.
            throw reader.Unsupported("metric='hamming' and the brute search");
        }

        BinaryTree? tree = isTree ? BinaryTree.Read(reader, rows.Shape[0], rows.Shape[1]) : null;
        return new DenseSearch(rows.ToDoubles(), rows.Shape[0], rows.Shape[1], distance, tree, reader.SavedBy, rows.DType);
    }
}
