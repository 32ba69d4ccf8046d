using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Cuts a text with a record a line into blocks of whole lines, so that a file is read in memory that does not grow with
/// it.</summary>
/// <param name="stream">The file, at its beginning.</param>
/// <param name="blockBytes">About how many bytes are in a block.</param>
internal sealed class JsonLineReader(Stream stream, int blockBytes) : JsonPartReader
{
    /// <summary>A line longer than this is no record.</summary>
    private const int MostBytesOfALine = 1 << 28;

    private byte[] _left = [];
    private long _line = 1;

    /// <summary>True where a text begins with an object on a line of its own and another one below it.</summary>
    internal static bool IsLines(ReadOnlySpan<byte> start)
    {
        start = start.TrimStart(" \t\r\n\ufeff"u8);
        int end = start.IndexOf((byte)'\n');
        return end > 0 && start[0] == (byte)'{' && start[..end].TrimEnd(" \t\r"u8)[^1] == (byte)'}'
            && start[end..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    /// <summary>True where every line that holds something begins with an object.</summary>
    internal static bool AreObjects(ReadOnlySpan<byte> text)
    {
        foreach (Range line in text.Split((byte)'\n'))
        {
            if (text[line].TrimStart(" \t\r\ufeff"u8) is [not (byte)'{', ..])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The records of lines, of which some may be no JSON.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="limits">How much a line may ask for.</param>
    /// <param name="firstLine">The number of the first line.</param>
    /// <param name="most">How many lines are looked at, at most.</param>
    /// <param name="odd">Takes the lines that are no JSON.</param>
    internal static List<PyValue> Records(ReadOnlyMemory<byte> text, Limits limits, long firstLine, long most, List<OddRow> odd)
    {
        var records = new List<PyValue>();
        foreach (Range range in text.Span.Split((byte)'\n'))
        {
            ReadOnlyMemory<byte> line = text[range];
            if (!line.Span.Trim(" \t\r\ufeff"u8).IsEmpty && records.Count + odd.Count < most)
            {
                try
                {
                    records.AddRange(JsonText.ReadAll(line, limits, firstLine));
                }
                catch (PickleException error)
                {
                    odd.Add(new OddRow(records.Count + odd.Count, "InputJson", error.Message, []));
                }
            }

            firstLine++;
        }

        return records;
    }

    internal override JsonPart? Read()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Math.Max(blockBytes, _left.Length * 2));
        _left.CopyTo(buffer, 0);
        int count = _left.Length;
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(count), buffer.Length - count, throwOnEndOfStream: false);
            bool isAtEnd = count + read < buffer.Length;
            count += read;
            if (count == 0)
            {
                return null;
            }

            int end = isAtEnd ? count : buffer.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            if (end > 0)
            {
                _left = buffer[end..count];
                long first = _line;
                _line += buffer.AsSpan(0, end).Count((byte)'\n');
                return new JsonPart(buffer.AsMemory(0, end), first);
            }

            if (buffer.Length >= MostBytesOfALine)
            {
                throw JsonTable.Bad($"line {_line} of the JSON does not end within {MostBytesOfALine >> 20} MB");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
