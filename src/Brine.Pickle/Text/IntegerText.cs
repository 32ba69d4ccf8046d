using System.Globalization;
using System.Numerics;
using System.Text;

namespace Brine.Pickling;

/// <summary>Ints written as text, with all that CPython lets pass.</summary>
internal static class IntegerText
{
    /// <summary>Octal digits of 64 bits.</summary>
    private const int LongestC = 22;

    private const string Blanks = " \t\r\f\v\n";

    /// <summary>The operand of INT: what C's <c>strtol</c> reads with base 0, else what Python's <c>int(text, 0)</c> reads.</summary>
    /// <remarks>Follows <c>load_int</c> of <c>_pickle.c</c>: only the first knows <c>010</c> for 8, only the second <c>0b1</c>,
    /// <c>1_000</c> and numbers of any size.</remarks>
    /// <param name="line">The text.</param>
    /// <param name="maxDigits">How many digits it may have.</param>
    /// <param name="isC">True where <c>strtol</c> read it.</param>
    internal static BigInteger? ParseInt(ReadOnlySpan<byte> line, int maxDigits, out bool isC)
    {
        BigInteger? value = ParseC(line);
        isC = value is not null;
        return value ?? Parse(line, anyBase: true, maxDigits);
    }

    /// <summary>Python's <c>int(text, 0)</c>, or <c>int(text)</c>: blanks around it, a sign, a prefix, single underscores between digits; a
    /// NUL ends it.</summary>
    /// <remarks>Follows <c>PyLong_FromString</c>.</remarks>
    internal static BigInteger? Parse(ReadOnlySpan<byte> line, bool anyBase, int maxDigits)
    {
        string text = Encoding.Latin1.GetString(line);
        int end = text.IndexOf('\0', StringComparison.Ordinal);
        text = (end < 0 ? text : text[..end]).Trim([.. Blanks]);
        bool isNegative = text.StartsWith('-');
        if (text.StartsWith('-') || text.StartsWith('+'))
        {
            text = text[1..];
        }

        int bits = 0;
        bool mustBeZero = false;
        if (anyBase && text.Length > 1 && text[0] == '0')
        {
            bits = (text[1] | 0x20) switch { 'x' => 4, 'o' => 3, 'b' => 1, _ => 0 };
            mustBeZero = bits == 0;
            text = bits == 0 ? text : text.Length > 2 && text[2] == '_' ? text[3..] : text[2..];
        }

        if (text.Length > maxDigits)
        {
            throw new PickleLimitException("LimitIntegerDigits",
                $"an int is written with {text.Length} digits, over the limit of {maxDigits}");
        }

        if (text.Length == 0 || text[0] == '_' || text[^1] == '_' || text.Contains("__", StringComparison.Ordinal))
        {
            return null;
        }

        text = text.Replace("_", "", StringComparison.Ordinal);
        if (bits > 0)
        {
            return ParseDigits(text, bits) is { } number ? isNegative ? -number : number : null;
        }

        return !BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger value)
            || (mustBeZero && !value.IsZero) ? null : isNegative ? -value : value;
    }

    private static BigInteger? ParseC(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOf((byte)0);
        if (end == 0)
        {
            return BigInteger.Zero;
        }

        line = end < 0 ? line : line[..end];
        line = line.TrimStart(" \t\r\f\v"u8);
        bool isNegative = !line.IsEmpty && line[0] == '-';
        if (!line.IsEmpty && line[0] is (byte)'-' or (byte)'+')
        {
            line = line[1..];
        }

        if (line.IsEmpty)
        {
            return null;
        }

        int bits = line[0] != '0' || line.Length == 1 ? 0 : (line[1] | 0x20) == 'x' ? 4 : 3;
        Int128 value = 0;
        line = bits == 4 ? line[2..] : line;
        bool isEmpty = line.IsEmpty;
        line = line.TrimStart((byte)'0');
        if (line.Length > LongestC)
        {
            return null;
        }

        foreach (byte character in line)
        {
            int digit = char.IsAsciiHexDigit((char)character)
                ? char.IsAsciiDigit((char)character) ? character - '0' : (character | 0x20) - 'a' + 10 : 99;
            if (digit >= (bits == 0 ? 10 : 1 << bits))
            {
                return null;
            }

            value = bits == 0 ? (value * 10) + digit : (value << bits) | (uint)digit;
        }

        value = isNegative ? -value : value;
        return isEmpty || value < long.MinValue || value > long.MaxValue ? null : (BigInteger)value;
    }

    private static BigInteger? ParseDigits(string text, int bits)
    {
        BigInteger value = BigInteger.Zero;
        foreach (char character in text)
        {
            int digit = char.IsAsciiDigit(character) ? character - '0'
                : char.IsAsciiHexDigit(character) ? (character | 0x20) - 'a' + 10 : 99;
            if (digit >= 1 << bits)
            {
                return null;
            }

            value = (value << bits) | digit;
        }

        return value;
    }
}
