using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Brine.Pickling;

/// <summary>Writes the text forms inside pickles; the mirror of <see cref="PickleText"/>.</summary>
internal static class PickleTextWriter
{
    /// <summary>Encodes UTF-8 as Python's <c>surrogatepass</c> does.</summary>
    /// <returns>How many bytes were written; <paramref name="target"/> has room for three a character.</returns>
    internal static int EncodeUtf8(ReadOnlySpan<char> text, Span<byte> target)
    {
        if (Utf8.FromUtf16(text, target, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            return written;
        }

        written = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) == OperationStatus.Done)
            {
                written += rune.EncodeToUtf8(target[written..]);
                text = text[consumed..];
                continue;
            }

            // A surrogate on its own.
            char lone = text[0];
            target[written] = (byte)(0xE0 | (lone >> 12));
            target[written + 1] = (byte)(0x80 | ((lone >> 6) & 0x3F));
            target[written + 2] = (byte)(0x80 | (lone & 0x3F));
            written += 3;
            text = text[1..];
        }

        return written;
    }

    /// <summary>Protocol 0 text: latin-1, and <c>\uXXXX</c> or <c>\UXXXXXXXX</c> for what it lacks and for what would end the line.</summary>
    internal static string EncodeRawUnicodeEscape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\x1b', '\xff') && !text.Contains('\\'))
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(character, text[++i]):x8}");
            }
            else if (character is > '\xff' or '\\' or '\0' or '\n' or '\r' or '\x1a')
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }

    /// <summary>Python 2's <c>repr</c> of a string.</summary>
    internal static string QuoteByteString(ReadOnlySpan<byte> bytes)
    {
        char quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder(bytes.Length + 2).Append(quote);
        foreach (byte value in bytes)
        {
            switch (value)
            {
                case (byte)'\t':
                    text.Append("\\t");
                    break;
                case (byte)'\n':
                    text.Append("\\n");
                    break;
                case (byte)'\r':
                    text.Append("\\r");
                    break;
                case (byte)'\\':
                    text.Append("\\\\");
                    break;
                case < 0x20 or >= 0x7F:
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
                    break;
                default:
                    text.Append(value == quote ? "\\" : "").Append((char)value);
                    break;
            }
        }

        return text.Append(quote).ToString();
    }
}
