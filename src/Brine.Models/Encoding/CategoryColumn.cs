using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The categories of one column and the way from a cell to its code, the place among the categories. Cells match as Python compares them:
/// <c>1 == 1.0 == True</c>, but <c>1</c> is not <c>'1'</c>, and None and NaN are two things.
/// </summary>
internal sealed class CategoryColumn
{
    /// <summary>The code of a value that is no category.</summary>
    internal const int Unknown = -1;

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> _numbers = [];
    private readonly Dictionary<PyValue, int> _others = [];
    private readonly Dictionary<string, int> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<Int128, int> _times = [];
    private readonly int _none = Unknown;
    private readonly int _nan = Unknown;

    internal CategoryColumn(NDArray values)
    {
        Values = values;
        char kind = values.DType.Kind;
        IsNumeric = kind is 'i' or 'u' or 'f' or 'b';
        IsTimes = kind is 'M' or 'm';
        for (int code = 0; code < values.Length; code++)
        {
            if (IsTimes)
            {
                if (TimeValues.At(values, code) is { } time)
                {
                    _times.TryAdd(time, code);
                }
                else
                {
                    _nan = code;
                }

                continue;
            }

            PyValue value = this[code];
            if (value.IsNone)
            {
                _none = code;
            }
            else if (ColumnCells.IsNaN(value))
            {
                _nan = code;
            }
            else if (TextOf(value) is { } text)
            {
                _texts.TryAdd(text, code);
            }
            else if (value.Kind is PyKind.Bool or PyKind.Int or PyKind.Float && value.TryGetDouble(out double number)
                && Math.Abs(number) < Column.FirstInexact)
            {
                _numbers.TryAdd(number, code);
            }
            else if (ObjectKeys.Of(value) is { } key)
            {
                _objects.TryAdd(key, code);
            }
            else
            {
                _others.TryAdd(value, code);
            }
        }
    }

    /// <summary>The categories as Python holds them.</summary>
    internal NDArray Values { get; }

    /// <summary>How many categories there are.</summary>
    internal int Count => Values.Length;

    /// <summary>True when the array of categories is one of numbers or bools.</summary>
    internal bool IsNumeric { get; }

    /// <summary>True when the categories are datetime64 or timedelta64.</summary>
    internal bool IsTimes { get; }

    /// <summary>The category of a code; numpy's scalars inside an array of objects are opened.</summary>
    internal PyValue this[int code] => ColumnCells.Open(Values[code]);

    /// <summary>The code of a number; NaN is a missing value.</summary>
    internal int CodeOf(double number) =>
        double.IsNaN(number) ? _nan
        : _numbers.TryGetValue(number, out int code) ? code
        : _others.Count > 0 && Math.Abs(number) >= Column.FirstInexact ? _others.GetValueOrDefault(number, Unknown)
        : Unknown;

    /// <summary>The code of a missing value of which it is not known whether it is NaN or None.</summary>
    internal int CodeOfMissing => _nan >= 0 ? _nan : _none;

    /// <summary>The code of a text.</summary>
    internal int CodeOf(string text) => _texts.GetValueOrDefault(text, Unknown);

    /// <summary>The code of a cell of an array of objects.</summary>
    internal int CodeOf(PyValue cell) =>
        cell.IsNone ? _none
        : TextOf(cell) is { } text ? CodeOf(text)
        : cell.Kind is PyKind.Float or PyKind.Bool && cell.TryGetDouble(out double number) ? CodeOf(number)
        : cell.Kind == PyKind.Int && cell.TryGetInt64(out long integer) && Math.Abs((double)integer) < Column.FirstInexact
            ? CodeOf((double)integer)
        : _others.TryGetValue(cell, out int code) ? code
        : ObjectKeys.Of(cell) is { } key ? _objects.GetValueOrDefault(key, Unknown)
        : ExactNumbers.TryRead(cell, out double equal) ? CodeOf(equal)
        : Unknown;

    /// <summary>The code of a time in nanoseconds, null for NaT.</summary>
    internal int CodeOf(Int128? time) => time is { } known ? _times.GetValueOrDefault(known, Unknown) : _nan;

    /// <summary>A category as Python's <c>str</c> prints it.</summary>
    internal string NameOf(int code)
    {
        if (IsTimes)
        {
            return TimeValues.NameAt(Values, code);
        }

        PyValue value = this[code];
        return TextOf(value)
            ?? (Values.DType is { Kind: 'f', ItemSize: 4 } && value.TryGetDouble(out double number) ? NameOfSingle((float)number)
                : PandasArray.TextOf(value));
    }

    /// <summary>A category for a message: times in the form that people write.</summary>
    internal string Shown(int code) => IsTimes ? TimeValues.TextAt(Values, code) ?? "NaT" : NameOf(code);

    private string? TextOf(PyValue value) =>
        value.AsString()
            ?? (Values.DType.Kind == 'S' && value.As<PyBytes>() is { } bytes ? System.Text.Encoding.Latin1.GetString(bytes.Span) : null);

    /// <summary>numpy prints the shortest digits that read back in single precision.</summary>
    private static string NameOfSingle(float number) =>
        PyValue.FromDouble(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).ToString();
}
