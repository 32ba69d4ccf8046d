using System.Buffers;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>A column that is written as values of one type. What is added is copied at once, so that the rows need not be kept.</summary>
/// <param name="written">The column.</param>
/// <param name="value">A value of a row, null where it is missing.</param>
internal sealed class ParquetValueField<T>(DataField written, Func<Column, int, T?> value) : ParquetField
    where T : struct
{
    /// <summary>The values one behind the other, without the gaps.</summary>
    private T[] _values = [];
    private int _known;

    /// <summary>1 for a row with a value, 0 for one without; empty while every row has one.</summary>
    private int[] _levels = [];
    private int _rows;

    internal override DataField Field => written;

    internal override void Add(Column part)
    {
        int rows = _rows + part.Length;
        Grow(ref _values, _known, rows);
        if (_levels.Length > 0)
        {
            Grow(ref _levels, _rows, rows);
            _levels.AsSpan(_rows, part.Length).Fill(1);
        }

        if (_values is double[] doubles && part is { Numbers: { } numbers, Mask: null, DType.Kind: 'f' })
        {
            numbers.CopyTo(doubles, _known);
            _known += numbers.Length;
        }
        else
        {
            AddEach(part, rows);
        }

        _rows = rows;
    }

    internal override void Write(ParquetRowGroupWriter group, ReadOnlyMemory<int> noGaps)
    {
        group.WriteAllPartsAsync<T>(written, _values.AsMemory(0, _known), _levels.Length > 0 ? _levels.AsMemory(0, _rows) : noGaps, null,
            CancellationToken.None).GetAwaiter().GetResult();
        Return(_levels);
        (_known, _rows, _levels) = (0, 0, []);
    }

    public override void Dispose()
    {
        Return(_values);
        Return(_levels);
        (_values, _levels) = ([], []);
    }

    private void AddEach(Column part, int rows)
    {
        for (int i = 0; i < part.Length; i++)
        {
            if (value(part, i) is { } found)
            {
                _values[_known++] = found;
                continue;
            }

            if (_levels.Length == 0)
            {
                Grow(ref _levels, 0, rows);
                _levels.AsSpan(0, rows).Fill(1);
            }

            _levels[_rows + i] = 0;
        }
    }

    /// <summary>Room for so many elements, at least twice as many as before.</summary>
    private static void Grow<TElement>(ref TElement[] elements, int used, int wanted)
    {
        if (elements.Length < wanted)
        {
            TElement[] larger = ArrayPool<TElement>.Shared.Rent(Math.Max(wanted, 2 * elements.Length));
            elements.AsSpan(0, used).CopyTo(larger);
            Return(elements);
            elements = larger;
        }
    }

    private static void Return<TElement>(TElement[] elements)
    {
        if (elements.Length > 0)
        {
            ArrayPool<TElement>.Shared.Return(elements, RuntimeHelpers.IsReferenceOrContainsReferences<TElement>());
        }
    }
}
