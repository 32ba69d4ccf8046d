using System.Text;

namespace Brine.Tables;

/// <summary>Where a field lies in the text of a CSV.</summary>
/// <param name="Start">The place of its first byte, which is a quote where it begins with one.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct CsvField(int Start, int Length)
{
    internal ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    /// <summary>The content: without quotes around it, two quotes inside them as one. What stands behind the closing quote belongs to it,
    /// as spreadsheets read it.</summary>
    internal ReadOnlySpan<byte> Content(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> raw = Raw(text);
        if (raw is not [(byte)'"', ..])
        {
            return raw;
        }

        int close = raw[1..].IndexOf((byte)'"') + 1;
        return close == raw.Length - 1 ? raw[1..close] : Unescape(raw);
    }

    internal string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(Content(text));

    private static byte[] Unescape(ReadOnlySpan<byte> raw)
    {
        var content = new byte[raw.Length];
        int length = 0;
        bool isQuoted = true;
        for (int i = 1; i < raw.Length; i++)
        {
            if (isQuoted && raw[i] == (byte)'"')
            {
                if (i + 1 < raw.Length && raw[i + 1] == (byte)'"')
                {
                    i++;
                }
                else
                {
                    isQuoted = false;
                    continue;
                }
            }

            content[length++] = raw[i];
        }

        return content[..length];
    }
}
