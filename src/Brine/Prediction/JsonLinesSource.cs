using Brine.Pickling;

namespace Brine;

/// <summary>
/// JSON with a record a line, or one array of records, read block by block in memory that does not grow with the file. The columns are
/// typed as those of the whole file: as the first block shows them, and where a later one shows something else, by a pass over all of
/// them.
/// </summary>
/// <param name="options">How the data is read.</param>
/// <param name="open">Opens the file at its beginning.</param>
/// <param name="blockBytes">About how many bytes of the file are read at once.</param>
/// <param name="limit">How many records are looked at, at most.</param>
/// <param name="mayReadWhole">True for a file that can be read whole where a line is no record: later records may stand on several lines
/// each.</param>
/// <param name="isArray">True for one array of records.</param>
internal sealed class JsonLinesSource(DataOptions options, Func<RowStream> open, int blockBytes, long limit, bool mayReadWhole,
    bool isArray) : RowSource
{
    private JsonTyping _typing = New(options, options.OnNote);

    internal override bool Begin()
    {
        using RowStream file = open();
        try
        {
            if (Reader(file).Read() is not { } part
                || Parse(part).Take(limit).Records is not { Count: > 0 } records
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
        var work = new OrderedWork<JsonPart, JsonLineBlock?>(TryParse);
        foreach ((_, Func<JsonLineBlock?> parsed) in work.Run(Blocks(file)))
        {
            if (parsed() is not { } found)
            {
                return false;
            }

            JsonLineBlock taken = found.Take(left);
            RowNumbers.StartAt(limit - left);
            if (taken.Records.Count > 0)
            {
                typing.Learn(typing.CellsOf(taken.Records), taken.Records.Count);
            }

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
        foreach (JsonPart part in Blocks(file))
        {
            yield return new Lines(this, part, file.Share);
        }
    }

    private static JsonTyping New(DataOptions options, Action<string>? onNote) =>
        new(options.Estimator is { } model && KnownColumns.Of(model, options.Columns, options.Beside, onNote) is { } columns
            ? columns.Kinds : null, options.Limits);

    private JsonPartReader Reader(RowStream file) => isArray ? new JsonArrayReader(file.Content, blockBytes)
        : new JsonLineReader(file.Content, blockBytes);

    /// <summary>The parts of the file; the last one cannot be read where what follows is no record, and the file can be read
    /// whole.</summary>
    private IEnumerable<JsonPart> Blocks(RowStream file)
    {
        JsonPartReader reader = Reader(file);
        while (Next(reader, out bool isLast) is { } part)
        {
            yield return part;
            if (isLast)
            {
                yield break;
            }
        }
    }

    /// <summary>The next part; what is between the records of an array may be wrong, and read whole the file is refused for that.</summary>
    private JsonPart? Next(JsonPartReader reader, out bool isLast)
    {
        isLast = false;
        try
        {
            return reader.Read();
        }
        catch (ModelInputException) when (isArray && mayReadWhole)
        {
            isLast = true;
            return new JsonPart("]"u8.ToArray(), 1);
        }
    }

    /// <summary>The records of some lines; null where the file has to be read whole.</summary>
    /// <exception cref="ModelInputException">The lines are no JSON.</exception>
    private JsonLineBlock? TryParse(JsonPart part)
    {
        try
        {
            return Parse(part);
        }
        catch (ModelInputException) when (mayReadWhole)
        {
            return null;
        }
    }

    /// <exception cref="ModelInputException">The lines are no JSON.</exception>
    private JsonLineBlock Parse(JsonPart part)
    {
        try
        {
            return new JsonLineBlock(JsonText.ReadAll(part.Text, options.Limits, part.FirstLine, part.FirstColumn), []);
        }
        catch (PickleFormatException) when (!isArray && options.KeepsRagged && JsonLineReader.AreObjects(part.Text.Span))
        {
            List<OddRow> odd = [];
            return new JsonLineBlock(JsonLineReader.Records(part.Text, options.Limits, part.FirstLine, long.MaxValue, odd), odd);
        }
        catch (PickleFormatException error)
        {
            throw JsonTable.Bad(error.Message);
        }
    }

    private sealed class Lines(JsonLinesSource source, JsonPart part, double share) : RowBlock
    {
        private JsonLineBlock? _block;

        internal override double Share => share;

        internal override int? Parse() => (_block = source.TryParse(part))?.Count;

        internal override DataRows? Make(int count)
        {
            JsonLineBlock taken = _block!.Take(count);
            return source._typing.Make(taken.Records) is { } table ? new DataRows(table, OddLines: taken.Odd) : null;
        }
    }
}
