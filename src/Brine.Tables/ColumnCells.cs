using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>What columns of objects have in common: their cells and what is missing among them.</summary>
internal static class ColumnCells
{
    /// <summary>Python's NaN, whose sign bit is clear; .NET's own has it set.</summary>
    internal static readonly PyValue NaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    /// <summary><c>pandas.NA</c>, which is no NaN.</summary>
    internal static PyValue NA => new PyGlobal("pandas._libs.missing", "NA");

    internal static bool IsNaN(PyValue cell) => cell.Kind == PyKind.Float && cell.TryGetDouble(out double number) && double.IsNaN(number);

    /// <summary>True for what is not equal to itself, which is how numpy finds what is missing among objects: NaN and NaT, and not
    /// None.</summary>
    internal static bool IsUnequalToItself(PyValue cell) => IsNaN(cell) || PandasMissing.IsNaT(cell);

    /// <summary>A numpy scalar inside an array of objects as the number or text that it is; anything else as it stands.</summary>
    internal static PyValue Open(PyValue cell) =>
        cell.Kind == PyKind.Object && NDArray.From(cell) is { IsScalar: true, DType.Kind: 'f' or 'i' or 'u' or 'b' or 'U' or 'S' } scalar
            ? scalar[0] : cell;

    /// <summary>The cells as texts, where they are text alone and all that is missing is missing in the same way.</summary>
    internal static bool TryTexts(ReadOnlySpan<PyValue> cells, out string?[] texts, out bool missingIsNaN)
    {
        texts = [];
        missingIsNaN = false;
        bool isNone = false;
        foreach (PyValue cell in cells)
        {
            if (cell.Kind != PyKind.Str)
            {
                if (cell.IsNone)
                {
                    isNone = true;
                }
                else if (IsNaN(cell))
                {
                    missingIsNaN = true;
                }
                else
                {
                    return false;
                }
            }
        }

        if (isNone && missingIsNaN)
        {
            return false;
        }

        texts = new string?[cells.Length];
        for (int row = 0; row < texts.Length; row++)
        {
            texts[row] = cells[row].AsString();
        }

        return true;
    }

    /// <summary>A cell for a message: text in quotes, long ones cut off.</summary>
    internal static string Show(PyValue cell)
    {
        string text = PandasMissing.IsNaT(cell) ? "NaT"
            : PandasMissing.IsNA(cell) ? "pandas.NA"
                : cell.AsString() is { } held ? $"'{held}'" : cell.As<PyObject>() is null ? cell.ToString() : PandasArray.TextOf(cell);
        return text.Length > 60 ? text[..60] + "..." : text;
    }
}
