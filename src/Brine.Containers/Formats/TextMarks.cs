using System.Text;

namespace Brine.Containers;

/// <summary>How files of text read. Pickles of protocols 0 and 1 are nearly text: what is a web page, JSON or prose is named as such, the
/// rest may be a pickle.</summary>
internal static class TextMarks
{
    private const int Head = 4096;
    private const int TableHead = 1 << 16;

    internal static bool IsPickle(ReadOnlySpan<byte> data) =>
        PickleProbe.IsPickle(data)
            || (data.Length > 1 && data[^1] == '.' && Brine.Pickling.OpcodeTable.Find(data[0]) is { StackBefore.IsEmpty: true }
                && !LooksLikeProse(data));

    internal static bool IsGitLfsPointer(ReadOnlySpan<byte> data) => Start(data).StartsWith("version https://git-lfs.github.com/spec/"u8);

    internal static bool IsHtml(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> start = Start(data);
        string head = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 16)]);
        return head.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<head", StringComparison.OrdinalIgnoreCase);
    }

    internal static bool IsJson(ReadOnlySpan<byte> data) =>
        Start(data) is [(byte)'{' or (byte)'[', ..] && data.TrimEnd(" \t\r\n"u8)[^1] is (byte)'}' or (byte)']' && IsText(data);

    /// <summary>The first lines have one separator, as often in each; quoted ones are passed over.</summary>
    internal static bool IsTable(ReadOnlySpan<byte> data)
    {
        if (!IsText(data))
        {
            return false;
        }

        foreach (byte separator in ",;\t"u8)
        {
            if (IsTable(data[..Math.Min(data.Length, TableHead)], separator))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the first bytes are printable, or space.</summary>
    internal static bool IsText(ReadOnlySpan<byte> data)
    {
        foreach (byte value in data[..Math.Min(data.Length, Head)])
        {
            if (value is not (>= 0x20 or (byte)'\t' or (byte)'\r' or (byte)'\n') || value == 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> data) => data.TrimStart(" \t\r\n\ufeff"u8);

    private static bool IsTable(ReadOnlySpan<byte> data, byte separator)
    {
        int lines = 0, expected = 0, seen = 0;
        bool isQuoted = false;
        for (int i = 0; i < data.Length; i++)
        {
            byte value = data[i];
            isQuoted ^= value == '"';
            seen += value == separator && !isQuoted ? 1 : 0;

            // A return alone ends a line too, as on old Macs.
            if (!(value == '\n' || (value == '\r' && i + 1 < data.Length && data[i + 1] != '\n')) || isQuoted)
            {
                continue;
            }

            expected = lines == 0 ? seen : expected;
            if (expected == 0 || seen != expected)
            {
                return false;
            }

            lines++;
            seen = 0;
        }

        return lines > 1;
    }

    /// <summary>Lines with commas or spaces from the first one on: prose or CSV, where a pickle has one operand a line.</summary>
    private static bool LooksLikeProse(ReadOnlySpan<byte> data)
    {
        int end = data.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = data[..Math.Min(end < 0 ? data.Length : end, 200)];
        foreach (byte value in line)
        {
            if (value is < 0x20 and not (byte)'\r' and not (byte)'\t')
            {
                return false;
            }
        }

        if (line.IsEmpty || line[0] >= 0x80)
        {
            return false;
        }

        bool isQuoted = line.Length > 1 && line[0] == 'S' && line[1] is (byte)'\'' or (byte)'"';
        return line.IndexOfAny(", ;\t"u8) >= 0 && line[0] != '(' && !isQuoted;
    }
}
