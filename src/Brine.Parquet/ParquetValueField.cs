using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>A column that is written as values of one type. Rows are collected until there are enough of them for a row group, in arrays
/// that are kept for the next one.</summary>
/// <param name="written">The column.</param>
/// <param name="value">A value of a row, null where it is missing.</param>
internal sealed class ParquetValueField<T>(DataField written, Func<Column, int, T?> value) : ParquetField
    where T : struct
{
    private T[] _values = [];
    private int[]? _levels;
    private int _known;
    private int _rows;

    internal override DataField Field => written;

    internal override ParquetField Another() => new ParquetValueField<T>(written, value);

    internal override void Add(Column part)
    {
        int needed = _rows + part.Length;
        if (_values.Length < needed)
        {
            Array.Resize(ref _values, Math.Max(needed, 2 * _values.Length));
        }

        if (_levels is not null && _levels.Length < needed)
        {
            Array.Resize(ref _levels, _values.Length);
        }

        if (_values is double[] doubles && part is { Numbers: { } numbers, Mask: null, DType.Kind: 'f' })
        {
            numbers.CopyTo(doubles, _known);
            _levels?.AsSpan(_rows, numbers.Length).Fill(1);
            (_rows, _known) = (_rows + numbers.Length, _known + numbers.Length);
            return;
        }

        for (int i = 0; i < part.Length; i++, _rows++)
        {
            if (value(part, i) is { } found)
            {
                _values[_known++] = found;
                if (_levels is not null)
                {
                    _levels[_rows] = 1;
                }

                continue;
            }

            _levels ??= LevelsSoFar();
            _levels[_rows] = 0;
        }
    }

    internal override void Write(ParquetRowGroupWriter group)
    {
        group.WriteAllPartsAsync<T>(written, _values.AsMemory(0, _known), _levels is null ? AllKnown(_rows) : _levels.AsMemory(0, _rows),
            null, CancellationToken.None).GetAwaiter().GetResult();
        (_known, _rows, _levels) = (0, 0, null);
    }

    /// <summary>A level for each row, all of which have had a value until now.</summary>
    private int[] LevelsSoFar()
    {
        var levels = new int[_values.Length];
        levels.AsSpan(0, _rows).Fill(1);
        return levels;
    }
}
