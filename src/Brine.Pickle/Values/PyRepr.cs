using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Prints values as Python's <c>repr</c> would, up to a length; shared and endless values cost no more than that length.</summary>
internal static class PyRepr
{
    private const int MaxLength = 1000;
    private const int MaxDepth = 20;

    internal static string Of(PyValue value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.Length > MaxLength ? text.ToString(0, MaxLength) + "..." : text.ToString();
    }

    /// <summary>A float as Python's <c>repr</c> prints it: the shortest text that reads back, <c>1.0</c> and <c>1e-05</c> included.</summary>
    internal static string Float(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        // .NET's shortest text that reads back has Python's digits; only the place of the point is written otherwise.
        string sign = double.IsNegative(value) ? "-" : "";
        string text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int power = text.IndexOf('E');
        int exponent = power < 0 ? 0 : int.Parse(text.AsSpan(power + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = power < 0 ? text : text[..power];
        int point = mantissa.IndexOf('.');
        string whole = (point < 0 ? mantissa : mantissa.Remove(point, 1)).TrimStart('0');
        exponent += (point < 0 ? mantissa.Length : point) - 1 - ((point < 0 ? mantissa.Length : mantissa.Length - 1) - whole.Length);
        string digits = whole.TrimEnd('0');
        if (digits.Length == 0)
        {
            return sign + "0.0";
        }

        if (exponent is < -4 or >= 16)
        {
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        return exponent < 0 ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length <= exponent + 1 ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits.AsSpan(0, exponent + 1)}.{digits.AsSpan(exponent + 1)}";
        // .NET and Python agree on the shortest digits that read back, not on where the point and the exponent go.
        ReadOnlySpan<char> shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = shortest.IndexOf('E');
        int exponent = exponentAt < 0 ? 0 : int.Parse(shortest[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        ReadOnlySpan<char> mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];
        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        int zeros = digits.AsSpan().IndexOfAnyExcept('0');
        digits = zeros < 0 ? "0" : digits[zeros..].TrimEnd('0');
        exponent = zeros < 0 ? 0 : exponent - zeros;

        string sign = double.IsNegative(value) ? "-" : "";
        return exponent switch
        {
            < -4 or >= 16 => $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}",
            < 0 => $"{sign}0.{new string('0', -exponent - 1)}{digits}",
            _ when digits.Length <= exponent + 1 => $"{sign}{digits.PadRight(exponent + 1, '0')}.0",
            _ => $"{sign}{digits.AsSpan(0, exponent + 1)}.{digits.AsSpan(exponent + 1)}",
        };
    }

    /// <summary>Text in quotes, with Python's escapes.</summary>
    internal static string Text(string value, string prefix = "")
    {
        char quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        var text = new StringBuilder(prefix).Append(quote);
        foreach (char character in value.Length > MaxLength ? value.AsSpan(0, MaxLength) : value)
        {
            text.Append(character switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when character == quote => "\\" + quote,
                < ' ' or (char)127 => $"\\x{(int)character:x2}",
                >= (char)0x80 when prefix == "b" || char.IsControl(character) => $"\\x{(int)character:x2}",
                _ when char.IsSurrogate(character) && !IsPaired(value, character) => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        return text.Append(quote).ToString();
    }

    private static bool IsPaired(string value, char character) => !value.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || value.EnumerateRunes().All(rune => rune != Rune.ReplacementChar) || character == 0;

    private static void Write(StringBuilder text, PyValue value, int depth)
    {
        if (text.Length > MaxLength)
        {
            return;
        }

        if (depth > MaxDepth)
        {
            text.Append("...");
            return;
        }

        switch (value.Reference)
        {
            case null:
                text.Append(value.Kind switch
                {
                    PyKind.None => "None",
                    PyKind.Bool => value.Bits != 0 ? "True" : "False",
                    PyKind.Float => PyLiteral.Float(BitConverter.Int64BitsToDouble(value.Bits)),
                    _ => value.Bits.ToString(CultureInfo.InvariantCulture),
                });
                break;
            case string str:
                PyLiteral.AppendText(text, Start(str));
                break;
            case PyLong big:
                text.Append(big.Value.GetByteCount() > 2048 ? $"<int of {big.Value.GetBitLength()} bits>" : big.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case PyByteString old:
                PyLiteral.AppendLatin1(text, Start(old.Span));
                break;
            case PyBytes bytes:
                PyLiteral.AppendBytes(text, Start(bytes.Span));
                break;
            case PyByteArray array:
                PyLiteral.AppendByteArray(text, Start(array.Memory.Span));
                break;
            case PyTuple tuple:
                Sequence(text, "(", tuple.Items, tuple.Count == 1 ? ",)" : ")", depth);
                break;
            case PyList list:
                Sequence(text, "[", list.Count > MaxLength ? [.. list.Take(MaxLength)] : list.ToArray(), "]", depth);
                break;
            case PySet { Count: 0 } empty:
                text.Append(empty.IsFrozen ? "frozenset()" : "set()");
                break;
            case PySet set:
                Sequence(text, set.IsFrozen ? "frozenset({" : "{", set.Items, set.IsFrozen ? "})" : "}", depth);
                break;
            case PyDict dict:
                Entries(text, dict, depth);
                break;
            case PyGlobal global:
                text.Append(global.Is("builtins", "Ellipsis") || global.Is("builtins", "NotImplemented") ? global.Name : $"<{global.FullName}>");
                break;
            case PyPersistent persistent:
                text.Append("persistent(");
                Write(text, persistent.Id, depth + 1);
                text.Append(')');
                break;
            case PyObject instance:
                Instance(text, instance, depth);
                break;
        }
    }

    /// <summary>As much of a long text as can be shown; what is cut off is over the length that is printed anyway.</summary>
    private static ReadOnlySpan<T> Start<T>(ReadOnlySpan<T> whole) => whole[..Math.Min(whole.Length, MaxLength)];

    private static ReadOnlySpan<char> Start(string whole) => Start(whole.AsSpan());

    private static void Sequence(StringBuilder text, string open, ReadOnlySpan<PyValue> items, string close, int depth)
    {
        text.Append(open);
        for (int i = 0; i < items.Length && text.Length <= MaxLength; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, items[i], depth + 1);
        }

        text.Append(close);
    }

    private static void Entries(StringBuilder text, PyDict dict, int depth)
    {
        text.Append('{');
        for (int i = 0; i < dict.Count && text.Length <= MaxLength; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, dict.Keys[i], depth + 1);
            text.Append(": ");
            Write(text, dict.Values[i], depth + 1);
        }

        text.Append('}');
    }

    private static void Instance(StringBuilder text, PyObject instance, int depth)
    {
        if (instance.View is IFormattable view)
        {
            text.Append(view.ToString(null, CultureInfo.InvariantCulture));
            return;
        }

        text.Append('<').Append(instance.Class?.FullName ?? "object");
        bool direct = ReferenceEquals(instance.Class, instance.Callable.Reference);
        for (int i = direct ? 0 : 1; i < instance.Arguments.Count && text.Length <= MaxLength; i++)
        {
            text.Append(' ');
            Write(text, instance.Arguments[i], depth + 1);
        }

        if (instance.HasState)
        {
            text.Append(' ');
            Write(text, instance.State, depth + 1);
        }

        text.Append('>');
    }
}
