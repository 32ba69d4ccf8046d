using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>None, bools, numbers and text as Python's <c>json.dumps</c> writes them.</summary>
internal static class SkopsJsonText
{
    /// <summary>The text, or null where the value is no scalar, or one that Python does not read back.</summary>
    internal static string? Of(PyValue value)
    {
        switch (value.Kind)
        {
            case PyKind.None:
                return "null";
            case PyKind.Bool:
                return value == PyValue.True ? "true" : "false";
            case PyKind.Int:
                value.TryGetBigInteger(out BigInteger integer);
                string digits = integer.GetByteCount() > Limits.Default.MaxIntegerDigits ? ""
                    : integer.ToString(CultureInfo.InvariantCulture);
                return digits.Length is > 0 && digits.AsSpan().TrimStart('-').Length <= Limits.Default.MaxIntegerDigits ? digits : null;
            case PyKind.Float:
                value.TryGetDouble(out double number);
                return double.IsNaN(number) ? "NaN"
                    : double.IsPositiveInfinity(number) ? "Infinity" : double.IsNegativeInfinity(number) ? "-Infinity" : value.ToString();
            case PyKind.Str:
                return Quote(value.As<string>()!);
            case PyKind.ByteString:
                // Python 3 reads such text where it is ASCII.
                string text = value.AsString()!;
                return Ascii.IsValid(text) ? Quote(text) : null;
            default:
                return null;
        }
    }

    /// <summary>Text in quotes, all of it in ASCII, lone surrogates among it.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                < ' ' or > '~' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Text out of its quotes, lone surrogates as Python keeps them; null where it is no JSON.</summary>
    internal static string? Unquote(string quoted)
    {
        if (quoted.Length < 2 || quoted[^1] != '"')
        {
            return null;
        }

        ReadOnlySpan<char> rest = quoted.AsSpan(1, quoted.Length - 2);
        if (!rest.ContainsAny('\\', '"'))
        {
            return rest.ToString();
        }

        var text = new StringBuilder(rest.Length);
        for (int i = 0; i < rest.Length; i++)
        {
            if (rest[i] != '\\')
            {
                if (rest[i] == '"')
                {
                    return null;
                }

                text.Append(rest[i]);
                continue;
            }

            char escape = ++i < rest.Length ? rest[i] : '\0';
            if (escape == 'u')
            {
                if (i + 4 >= rest.Length
                    || !ushort.TryParse(rest.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                        out ushort code))
                {
                    return null;
                }

                text.Append((char)code);
                i += 4;
                continue;
            }

            int known = "\"\\/bfnrt".IndexOf(escape, StringComparison.Ordinal);
            if (known < 0)
            {
                return null;
            }

            text.Append("\"\\/\b\f\n\r\t"[known]);
        }

        return text.ToString();
    }

    /// <summary>True for text without lone surrogates, which no UTF-8 has.</summary>
    internal static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
