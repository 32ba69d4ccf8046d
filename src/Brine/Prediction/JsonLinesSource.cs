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
    private JsonTyping _typing = New(options, options.OnNote);

    internal override bool Begin()
    {
        using RowStream file = open();
        try
        {
            if (new JsonLineReader(file.Content, blockBytes).Read() is not var (text, line)
                || Parse(text, line).Take(limit).Records is not { Count: > 0 } records
                || records.Any(record => record.Reference is not PyDict))
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
        JsonTyping typing = New(options, null);
        long left = limit;
        var work = new OrderedWork<(ReadOnlyMemory<byte> Text, long Line), JsonLineBlock?>(block => TryParse(block.Text, block.Line));
        foreach ((_, Func<JsonLineBlock?> parsed) in work.Run(Blocks(file)))
        {
            if (parsed() is not { } found)
            {
                return false;
            }

            JsonLineBlock taken = found.Take(left);
            RowNumbers.StartAt(limit - left);
            typing.Learn(typing.CellsOf(taken.Records), taken.Records.Count);
            left -= taken.Count;
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
            yield return new Lines(this, text, line, file.Share);
        }
    }

    private static JsonTyping New(DataOptions options, Action<string>? onNote) =>
        new(options.Estimator is { } model && KnownColumns.Of(model, options.Columns, options.Beside, onNote) is { } columns
            ? columns.Kinds : null, options.Limits);

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
    private JsonLineBlock? TryParse(ReadOnlyMemory<byte> text, long firstLine)
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
    private JsonLineBlock Parse(ReadOnlyMemory<byte> text, long firstLine)
    {
        try
        {
            return new JsonLineBlock(JsonText.ReadAll(text, options.Limits, firstLine), []);
        }
        catch (PickleFormatException) when (options.KeepsRagged && JsonLineReader.AreObjects(text.Span))
        {
            List<OddRow> odd = [];
            return new JsonLineBlock(JsonLineReader.Records(text, options.Limits, firstLine, long.MaxValue, odd), odd);
        }
        catch (PickleFormatException error)
        {
            throw JsonTable.Bad(error.Message);
        }
    }

    private sealed class Lines(JsonLinesSource source, ReadOnlyMemory<byte> text, long line, double share) : RowBlock
    {
        private JsonLineBlock? _block;

        internal override double Share => share;

        internal override int? Parse() => (_block = source.TryParse(text, line))?.Count;

        internal override DataRows? Make(int count)
        {
            JsonLineBlock taken = _block!.Take(count);
            return source._typing.Make(taken.Records) is { } table ? new DataRows(table, OddLines: taken.Odd) : null;
        }
    }
}
