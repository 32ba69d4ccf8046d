using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// A block of rows as keys, cast to float32 as scikit-learn casts them. Rows lie in groups of eight, and within a group feature by
/// feature, so that eight walks share one address.
/// </summary>
internal sealed class RowKeys : IDisposable
{
    /// <summary>Rows in a group.</summary>
    internal const int Lanes = 8;

    private const int MaxRows = 256;
    private const int SingleRows = 512;
    private const int MaxKeys = 1 << 18;

    private readonly CompiledForest _forest;
    private readonly RowCheck? _check;
    private int[] _plain = [];
    private int[] _keys = [];

    /// <param name="forest">The trees.</param>
    /// <param name="check">What rows may hold; null where they may hold anything.</param>
    internal RowKeys(CompiledForest forest, RowCheck? check)
    {
        _check = check;
        _forest = forest;
        BlockRows = Math.Clamp(MaxKeys / Math.Max(1, forest.ColumnCount) / Lanes * Lanes, Lanes,
            forest.TreeCount == 1 ? SingleRows : MaxRows);
    }

    /// <summary>How many rows a block takes.</summary>
    internal int BlockRows { get; }

    /// <summary>How many groups the block has, the last one perhaps filled up.</summary>
    internal int GroupCount { get; private set; }

    internal ReadOnlySpan<int> Keys => _keys;

    /// <summary>Takes the rows from <paramref name="start"/> on.</summary>
    /// <returns>The compiled forest to use: the variant for missing values if the block contains NaN.</returns>
    /// <exception cref="ModelInputException">A value is missing where the model takes none, is infinite or too large for
    /// float32.</exception>
    internal CompiledForest Fill(Features x, int start, int rows)
    {
        GroupCount = (rows + Lanes - 1) / Lanes;
        if (x is SparseMatrix sparse)
        {
            FillSparse(sparse.Csr, start, rows);
            return _forest;
        }

        // Plain tables and matrices arrive here as matrices.
        ReadOnlySpan<double> values = ((Matrix)x).Values.AsSpan(start * x.ColumnCount, rows * x.ColumnCount);
        Reserve(_forest.ColumnCount);
        if (_forest.Ranks is { } ranks ? TryFill(ranks, values, rows) : TryFill(values))
        {
            return _forest;
        }

        _check?.Require(values, _forest.FeatureCount, start, x.ColumnNames);
        CompiledForest forest = _forest.WithMissing;
        Reserve(forest.KeyCount);
        FillMissing(values, rows);
        return forest;
    }

    public void Dispose()
    {
        if (_keys.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_keys);
            ArrayPool<int>.Shared.Return(_plain);
            _keys = _plain = [];
        }
    }

    /// <summary>Writes the keys of one row with missing values: those that send them right, then those that send them left.</summary>
    internal static void FillRowMissing(CompiledForest forest, ReadOnlySpan<double> row, Span<int> keys)
    {
        if (forest.Ranks is { } ranks)
        {
            ranks.FillMissing(row, keys);
            return;
        }

        for (int i = 0; i < row.Length; i++)
        {
            bool missing = double.IsNaN(row[i]);
            int key = missing ? TreeKey.MissingRight : TreeKey.Of((float)row[i]);
            keys[i] = key;
            keys[row.Length + i] = missing ? TreeKey.MissingLeft : key;
        }
    }

    private void Reserve(int keyCount)
    {
        int needed = Math.Max(1, checked(keyCount * GroupCount * Lanes));
        int group = Math.Max(1, keyCount * Lanes);
        if (_keys.Length < needed || _plain.Length < group)
        {
            Dispose();
            _keys = ArrayPool<int>.Shared.Rent(needed);
            _plain = ArrayPool<int>.Shared.Rent(group);
        }
    }

    /// <summary>Converts a group as it lies, then turns it.</summary>
    private bool TryFill(ReadOnlySpan<double> values)
    {
        int size = _forest.FeatureCount * Lanes;
        bool isFinite = true;
        for (int group = 0; group < GroupCount; group++)
        {
            ReadOnlySpan<double> rows = values.Slice(group * size, Math.Min(size, values.Length - (group * size)));
            isFinite &= TreeKey.TryConvert(rows, _plain);
            Turn(group, rows.Length, _forest.FeatureCount);
        }

        return isFinite;
    }

    /// <summary>Finds the keys of float64 row by row.</summary>
    private bool TryFill(SplitRanks ranks, ReadOnlySpan<double> values, int rows)
    {
        int features = ranks.FeatureCount, keys = ranks.KeyCount;
        bool isWhole = true;
        for (int row = 0; row < rows && isWhole; row++)
        {
            int lane = row % Lanes;
            isWhole = ranks.TryFill(values.Slice(row * features, features), _plain.AsSpan(lane * keys, keys));
            if (lane == Lanes - 1 || row == rows - 1)
            {
                Turn(row / Lanes, (lane + 1) * keys, keys);
            }
        }

        return isWhole;
    }

    private void FillMissing(ReadOnlySpan<double> values, int rows)
    {
        int features = _forest.FeatureCount, keys = 2 * _forest.ColumnCount;
        for (int row = 0; row < rows; row++)
        {
            int lane = row % Lanes;
            FillRowMissing(_forest, values.Slice(row * features, features), _plain.AsSpan(lane * keys, keys));
            if (lane == Lanes - 1 || row == rows - 1)
            {
                Turn(row / Lanes, (lane + 1) * keys, keys);
            }
        }
    }

    private void Turn(int group, int filled, int keyCount)
    {
        // The places behind the last row are walked too, and a walk ends only with keys below those of the leaves.
        int size = keyCount * Lanes;
        _plain.AsSpan(filled, size - filled).Clear();
        TreeKey.Transpose(_plain.AsSpan(0, size), _keys.AsSpan(group * size, size), keyCount);
    }

    /// <summary>What is not stored is 0, and of a column stored twice the last counts, as in <c>Tree._apply_sparse_csr</c>.</summary>
    private void FillSparse(CsrMatrix matrix, int start, int rows)
    {
        int features = _forest.FeatureCount;
        Reserve(features);
        _keys.AsSpan(0, features * GroupCount * Lanes).Clear();
        for (int row = 0; row < rows; row++)
        {
            Span<int> keys = _keys.AsSpan(Place(row, features));
            for (int i = matrix.Starts[start + row]; i < matrix.Starts[start + row + 1]; i++)
            {
                keys[matrix.Columns[i] * Lanes] = TreeKey.Of((float)matrix.Data[i]);
            }
        }
    }

    private static int Place(int row, int keyCount) => (row / Lanes * Lanes * keyCount) + (row % Lanes);
}
