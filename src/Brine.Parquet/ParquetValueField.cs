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
        var values = new T[rows];
        var levels = new int[rows];
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
                if (value(part, i) is { } found)
                {
                    values[known++] = found;
                    levels[row] = 1;
                }
            }
        }

        group.WriteAllPartsAsync<T>(written, values.AsMemory(0, known), levels, null, CancellationToken.None).GetAwaiter().GetResult();
    }
}
