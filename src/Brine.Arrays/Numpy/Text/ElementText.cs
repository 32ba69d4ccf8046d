using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Prints the elements of one array as numpy does.</summary>
/// <remarks>Follows the formats of <c>numpy.core.arrayprint</c>, each of which looks at all elements that are printed.</remarks>
internal static class ElementText
{
    /// <param name="dtype">What the elements are.</param>
    /// <param name="cells">All that are printed.</param>
    /// <param name="isSingle">True for an array without dimensions.</param>
    /// <param name="isNumpy1">True to print as numpy 1.</param>
    /// <param name="nesting">The arrays of objects that stand around this one.</param>
    /// <param name="hasPlainFloats">True to print floats as scalars: in a record of numpy 2 that stands alone.</param>
    internal static Func<ArrayCell, string> For(DType dtype, IReadOnlyList<ArrayCell> cells, bool isSingle, bool isNumpy1,
        ArrayNesting nesting, bool hasPlainFloats = false)
    {
        if (dtype.Fields.Count > 0)
        {
            return Record(dtype, cells, isNumpy1, nesting, hasPlainFloats);
        }

        switch (dtype.Kind)
        {
            case 'b':
                return cell => cell.Read(dtype).TryGetBool(out bool truth) && truth ? isSingle ? "True" : " True" : "False";
            case 'i' or 'u':
                int width = cells.Count == 0 ? 0 : Math.Max(Digits(cells, dtype, largest: true), Digits(cells, dtype, largest: false));
                return cell => Whole(cell.Read(dtype)).ToString(CultureInfo.InvariantCulture).PadLeft(width);
            case 'f' when hasPlainFloats:
                return cell => FloatText.Repr(cell.Float(dtype), ScalarText.Large(dtype.ItemSize, isNumpy1));
            case 'f':
                var floats = new FloatColumn([.. cells.Select(cell => cell.Float(dtype))], dtype.ItemSize, showsPlus: false, isNumpy1);
                return cell => floats.Of(cell.Float(dtype));
            case 'c':
                return Complex(dtype, cells, isNumpy1);
            case 'M' or 'm':
                return Times(dtype, cells);
            case 'V':
                return cell => VoidText(cell.Bytes.Span);
            case 'S' or 'U':
                return cell => Quoted(cell.Read(dtype));
            default:
                return cell => dtype.Kind == 'O' && cell.Value.As<PyList>() is not null
                    ? $"list({ObjectText(cell.Value, isNumpy1, nesting)})" : ObjectText(cell.Value, isNumpy1, nesting);
        }
    }

    /// <summary>Python's <c>repr</c> of a complex number: <c>(1+2j)</c>, <c>2j</c>.</summary>
    internal static string ComplexText(double real, double imaginary)
    {
        string second = Number(imaginary) + "j";
        return real == 0 && !double.IsNegative(real) ? second : $"({Number(real)}{(second[0] is '-' ? "" : "+")}{second})";

        static string Number(double value) =>
            FloatText.Repr(BinaryFloat.Of(value)) is var text && text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
    }

    internal static string TimeText(long value, DType dtype)
    {
        (string unit, int multiple) = SplitUnit(dtype.Unit);
        CivilTime time = CivilTime.From(value, unit, multiple);
        string date = time.DateText();
        int digits = unit switch { "ms" => 3, "us" => 6, "ns" => 9, "ps" => 12, "fs" => 15, "as" => 18, _ => 0 };
        return unit switch
        {
            "Y" => date[..^6],
            "M" => date[..^3],
            "W" or "D" => date,
            "h" => $"{date}T{time.ClockText()[..2]}",
            "m" => $"{date}T{time.ClockText()[..5]}",
            _ when digits > 0 =>
                $"{date}T{time.ClockText()}.{time.Fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}",
            _ => $"{date}T{time.ClockText()}",
        };
    }

    /// <summary>Bytes without a meaning: <c>b'\x61\x00'</c>.</summary>
    internal static string VoidText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("b'");
        foreach (byte value in bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        }

