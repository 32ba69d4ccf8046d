using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Brine.Pickling;

/// <summary>The text forms inside pickles: UTF-8 with surrogates, raw-unicode-escape, quoted strings, ints and floats as text.</summary>
internal static class PickleText
{
    /// <summary>Decodes UTF-8 as Python's <c>surrogatepass</c> does; null where it is not UTF-8.</summary>
    internal static string? DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (Ascii.IsValid(bytes))
        {
            return Encoding.Latin1.GetString(bytes);
        }

        char[]? rented = null;
        Span<char> buffer = bytes.Length <= 256 ? stackalloc char[256] : (rented = ArrayPool<char>.Shared.Rent(bytes.Length));
        try
        {
            OperationStatus status = Utf8.ToUtf16(bytes, buffer, out _, out int written, replaceInvalidSequences: false);
            return status == OperationStatus.Done ? new string(buffer[..written]) : DecodeSurrogates(bytes, buffer);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private static string? DecodeSurrogates(ReadOnlySpan<byte> bytes, Span<char> buffer)
    {
        int written = 0;
        bool isSplit = false;
        while (!bytes.IsEmpty)
        {
            // Three bytes ED A0..BF xx are a surrogate on its own, which strict UTF-8 forbids and Python's pickles may hold.
            if (bytes.Length >= 3 && bytes[0] == 0xED && bytes[1] is >= 0xA0 and <= 0xBF && (bytes[2] & 0xC0) == 0x80)
            {
                buffer[written++] = (char)(0xD000 | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F));
                isSplit |= written > 1 && char.IsSurrogatePair(buffer[written - 2], buffer[written - 1]);
                bytes = bytes[3..];
                continue;
            }

            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed) != OperationStatus.Done)
            {
                return null;
            }

            written += rune.EncodeToUtf16(buffer[written..]);
            bytes = bytes[consumed..];
        }

        var text = new string(buffer[..written]);
        return isSplit ? SplitSurrogates.Mark(text) : text;
    }

    /// <summary>Decodes protocol 0 text: latin-1 with <c>\uXXXX</c> and <c>\UXXXXXXXX</c>; any other backslash stands for itself.</summary>
    internal static string? DecodeRawUnicodeEscape(ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)'\\'))
        {
            return Encoding.Latin1.GetString(line);
        }

        var text = new StringBuilder(line.Length);
        bool isSplit = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\' || i + 1 == line.Length)
            {
                text.Append((char)line[i]);
                continue;
            }

            int digits = line[i + 1] switch { (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
            if (digits == 0)
            {
                text.Append('\\').Append((char)line[++i]);
                continue;
            }

            if (i + 2 + digits > line.Length || !Utf8Parser.TryParse(line.Slice(i + 2, digits), out uint code, out int used, 'x')
                || used != digits || code > 0x10FFFF)
            {
                return null;
            }

            isSplit |= code <= 0xFFFF && text.Length > 0 && char.IsSurrogatePair(text[^1], (char)code);
            text.Append(code > 0xFFFF ? char.ConvertFromUtf32((int)code) : ((char)code).ToString());
            i += 1 + digits;
        }

        return isSplit ? SplitSurrogates.Mark(text.ToString()) : text.ToString();
    }

    /// <summary>Decodes a quoted Python 2 string with its escapes; null where quotes do not match or an escape is cut off.</summary>
    internal static byte[]? DecodeQuoted(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2 || line[0] is not ((byte)'\'' or (byte)'"') || line[^1] != line[0])
        {
            return null;
        }

        line = line[1..^1];
        var bytes = new byte[line.Length];
        int count = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                bytes[count++] = line[i];
                continue;
            }

            if (++i == line.Length)
            {
                return null;
            }

            byte escape = line[i];
            switch (escape)
            {
                case (byte)'\n':
                    break;
                case (byte)'x':
                    if (i + 2 > line.Length - 1)
                    {
                        return null;
                    }

                    if (!Utf8Parser.TryParse(line.Slice(i + 1, 2), out byte hex, out int used, 'x') || used != 2)
                    {
                        return null;
                    }

                    bytes[count++] = hex;
                    i += 2;
                    break;
                case >= (byte)'0' and <= (byte)'7':
                    int octal = 0, digits = 0;
                    for (; digits < 3 && i < line.Length && line[i] is >= (byte)'0' and <= (byte)'7'; digits++, i++)
                    {
                        octal = (octal * 8) + line[i] - '0';
                    }

                    i--;
                    bytes[count++] = (byte)octal;
                    break;
                default:
                    int known = "\\'\"abfnrtv".IndexOf((char)escape);
                    if (known < 0)
                    {
                        bytes[count++] = (byte)'\\';
                        bytes[count++] = escape;
                    }
                    else
                    {
                        bytes[count++] = (byte)"\\'\"\a\b\f\n\r\t\v"[known];
                    }

                    break;
            }
        }

        return bytes.AsSpan(0, count).ToArray();
    }

    /// <summary>Reads a float as Python prints it, <c>inf</c> and <c>nan</c> included.</summary>
    internal static bool TryParseFloat(ReadOnlySpan<byte> line, out double value)
    {
        string text = Encoding.Latin1.GetString(line.Trim(" \t\r\f\v"u8));
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value)
            && text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return true;
        }

        (value, bool known) = text.ToLowerInvariant() switch
        {
            "inf" or "+inf" or "infinity" or "+infinity" => (double.PositiveInfinity, true),
            "-inf" or "-infinity" => (double.NegativeInfinity, true),
            "nan" or "+nan" => (BitConverter.Int64BitsToDouble(0x7FF8000000000000), true),
            "-nan" => (double.NaN, true),
            _ => (0, false),
        };
        return known;
    }

    /// <summary>Reads the operand of FLOAT: no blanks, nothing behind it but what a NUL cuts off, no number too large for a
    /// double.</summary>
    internal static bool TryParseFloatLine(ReadOnlySpan<byte> line, out double value)
    {
        int end = line.IndexOf((byte)0);
        line = end < 0 ? line : line[..end];
        value = 0;
        return !line.IsEmpty && !line.ContainsAny(" \t\r\f\v"u8) && TryParseFloat(line, out value)
            && (!double.IsInfinity(value) || !line.ContainsAnyInRange((byte)'0', (byte)'9'));
    }
}
