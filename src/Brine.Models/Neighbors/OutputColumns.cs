using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Predictions of several outputs side by side, in the dtype of the first, as scikit-learn fills <c>y_pred</c>.</summary>
internal static class OutputColumns
{
    internal static NDArray Stack(NDArray[] columns, int rowCount)
    {
        DType dtype = columns[0].DType;
        if (columns.All(column => column.Objects is null && column.DType.Equals(dtype)))
        {
            int size = dtype.ItemSize;
            var bytes = new byte[checked(rowCount * columns.Length * size)];
            for (int k = 0; k < columns.Length; k++)
            {
                ReadOnlySpan<byte> from = columns[k].Data.Span;
                for (int row = 0; row < rowCount; row++)
                {
                    from.Slice(row * size, size).CopyTo(bytes.AsSpan(((row * columns.Length) + k) * size));
                }
            }

            return NDArray.OverBytes(dtype, [rowCount, columns.Length], bytes);
        }

        var items = new PyValue[rowCount * columns.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = columns[i % columns.Length][i / columns.Length];
        }

        return NDArray.OfObjects([rowCount, columns.Length], items);
    }
}