        return text.Append('\'').ToString();
    }

    /// <summary>Text and bytes as Python's <c>repr</c>, however long.</summary>
    internal static string Quoted(PyValue value)
    {
        const int whole = 900;
        if (value.AsString() is not { Length: > whole } text)
        {
            return value.ToString();
        }

        // Longer text is printed in pieces, so that nothing of it is cut off: the quotes of all follow the first rule that Python has for
        // the whole.
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var printed = new StringBuilder().Append(quote);
        for (int i = 0; i < text.Length;)
        {
            int length = Math.Min(whole / 10, text.Length - i);
            length -= i + length < text.Length && char.IsHighSurrogate(text[i + length - 1]) ? 1 : 0;
            string piece = ((PyValue)text.Substring(i, length)).ToString();
            string inner = piece[1..^1];
            printed.Append(piece[0] == quote ? inner
                : quote == '\'' ? inner.Replace("'", "\\'", StringComparison.Ordinal)
                    : inner.Replace("\\'", "'", StringComparison.Ordinal));
            i += length;
        }

        return printed.Append(quote).ToString();
    }

    internal static (string Unit, int Multiple) SplitUnit(string? unit)
    {
        unit ??= "generic";
        int digits = Math.Max(0, unit.AsSpan().IndexOfAnyExceptInRange('0', '9'));
        return (unit[digits..],
            digits > 0 && int.TryParse(unit.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int multiple) ? multiple
                : 1);
    }

    private static BigInteger Whole(PyValue value) => value.TryGetBigInteger(out BigInteger integer) ? integer : BigInteger.Zero;

    private static int Digits(IReadOnlyList<ArrayCell> cells, DType dtype, bool largest)
    {
        BigInteger found = Whole(cells[0].Read(dtype));
        foreach (ArrayCell cell in cells)
        {
            BigInteger value = Whole(cell.Read(dtype));
            found = largest ? BigInteger.Max(found, value) : BigInteger.Min(found, value);
        }

        return found.ToString(CultureInfo.InvariantCulture).Length;
    }

    private static Func<ArrayCell, string> Complex(DType dtype, IReadOnlyList<ArrayCell> cells, bool isNumpy1)
    {
        var real = new FloatColumn([.. cells.Select(cell => cell.Float(dtype))], dtype.ItemSize / 2, showsPlus: false, isNumpy1);
        var imaginary = new FloatColumn([.. cells.Select(cell => cell.Float(dtype, 1))], dtype.ItemSize / 2, showsPlus: true, isNumpy1);
        return cell =>
        {
            string second = imaginary.Of(cell.Float(dtype, 1)), trimmed = second.TrimEnd();
            return real.Of(cell.Float(dtype)) + trimmed + "j" + second[trimmed.Length..];
        };
    }

    /// <summary>As wide as the longest of the largest and the smallest, NaT in quotes.</summary>
    private static Func<ArrayCell, string> Times(DType dtype, IReadOnlyList<ArrayCell> cells)
    {
        Func<long, string> text = dtype.Kind == 'M' ? value => $"'{TimeText(value, dtype)}'"
            : value => value.ToString(CultureInfo.InvariantCulture);
        long[] values = [.. cells.Select(cell => cell.Integer(dtype)).Where(value => value != long.MinValue)];
        int width = values.Length == 0 ? 0 : Math.Max(text(values.Max()).Length, text(values.Min()).Length);
        width = values.Length < cells.Count ? Math.Max(width, 5) : width;
        return cell => (cell.Integer(dtype) is var value && value == long.MinValue ? "'NaT'" : text(value)).PadLeft(width);
    }

    private static Func<ArrayCell, string> Record(DType dtype, IReadOnlyList<ArrayCell> cells, bool isNumpy1, ArrayNesting nesting,
        bool hasPlainFloats)
    {
        var fields = new Func<ArrayCell, string>[dtype.Fields.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            int at = i;
            DType field = dtype.Fields[i].DType;
            if (field.SubType is not { } element)
            {
                fields[i] = For(field, [.. cells.Select(cell => cell.Field(dtype, at))], isSingle: false, isNumpy1, nesting,
                    hasPlainFloats);
                continue;
            }

            int[] shape = [.. field.SubShape];
            int count = shape.Aggregate(1, (product, size) => product * size);
            Func<ArrayCell, string> inner = For(element, [.. cells.SelectMany(cell => cell.Field(dtype, at).Items(element, count))],
                isSingle: false, isNumpy1, nesting, hasPlainFloats);
            fields[i] = cell => SubArray([.. cell.Items(element, count)], shape, inner);
        }

        return cell => "(" + string.Join(", ", fields.Select((text, i) => text(cell.Field(dtype, i)))) + (fields.Length == 1 ? ",)" : ")");
    }

    private static string SubArray(ReadOnlySpan<ArrayCell> cells, ReadOnlySpan<int> shape, Func<ArrayCell, string> text)
    {
        var parts = new List<string>();
        int size = shape[0] == 0 ? 0 : cells.Length / shape[0];
        for (int i = 0; i < shape[0]; i++)
        {
            parts.Add(shape.Length == 1 ? text(cells[i]) : SubArray(cells.Slice(i * size, size), shape[1..], text));
        }

        return "[" + string.Join(", ", parts) + "]";
    }

    private static string ObjectText(PyValue value, bool isNumpy1, ArrayNesting nesting) =>
        NDArray.From(value) is { } array ? nesting.Enter() is { } inner ? ArrayText.Of(array, isNumpy1, inner) : "..."
        : PyComplex.From(value) is { } complex ? ComplexText(complex.Value.Real, complex.Value.Imaginary)
            : value.AsString() is not null ? Quoted(value) : value.ToString();
}
