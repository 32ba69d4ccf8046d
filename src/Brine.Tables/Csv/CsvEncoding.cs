using System.Text;
using System.Text.Unicode;

namespace Brine.Tables;

/// <summary>Turns the bytes of a text file into UTF-8.</summary>
internal static class CsvEncoding
{
    private static ReadOnlySpan<byte> Mark => "\ufeff"u8;

    /// <exception cref="ModelInputException">The bytes are in another encoding.</exception>
    internal static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> bytes, Encoding? encoding)
    {
        encoding ??= OfMark(bytes.Span);
        if (encoding is not null and not UTF8Encoding)
        {
            return Transcode(bytes.Span, encoding);
        }

        ReadOnlyMemory<byte> text = bytes.Span.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;
        if (Utf8.IsValid(text.Span))
        {
            return text;
        }

        // Read as something else, a name would quietly become another category.
        throw new ModelInputException("InputEncoding",
            $"the text is not UTF-8 (byte {Offset(text.Span)}): save it as UTF-8, or name its encoding, such as latin-1 or cp1252");
    }

    /// <summary>True for UTF-16 and UTF-32, in which zero bytes are part of text.</summary>
    internal static bool IsWide(ReadOnlySpan<byte> bytes) => OfMark(bytes) is not null;

    /// <summary>The encoding that a byte order mark tells, or the zero bytes of UTF-16 without one; null for UTF-8.</summary>
    private static Encoding? OfMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xfe, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        [0, 0, 0xfe, 0xff, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xff, 0xfe, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        [0xfe, 0xff, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        [not 0, 0, not 0, 0, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        [0, not 0, 0, not 0, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        _ => null,
    };

    private static byte[] Transcode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            string text = strict.GetString(bytes);
            return Encoding.UTF8.GetBytes(text.Length > 0 && text[0] == '\ufeff' ? text[1..] : text);
        }
        catch (DecoderFallbackException error)
        {
            throw new ModelInputException("InputEncoding", $"the text is not {encoding.WebName} (byte {error.Index}): name its encoding");
        }
    }

    private static int Offset(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
