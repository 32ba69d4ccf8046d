using System.Buffers.Binary;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tables;

namespace Brine;

/// <summary>
/// Reads the record batches of an Arrow file or stream. A file is a stream between two marks, with a footer behind it that tells where
/// each batch lies; the batches are read in order, so
/// that the footer is needed for nothing but to know where they end.
/// </summary>
internal sealed class ArrowTableReader : TableReader
{
    private const int LargestMessage = 1 << 28;

    /// <summary>Rows that are read at once of a batch that is not packed: a multiple of eight.</summary>
    private const int RowsOfAPart = 1 << 13;

    private readonly Stream _file;
    private readonly long _end;
    private readonly ArrowColumn[] _columns = [];
    private readonly bool[] _isChosen = [];
    private readonly PandasMetadata _pandas = PandasMetadata.None;
    private readonly Dictionary<long, ArrowColumn> _dictionaryColumns = [];
    private readonly Dictionary<long, Column> _dictionaries = [];
    private bool _isAnyRead;
    private ArrowBatch? _batch;
    private long _nextRow;
    private long _nextMessage;

    internal ArrowTableReader(Stream file, TableReadOptions options)
    {
        _file = file;
        try
        {
            _end = Guarded(() => Begin(file));
            _nextMessage = file.Position;
            FlatTable schema = Guarded(() => NextMessage() is { Type: 1, Header: { } header } ? header
                : throw new InvalidDataException("it does not begin with a schema"));
            _columns = Guarded(() => Columns(schema));
            _pandas = Guarded(() => PandasMetadata.Read(Notes(schema)));
            int[] plain = [.. Enumerable.Range(0, _columns.Length).Where(i => !_pandas.IsIndex(_columns[i].Name))];
            ColumnNames = [.. plain.Select(i => _columns[i].Name)];
            _isChosen = new bool[_columns.Length];
            foreach (int place in options.Choose(ColumnNames))
            {
                ArrowColumn column = _columns[plain[place]];
                _isChosen[plain[place]] = column.IsRead ? true
                    : throw new ModelInputException("InputTable",
                        $"the column '{column.Name}' of the Arrow table holds values of the kind {column.Type}, which no table of Brine's "
                            + $"holds: leave it out");
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> ColumnNames { get; } = [];

    public override double Share => Math.Min(1, _nextMessage / Math.Max(1.0, _end));

    public override Table? Read() => Guarded(ReadNext);

    protected override void Dispose(bool disposing) => _file.Dispose();

    private Table? ReadNext()
    {
        if (_batch is not null)
        {
            return ReadPart(_batch);
        }

        while (NextMessage() is { } message)
        {
            switch (message.Type)
            {
                case 2:
                    ReadDictionary(message.Header, BodyOf(message));
                    break;
                case 3:
                    _isAnyRead = true;
                    return ReadBatch(message);
            }
        }

        _nextMessage = _end;
        if (_isAnyRead)
        {
            return null;
        }

        _isAnyRead = true;
        return new Table([.. _columns.Where((_, i) => _isChosen[i]).Select(column => Column.OfText(column.Name, []))]);
    }

    /// <summary>A batch: whole where it is small or packed, else in parts, of which each is read from the file when it is wanted.</summary>
    private Table ReadBatch(Message message)
    {
        bool hasParts = message.Header.Int64(0) > 2 * RowsOfAPart && ArrowBatch.CodecOf(message.Header) == Codec.None
            && !_columns.Where((column, i) => _isChosen[i] && !column.HasParts).Any();
        var batch = new ArrowBatch(message.Header,
            hasParts ? new ArrowBody(_file, _nextMessage - message.BodyLength, message.BodyLength) : BodyOf(message));
        CheckRows(batch.Length);
        if (!hasParts)
        {
            return TableOf(batch);
        }

        (_batch, _nextRow) = (batch, 0);
        return ReadPart(batch);
    }

    private Table ReadPart(ArrowBatch batch)
    {
        batch.Take(_nextRow, Math.Min(RowsOfAPart, batch.Length - _nextRow));
        _nextRow += batch.RowCount;
        Table part = TableOf(batch);
        if (_nextRow >= batch.Length)
        {
            _batch = null;
        }

        return part;
    }

    private Table TableOf(ArrowBatch batch)
    {
        var columns = new List<Column>();
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_isChosen[i])
            {
                columns.Add(ArrowValues.Read(_columns[i], batch, _dictionaries, _pandas.IsNullable(_columns[i].Name)));
            }
            else
            {
                batch.Skip(_columns[i]);
            }
        }

        return columns.Count > 0 && columns.TrueForAll(column => column.Length == batch.RowCount) ? new Table(columns)
            : throw new InvalidDataException("a batch has columns of another length than it says");
    }

    private ArrowBody BodyOf(Message message)
    {
        if (message.BodyLength > Array.MaxLength)
        {
            throw new InvalidDataException($"the body of a message should have {message.BodyLength} bytes");
        }

        byte[] body = GC.AllocateUninitializedArray<byte>((int)message.BodyLength);
        _file.ReadExactly(body);
        return new ArrowBody(body);
    }

    private void ReadDictionary(FlatTable header, ArrowBody body)
    {
        long id = header.Int64(0);
        if (!_dictionaryColumns.TryGetValue(id, out ArrowColumn? column) || !column.IsRead || header.Table(1) is not { } words)
        {
            // The dictionary of a column that is left out.
            return;
        }

        var batch = new ArrowBatch(words, body);
        CheckRows(batch.Length);
        Column more = ArrowValues.Read(column.Words, batch, _dictionaries, isNullable: false);
        _dictionaries[id] = header.Flag(2) && _dictionaries.TryGetValue(id, out Column? known)
            ? TypedColumns.Join([new Table(known), new Table(more)]).Columns[0] : more;
    }

    /// <summary>A number of rows is believed only as far as the file is large.</summary>
    private void CheckRows(long rows)
    {
        Limits limits = Limits.Default;
        double most = Math.Max(64L << 20, Math.Min(limits.MaxDecompressionRatio * _file.Length, limits.MaxDecompressedBytes));
        if (rows < 0 || rows > int.MaxValue || rows * (double)sizeof(double) * Math.Max(1, _columns.Length) > most)
        {
            throw new PickleLimitException("LimitDecompression",
                $"a batch of the Arrow table, which has {_file.Length} bytes, claims {rows} rows of {_columns.Length} columns, over the "
                    + $"limits");
        }
    }

    /// <summary>Goes to the first message, and says where the last ends.</summary>
    private static long Begin(Stream file)
    {
        const int Mark = 8, Tail = 10;
        Span<byte> head = stackalloc byte[Mark], tail = stackalloc byte[Tail];
        file.ReadExactly(head);
        if (head.StartsWith("FEA1"u8))
        {
            throw new ModelInputException("InputTable",
                "the file is Feather's first version, which ended in 2020: save it anew, as Feather or Parquet");
        }

        if (!head.StartsWith("ARROW1"u8))
        {
            file.Position = 0;
            return file.Length;
        }

        if (file.Length < Mark + Tail)
        {
            throw new InvalidDataException("it is cut off");
        }

        file.Position = file.Length - Tail;
        file.ReadExactly(tail);
        file.Position = Mark;
        int footer = BinaryPrimitives.ReadInt32LittleEndian(tail);
        return !tail[4..].SequenceEqual("ARROW1"u8) ? throw new InvalidDataException("it does not end as one: it may be cut off")
            : footer > 0 && footer <= file.Length - Mark - Tail ? file.Length - Tail - footer
                : throw new InvalidDataException($"its footer should have {footer} bytes");
    }

    private Message? NextMessage()
    {
        Span<byte> mark = stackalloc byte[8];
        _file.Position = _nextMessage;
        if (_file.Position + mark.Length > _end)
        {
            return null;
        }

        _file.ReadExactly(mark);
        if (BinaryPrimitives.ReadUInt32LittleEndian(mark) != uint.MaxValue)
        {
            throw new InvalidDataException("a message does not begin as one; tables of Arrow before 0.15 are not read");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(mark[4..]);
        if (length == 0)
        {
            return null;
        }

        if (length < 0 || length > LargestMessage || length > _end - _file.Position)
        {
            throw new InvalidDataException($"a message should have {length} bytes");
        }

        var bytes = new byte[length];
        _file.ReadExactly(bytes);
        FlatTable message = FlatTable.Root(bytes);
        long bodyLength = message.Int64(3);
        if (bodyLength < 0 || bodyLength > _end - _file.Position)
        {
            throw new InvalidDataException($"the body of a message should have {bodyLength} bytes");
        }

        _nextMessage = _file.Position + bodyLength;
        return message.Table(2) is { } header ? new Message(message.Byte(1), header, bodyLength)
            : throw new InvalidDataException("a message has no header");
    }

    private ArrowColumn[] Columns(FlatTable schema)
    {
        if (schema.Int16(0) != 0)
        {
            throw new InvalidDataException("its numbers are big-endian, which is not read");
        }

        var columns = new ArrowColumn[schema.Count(1)];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = ArrowColumn.Of(schema.Item(1, i));
            if (columns[i].IsDictionary)
            {
                _dictionaryColumns[columns[i].DictionaryId] = columns[i];
            }
        }

        return columns;
    }

    private static Dictionary<string, string> Notes(FlatTable schema)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < schema.Count(2); i++)
        {
            FlatTable note = schema.Item(2, i);
            notes[note.Text(0) ?? ""] = note.Text(1) ?? "";
        }

        return notes;
    }

    /// <summary>What does not lie where it should is met by an exception of a span or an array: the file is corrupt.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentException
            or IndexOutOfRangeException or OverflowException or PickleFormatException)
        {
            throw new ModelInputException("InputTable",
                $"the Arrow table is corrupt: {(error is InvalidDataException or PickleFormatException ? error.Message : "something in it "
                    + "does not lie where it should")}");
        }
    }

    private sealed record Message(byte Type, FlatTable Header, long BodyLength);
}
