using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Brine.Pickling;

/// <summary>Writes the text forms inside pickles; the mirror of <see cref="PickleText"/>.</summary>
internal static class PickleTextWriter
{
    private const char EndOfFile = '\x1a';

    /// <summary>The characters below U+0100 that are escaped all the same: these would end the line, or the file.</summary>
    internal static readonly SearchValues<char> Escaped = SearchValues.Create(['\\', '\0', '\n', '\r', EndOfFile]);

    /// <summary>Encodes UTF-8 as Python's <c>surrogatepass</c> does.</summary>
    /// <returns>How many bytes were written; <paramref name="target"/> has room for three a character.</returns>
    internal static int EncodeUtf8(string whole, Span<byte> target)
    {
        bool isSplit = SplitSurrogates.Has(whole);
        if (Utf8.FromUtf16(whole, target, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done && !isSplit)
        {
            return written;
        }

        ReadOnlySpan<char> text = whole;
        written = 0;
        while (!text.IsEmpty)
        {
            bool isAlone = isSplit && char.IsSurrogate(text[0]);
            if (!isAlone && Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) == OperationStatus.Done)
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

    /// <summary>Protocol 0 text: latin-1, and <c>\uXXXX</c> or <c>\UXXXXXXXX</c> for what it lacks and for what would end the
    /// line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isPython2">Escape only the backslash and the line feed, as Python 2 does.</param>
    internal static string EncodeRawUnicodeEscape(string text, bool isPython2 = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\x1b', '\xff') && !text.Contains('\\'))
        {
            return text;
        }

        bool isSplit = SplitSurrogates.Has(text);
        var line = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (!isSplit && char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(character, text[++i]):x8}");
            }
            else if (character is > '\xff' or '\\' or '\n' || (!isPython2 && character is '\0' or '\r' or EndOfFile))
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

    /// <summary>C's <c>%.17g</c>.</summary>
    internal static string FloatOf17Digits(double value) =>
        double.IsFinite(value) ? value.ToString("G17", CultureInfo.InvariantCulture).Replace('E', 'e') : PyLiteral.Float(value);

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
