using Brine.Pickling;

namespace Brine;

/// <summary>
/// JSON with a record a line, read block by block in memory that does not grow with the file. The columns are typed as those of the whole
/// file: as the first block shows them, and where a
/// later one shows something else, by a pass over all of them.
/// </summary>
/// <param name="options">How the data is read.</param>
/// <param name="open">Opens the file at its beginning.</param>
/// <param name="blockBytes">About how many bytes of the file are read at once.</param>
/// <param name="limit">How many records are looked at, at most.</param>
/// <param name="mayReadWhole">True for a file that can be read whole where a line is no record: later records may stand on several lines
/// each.</param>
internal sealed class JsonLinesSource(DataOptions options, Func<RowStream> open, int blockBytes, long limit, bool mayReadWhole) : RowSource
{
    private JsonTyping _typing = New(options);

    /// <summary>True where a file begins with an object on a line of its own and another one below it.</summary>
    internal static bool IsLines(ReadOnlySpan<byte> start)
    {
        start = start.TrimStart(" \t\r\n\ufeff"u8);
        int end = start.IndexOf((byte)'\n');
        return end > 0 && start[0] == (byte)'{' && start[..end].TrimEnd(" \t\r"u8)[^1] == (byte)'}'
            && start[end..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    internal override bool Begin()
    {
        using RowStream file = open();
        try
        {
            if (new JsonLineReader(file.Content, blockBytes).Read() is not var (text, line)
                || Take(Parse(text, line), limit) is not { Count: > 0 } records || records.Any(record => record.Reference is not PyDict))
            {
                return false;
            }

            _typing.Learn(_typing.CellsOf(records), records.Count);
        }
        catch (ModelInputException)
        {
            // A record on several lines, or what is no record: the file read whole shows which.
            return false;
        }

        return !_typing.NeedsAllRows;
    }

    internal override bool LearnAll()
    {
        using RowStream file = open();
        JsonTyping typing = New(options);
        long left = limit;
        var work = new OrderedWork<(ReadOnlyMemory<byte> Text, long Line), List<PyValue>?>(block => TryParse(block.Text, block.Line));
        foreach ((_, Func<List<PyValue>?> parsed) in work.Run(Blocks(file)))
        {
            if (parsed() is not { } found)
            {
                return false;
            }

            IReadOnlyList<PyValue> records = Take(found, left);
            RowNumbers.StartAt(limit - left);
            typing.Learn(typing.CellsOf(records), records.Count);
            left -= records.Count;
            if (left <= 0)
            {
                break;
            }
        }

        RowNumbers.StartAt(0);
        _typing = typing;
        return !typing.NeedsAllRows;
    }

    internal override IEnumerable<RowBlock> Read()
    {
        using RowStream file = open();
        foreach ((ReadOnlyMemory<byte> text, long line) in Blocks(file))
        {
            yield return new Records(this, text, line, file.Share);
        }
    }

    private static JsonTyping New(DataOptions options) =>
        new(options.Model is { } model && KnownColumns.Of(model, options.Columns, options.Beside) is { } columns ? columns.Kinds : null,
            options.Limits);

    private static IReadOnlyList<PyValue> Take(List<PyValue> records, long most) => records.Count <= most ? records : records[..(int)most];

    private IEnumerable<(ReadOnlyMemory<byte> Text, long Line)> Blocks(RowStream file)
    {
        var reader = new JsonLineReader(file.Content, blockBytes);
        while (reader.Read() is { } block)
        {
            yield return block;
        }
    }

    /// <summary>The records of some lines; null where the file has to be read whole.</summary>
    /// <exception cref="ModelInputException">The lines are no JSON.</exception>
    private List<PyValue>? TryParse(ReadOnlyMemory<byte> text, long firstLine)
    {
        try
        {
            return Parse(text, firstLine);
        }
        catch (ModelInputException) when (mayReadWhole)
        {
            return null;
        }
    }

    /// <exception cref="ModelInputException">The lines are no JSON.</exception>
    private List<PyValue> Parse(ReadOnlyMemory<byte> text, long firstLine)
    {
        try
        {
            return JsonText.ReadAll(text, options.Limits);
        }
        catch (PickleFormatException error)
        {
            long line = firstLine + (error.Offset is > 0 and var offset ? text.Span[..(int)Math.Min(offset, text.Length)].Count((byte)'\n')
                : 0);
            throw JsonTable.Bad($"line {line}: {error.Message}");
        }
    }

    private sealed class Records(JsonLinesSource source, ReadOnlyMemory<byte> text, long line, double share) : RowBlock
    {
        private List<PyValue> _records = [];

        internal override double Share => share;

        internal override int? Parse()
        {
            if (source.TryParse(text, line) is not { } records)
            {
                return null;
            }

            _records = records;
            return records.Count;
        }

        internal override DataRows? Make(int count) => source._typing.Make(Take(_records, count)) is { } table ? new DataRows(table) : null;
    }
}
