using Brine.Arrays;

namespace Brine.Store;

/// <summary>Rows of numbers out of a dense array or a sparse matrix; those of a sparse one are filled in one at a time.</summary>
internal sealed class NumberRows
{
    private readonly CsrMatrix? _sparse;
    private readonly double[] _dense = [];

    private NumberRows(CsrMatrix sparse) => (_sparse, Count, Width, Scale) =
        (sparse, sparse.RowCount, sparse.ColumnCount, AnswerDistance.Scale(sparse.Data));

    private NumberRows(double[] dense, int count, int width) => (_dense, Count, Width, Scale) =
        (dense, count, width, AnswerDistance.Scale(dense));

    internal int Count { get; }

    internal int Width { get; }

    /// <summary>What distances are relative to.</summary>
    internal double Scale { get; }

    internal static NumberRows Of(CsrMatrix matrix) => new(matrix);

    /// <summary>The rows of an array; null where it holds something else than numbers.</summary>
    internal static NumberRows? Of(NDArray array)
    {
        int count = array.Rank == 0 ? 1 : array.Shape[0], width = count == 0 ? 0 : array.Length / count;
        if (array.Objects is { } items)
        {
            // Objects that are numbers, bools or missing.
            return items.All(item => item.IsNone || item.TryGetDouble(out _))
                ? new NumberRows([.. array.Elements().Select(item => item.TryGetDouble(out double number) ? number : double.NaN)],
                    count, width) : null;
        }

        return array.DType.Kind is 'f' or 'i' or 'u' or 'b' ? new NumberRows(array.ToDoubles(), count, width) : null;
    }

    internal void Copy(int row, Span<double> target)
    {
        if (_sparse is { } sparse)
        {
            sparse.CopyRow(row, target);
        }
        else
        {
            _dense.AsSpan(row * Width, Width).CopyTo(target);
        }
    }
}
