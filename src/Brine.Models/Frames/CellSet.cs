using Brine.Pickling;

namespace Brine.Models;

/// <summary>Texts and numbers, found among the cells of a column as Python finds them: 1, 1.0 and True are one.</summary>
internal sealed class CellSet
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<double> _numbers = [];

    internal CellSet(IEnumerable<PyValue> values)
    {
        foreach (PyValue value in values.Select(ColumnCells.Open))
        {
            if (value.AsString() is { } text)
            {
                _texts.Add(text);
            }
            else if (value.TryGetDouble(out double number) && !double.IsNaN(number))
            {
                _numbers.Add(number);
            }
            else
            {
                HasOthers |= !Arrays.PandasMissing.Is(value);
            }
        }
    }

    /// <summary>True where a value is neither text nor a number, nor missing.</summary>
    internal bool HasOthers { get; }

    internal bool Contains(double number) => _numbers.Contains(number);

    internal bool Contains(Column column, int row)
    {
        if (column.IsMissing(row))
        {
            return false;
        }

        if (column.Texts is { } texts)
        {
            return _texts.Contains(texts[row]!);
        }

        if (column.Numbers is { } numbers)
        {
            return _numbers.Contains(numbers[row]);
        }

        PyValue cell = ColumnCells.Open(column[row]);
        return cell.AsString() is { } text ? _texts.Contains(text) : cell.TryGetDouble(out double number) && _numbers.Contains(number);
    }
}
