using Brine.Pickling;

namespace Brine.Models;

/// <summary>Makes a number of one cell of a row: the number itself, or the code of a category.</summary>
internal sealed class CellCoder
{
    /// <summary>Which cell it is.</summary>
    internal required int Cell { get; init; }

    /// <summary>The categories that are looked up; null where the cell is a number that is taken as it is.</summary>
    internal CategoryColumn? Categories { get; init; }

    /// <summary>True where a value that is no category is refused.</summary>
    internal bool RefusesUnknown { get; init; }

    /// <summary>What a gap is in Python, NaN or None; null where that is not known.</summary>
    internal PyValue? Gap { get; init; }

    /// <summary>True where a gap among numbers is NaN, and not one that makes the column another kind.</summary>
    internal bool TakesGap { get; init; }

    /// <summary>What is filled in where <see cref="Missing"/> says that a cell is missing.</summary>
    internal PyValue Fill { get; init; }

    /// <summary>What counts as missing to an imputer before the encoder; null where there is none.</summary>
    internal MissingValue? Missing { get; init; }

    /// <summary>The number of a cell.</summary>
    /// <returns>False where the cell needs the table: it is refused there, or is what this coder does not know.</returns>
    internal bool TryCode(PyValue cell, out double number)
    {
        if (Categories is null)
        {
            return TryNumber(cell, out number);
        }

        number = CategoryColumn.Unknown;
        if (cell.IsNone && Gap is { } gap)
        {
            cell = gap;
        }

        if (Missing is { } missing)
        {
            if (missing.Matches(cell))
            {
                cell = Fill;
            }
            else if (!missing.IsNaN && ColumnCells.IsUnequalToItself(cell))
            {
                return false;
            }
        }

        int code;
        if (cell.AsString() is { } text)
        {
            code = Categories.CodeOf(text);
        }
        else if (Gap is null)
        {
            // A column of numbers is looked up among numbers alone.
            if (!Categories.IsNumeric || !TryNumber(cell, out double known))
            {
                return false;
            }

            code = Categories.CodeOf(known);
        }
        else
        {
            code = Categories.CodeOf(cell);
        }

        number = code;
        return code >= 0 || !RefusesUnknown;
    }

    private bool TryNumber(PyValue cell, out double number)
    {
        if (cell.IsNone)
        {
            number = double.NaN;
            return TakesGap;
        }

        return cell.TryGetDouble(out number) && (cell.Kind != PyKind.Int || Math.Abs(number) < Column.FirstInexact);
    }
}
