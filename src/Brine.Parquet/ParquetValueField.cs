using System.Buffers;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>A column that is written as values of one type.</summary>
/// <param name="written">The column.</param>
/// <param name="value">A value of a row, null where it is missing.</param>
internal sealed class ParquetValueField<T>(DataField written, Func<Column, int, T?> value) : ParquetField
    where T : struct
{
    internal override DataField Field => written;

    internal override void Write(ParquetRowGroupWriter group, IReadOnlyList<Column> parts, int rows)
    {
        T[] values = ArrayPool<T>.Shared.Rent(rows);
        int[] levels = ArrayPool<int>.Shared.Rent(rows);
        try
        {
            int known = Collect(parts, values, levels);
            group.WriteAllPartsAsync<T>(written, values.AsMemory(0, known), levels.AsMemory(0, rows), null, CancellationToken.None)
                .GetAwaiter().GetResult();
        }
        finally
        {
            ArrayPool<T>.Shared.Return(values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            ArrayPool<int>.Shared.Return(levels);
        }
    }

    /// <summary>The values one behind the other, without the gaps, and a level a row that says where they stand.</summary>
    /// <returns>How many values there are.</returns>
    private int Collect(IReadOnlyList<Column> parts, T[] values, int[] levels)
    {
        int row = 0, known = 0;
        foreach (Column part in parts)
        {
            if (values is double[] doubles && part is { Numbers: { } numbers, Mask: null, DType.Kind: 'f' })
            {
                numbers.CopyTo(doubles, known);
                levels.AsSpan(row, numbers.Length).Fill(1);
                (row, known) = (row + numbers.Length, known + numbers.Length);
                continue;
            }

            for (int i = 0; i < part.Length; i++, row++)
            {
                levels[row] = 0;
                if (value(part, i) is { } found)
                {
                    values[known++] = found;
                    levels[row] = 1;
                }
            }
        }

        return known;
    }
}
