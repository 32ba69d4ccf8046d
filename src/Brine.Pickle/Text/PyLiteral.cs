using System.Buffers;
using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Floats, text and bytes spelled as Python's <c>repr</c> spells them, whole.</summary>
/// <remarks>Follows CPython's <c>float_repr_style = 'short'</c>, <c>unicode_repr</c> and <c>bytes_repr</c>.</remarks>
internal static class PyLiteral
{
    /// <summary>The shortest text that reads back as the same float, <c>1.0</c> and <c>1e-05</c> included.</summary>
    internal static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        // "R" gives the shortest digits; where the point stands and when an exponent is used is Python's own rule.
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E');
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? shortest : shortest[..e];
        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        int pointAt = (point < 0 ? mantissa.Length : point) + exponent;
        int zeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits[zeros..].TrimEnd('0');
        pointAt -= zeros;
        string sign = double.IsNegative(value) ? "-" : "";
        if (digits.Length == 0)
        {
            return sign + "0.0";
        }

        if (pointAt is <= -4 or > 16)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{sign}{digits[0]}{fraction}e{(pointAt <= 0 ? '-' : '+')}{Math.Abs(pointAt - 1):00}";
        }

        return pointAt <= 0 ? $"{sign}0.{new string('0', -pointAt)}{digits}"
            : pointAt >= digits.Length ? $"{sign}{digits.PadRight(pointAt, '0')}.0"
            : $"{sign}{digits[..pointAt]}.{digits[pointAt..]}";
    }

    /// <summary>Text in quotes; a surrogate without its partner is escaped.</summary>
    internal static void AppendText(StringBuilder output, ReadOnlySpan<char> text)
    {
        char quote = Quote(text.Contains('\''), text.Contains('"'));
        output.Append(quote);
        while (!text.IsEmpty)
        {
            bool whole = Rune.DecodeFromUtf16(text, out Rune rune, out int used) == OperationStatus.Done;
            AppendCharacter(output, whole ? rune.Value : text[0], quote);
            text = text[(whole ? used : 1)..];
        }

        output.Append(quote);
    }

    /// <summary>Text given as code points, among which Python knows surrogates side by side that are not a pair.</summary>
    internal static void AppendText(StringBuilder output, ReadOnlySpan<int> codePoints)
    {
        char quote = Quote(codePoints.Contains('\''), codePoints.Contains('"'));
        output.Append(quote);
        foreach (int codePoint in codePoints)
        {
            AppendCharacter(output, codePoint, quote);
        }

        output.Append(quote);
    }

    /// <summary>Text given as UTF-8, surrogates included as Python's <c>surrogatepass</c> has them; false where it is not UTF-8.</summary>
    internal static bool TryAppendUtf8(StringBuilder output, ReadOnlySpan<byte> utf8)
    {
        char quote = Quote(utf8.Contains((byte)'\''), utf8.Contains((byte)'"'));
        output.Append(quote);
        while (!utf8.IsEmpty)
        {
            int codePoint, used = 1;
            if (utf8[0] < 0x80)
            {
                codePoint = utf8[0];
            }
            else if (utf8.Length >= 3 && utf8[0] == 0xED && utf8[1] is >= 0xA0 and <= 0xBF && (utf8[2] & 0xC0) == 0x80)
            {
                codePoint = 0xD000 | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F);
                used = 3;
            }
            else if (Rune.DecodeFromUtf8(utf8, out Rune rune, out used) == OperationStatus.Done)
            {
                codePoint = rune.Value;
            }
            else
            {
                return false;
            }

            AppendCharacter(output, codePoint, quote);
            utf8 = utf8[used..];
        }

        output.Append(quote);
        return true;
    }

    /// <summary>Text given as latin-1, where each byte is the character of its number.</summary>
    internal static void AppendLatin1(StringBuilder output, ReadOnlySpan<byte> latin1)
    {
        char quote = Quote(latin1.Contains((byte)'\''), latin1.Contains((byte)'"'));
        output.Append(quote);
        foreach (byte character in latin1)
        {
            AppendCharacter(output, character, quote);
        }

        output.Append(quote);
    }

    /// <summary>A bytearray as <c>bytearray(b'...')</c>.</summary>
    internal static void AppendByteArray(StringBuilder output, ReadOnlySpan<byte> bytes)
    {
        // bytearray_repr escapes the single quote even between double ones, which bytes_repr does not.
        output.Append("bytearray(");
        AppendBytes(output, bytes, escaped: '\'');
        output.Append(')');
    }

    /// <summary>Bytes as <c>b'...'</c>.</summary>
    internal static void AppendBytes(StringBuilder output, ReadOnlySpan<byte> bytes) =>
        AppendBytes(output, bytes, Quote(bytes.Contains((byte)'\''), bytes.Contains((byte)'"')));

    private static void AppendBytes(StringBuilder output, ReadOnlySpan<byte> bytes, char escaped)
    {
        char quote = Quote(bytes.Contains((byte)'\''), bytes.Contains((byte)'"'));
        output.Append('b').Append(quote);
        foreach (byte value in bytes)
        {
            if (value < 0x7F)
            {
                AppendCharacter(output, value, escaped);
            }
            else
            {
                AppendHex(output, 'x', value, 2);
            }
        }

        output.Append(quote);
    }

    private static char Quote(bool hasSingle, bool hasDouble) => hasSingle && !hasDouble ? '"' : '\'';

    private static void AppendCharacter(StringBuilder output, int codePoint, char quote)
    {
        switch (codePoint)
        {
            case '\\':
                output.Append("\\\\");
                break;
            case '\t':
                output.Append("\\t");
                break;
            case '\n':
                output.Append("\\n");
                break;
            case '\r':
                output.Append("\\r");
                break;
            case '\'' or '"' when codePoint == quote:
                output.Append('\\').Append(quote);
                break;
            case >= 0x20 and < 0x7F:
                output.Append((char)codePoint);
                break;
            case var _ when PrintableCharacters.Contains(codePoint):
                Span<char> utf16 = stackalloc char[2];
                output.Append(utf16[..new Rune(codePoint).EncodeToUtf16(utf16)]);
                break;
            case < 0x100:
                AppendHex(output, 'x', codePoint, 2);
                break;
            case < 0x10000:
                AppendHex(output, 'u', codePoint, 4);
                break;
            default:
                AppendHex(output, 'U', codePoint, 8);
                break;
        }
    }

    private static void AppendHex(StringBuilder output, char letter, int value, int digits)
    {
        output.Append('\\').Append(letter);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        {
            output.Append("0123456789abcdef"[(value >> shift) & 15]);
        }
    }
}
