using System.Buffers;

namespace Brine.Tables;

/// <summary>Cuts a CSV into blocks of whole rows, so that a file is read in memory that does not grow with it. The text is UTF-8.</summary>
internal sealed class CsvBlockReader
{
    /// <summary>A row longer than this is no row.</summary>
    private const int MostBytesOfARow = 1 << 26;

    private readonly Stream _stream;
    private readonly int _blockBytes;
    private byte[] _left = [];
    private bool _isAtEnd;
    private long _line = 1;

    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="blockBytes">About how many bytes are in a block.</param>
    internal CsvBlockReader(Stream stream, int blockBytes)
    {
        _stream = stream;
        _blockBytes = blockBytes;
    }

    /// <summary>The character between fields, which is known when the first block has been read.</summary>
    internal byte Delimiter { get; private set; }

    /// <summary>Reads the next rows.</summary>
    /// <param name="options">How the file is written.</param>
    /// <returns>The rows; null at the end.</returns>
    /// <exception cref="ModelInputException">A row does not end.</exception>
    internal CsvBlock? Read(CsvOptions options)
    {
        int room = Math.Max(_blockBytes, _left.Length * 2);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(room);
        byte[]? rented = buffer;
        _left.CopyTo(buffer, 0);
        int count = _left.Length;
        bool isFirst = Delimiter == 0;
        while (true)
        {
            count += Fill(buffer.AsSpan(count, room - count));
            if (isFirst && count > 0)
            {
                int mark = buffer.AsSpan(0, count).StartsWith("\ufeff"u8) ? 3 : 0;
                buffer.AsSpan(mark, count - mark).CopyTo(buffer);
                count -= mark;
                Delimiter = CsvContent.DelimiterOf(buffer.AsSpan(0, count), options);
                isFirst = false;
            }

            if (count == 0)
            {
                return null;
            }

            int end = _isAtEnd ? count : EndOfRows(buffer.AsSpan(0, count));
            if (end > 0)
            {
                _left = buffer[end..count];
                var block = new CsvBlock(buffer.AsMemory(0, end), _line, rented);
                _line += LinesIn(buffer.AsSpan(0, end));
                return block;
            }

            if (room >= MostBytesOfARow)
            {
                throw new ModelInputException("InputCsv",
                    $"the row in line {_line} of the CSV does not end within {MostBytesOfARow >> 20} MB");
            }

            // A row that is longer than a block lies in memory of its own.
            room *= 2;
            Array.Resize(ref buffer, room);
            rented = null;
        }
    }

    private int Fill(Span<byte> target)
    {
        int count = 0;
        while (count < target.Length)
        {
            int read = _stream.Read(target[count..]);
            if (read == 0)
            {
                _isAtEnd = true;
                break;
            }

            count += read;
        }

        return count;
    }

    /// <summary>The place behind the last row that is whole; 0 where none is.</summary>
    private int EndOfRows(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'"'))
        {
            // The last byte may be the first half of a line end.
            return Math.Max(text.LastIndexOf((byte)'\n'),
                text[..^1].LastIndexOf((byte)'\r') is var mark && mark >= 0 && text[mark + 1] != (byte)'\n' ? mark : -1) + 1;
        }

        return new CsvRows(text, Delimiter, _line).EndOfWholeRows();
    }

    /// <summary>How many lines a text has, as it is counted while rows are read.</summary>
    private static long LinesIn(ReadOnlySpan<byte> text)
    {
        int feeds = text.Count((byte)'\n'), returns = text.Count((byte)'\r');
        return returns == 0 || feeds == 0 ? feeds + returns : feeds + returns - PairsIn(text);
    }

    private static int PairsIn(ReadOnlySpan<byte> text)
    {
        int pairs = 0;
        for (int at = text.IndexOf("\r\n"u8); at >= 0; at = text.IndexOf("\r\n"u8))
        {
            pairs++;
            text = text[(at + 2)..];
        }

        return pairs;
    }
}
