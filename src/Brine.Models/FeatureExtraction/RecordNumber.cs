using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>A value of a record as a number of a dtype, as numpy makes it.</summary>
/// <param name="className">The class, for messages.</param>
/// <param name="dtype">The dtype.</param>
/// <param name="wraps">True where an int that the dtype does not hold wraps, as up to numpy 1; later it is refused.</param>
internal sealed class RecordNumber(string className, DType dtype, bool wraps)
{
    /// <summary>True for what Python's <c>isinstance(value, Number)</c> is True of.</summary>
    internal static bool Is(PyValue value) => value.Kind is PyKind.Bool or PyKind.Int or PyKind.Float;

    /// <exception cref="ModelInputException">numpy refuses the number.</exception>
    internal double Of(double number, PyValue shown, int row)
    {
        if (dtype.Kind is 'f' or 'b')
        {
            return NumpyPrecision.Cast(number, dtype);
        }

        double whole = Math.Truncate(number) + 0.0;
        double cast = double.IsFinite(whole) && Math.Abs(whole) <= Column.FirstInexact ? NumpyPrecision.Cast(whole, dtype) : double.NaN;
        bool isHeld = cast == whole && !(dtype.Kind == 'u' && whole < 0);
        return isHeld || (wraps && dtype.ItemSize < sizeof(long) && !double.IsNaN(cast)) ? cast
            : throw Records.Refusal(className, $"{ColumnCells.Show(shown)}, which is no {dtype.Name}, stands", row);
    }
}
