using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What a typed file must have to hold a column: told by its first rows.</summary>
/// <param name="Kind">A letter of numpy's: f, i, u, b, M; U for text, and D for decimals.</param>
/// <param name="Size">The bytes of a number.</param>
/// <param name="Unit">The unit of times.</param>
/// <param name="Scale">How many digits decimals have behind their point.</param>
internal readonly record struct ColumnForm(char Kind, int Size = 8, string? Unit = null, int Scale = 0)
{
    private static readonly ColumnForm Text = new('U');

    /// <exception cref="ModelInputException">The column holds values of several kinds, or of one that typed files have no form
    /// for.</exception>
    internal static ColumnForm Of(Column column)
    {
        if (column.Times is { DType: { Kind: 'M', Unit: { } unit } })
        {
            return new('M', Unit: unit);
        }

        DType dtype = column.ElementDType ?? column.DType;
        if (column.Texts is not null)
        {
            return Text;
        }

        if (column.Cells is { } cells && dtype.Kind == 'O')
        {
            return OfCells(column.Name, [.. cells.Where((_, row) => !column.IsMissing(row))]);
        }

        return dtype.Kind is 'f' or 'i' or 'u' or 'b' ? new(dtype.Kind, dtype.Kind == 'f' ? Math.Max(4, dtype.ItemSize) : dtype.ItemSize)
            : throw new ModelInputException("CannotTabulate",
                $"the column '{column.Name}' holds {dtype.Name}, which a typed table has no form for");
    }

    /// <summary>Objects of one kind; those of which nothing is known are text.</summary>
    private static ColumnForm OfCells(string name, PyValue[] known) =>
        known.Length == 0 || Array.TrueForAll(known, cell => cell.Kind == PyKind.Str) ? Text
        : Array.TrueForAll(known, cell => PyDecimal.From(cell) is not null)
            ? new('D', Scale: known.Max(cell => ColumnValues.ScaleOf(PyDecimal.From(cell)!.Text)))
        : Array.TrueForAll(known, cell => cell.Kind == PyKind.Bool) ? new('b', 1)
        : Array.TrueForAll(known, cell => cell.Kind == PyKind.Int && cell.TryGetInt64(out _)) ? new('i')
        : Array.TrueForAll(known, cell => cell.Kind == PyKind.Float) ? new('f')
        : throw ColumnValues.Mixed(name);
}
