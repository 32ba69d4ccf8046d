namespace Brine.Tables;

/// <summary>Cuts a text with a record a line into blocks of whole lines, so that a file is read in memory that does not grow with
/// it.</summary>
/// <param name="stream">The file, at its beginning.</param>
/// <param name="blockBytes">About how many bytes are in a block.</param>
internal sealed class JsonLineReader(Stream stream, int blockBytes)
{
    /// <summary>A line longer than this is no record.</summary>
    private const int MostBytesOfALine = 1 << 28;

    private byte[] _left = [];
    private long _line = 1;

    /// <summary>Reads the next lines.</summary>
    /// <returns>The lines, and the number of the first of them; null at the end.</returns>
    /// <exception cref="ModelInputException">A line does not end.</exception>
    internal (ReadOnlyMemory<byte> Text, long FirstLine)? Read()
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
                return (buffer.AsMemory(0, end), first);
            }

            if (buffer.Length >= MostBytesOfALine)
            {
                throw JsonTable.Bad($"line {_line} of the JSON does not end within {MostBytesOfALine >> 20} MB");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
