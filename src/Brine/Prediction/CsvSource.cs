using System.Text.Unicode;

namespace Brine;

/// <summary>
/// A CSV that is read block by block, in memory that does not grow with the file. The columns are typed as those of the whole file: as
/// the first block shows them, and where a later one
/// shows something else, by a pass over all of them.
/// </summary>
/// <param name="options">How the CSV is read.</param>
/// <param name="open">Opens the file at its beginning.</param>
/// <param name="blockBytes">About how many bytes of the file are read at once.</param>
/// <param name="limit">How many rows are looked at, at most.</param>
/// <param name="keepsRagged">True to keep rows with too many or too few fields aside, which are refused otherwise.</param>
internal sealed class CsvSource(DataOptions options, Func<RowStream> open, int blockBytes, long limit, bool keepsRagged) : RowSource
{
    private CsvTyping? _typing;

    private bool KeepsRagged => keepsRagged;

    internal override bool Begin()
    {
        using RowStream file = open();
        foreach ((CsvBlock block, _) in Blocks(file))
        {
            if (ShapesOf(block, limit) is not var (count, shapes) || count == 0)
            {
                return false;
            }

            _typing!.Learn(shapes);
            DataFile.NoteNumbers(_typing.Names, options);
            return !_typing.NeedsAllRows;
        }

        return false;
    }

    internal override bool LearnAll()
    {
        using RowStream file = open();
        CsvTyping typing = _typing!;
        long left = limit;
        var blocks = new OrderedWork<(CsvBlock Block, double), (int Count, CsvShape[] Shapes)?>(source =>
            ShapesOf(source.Block, long.MaxValue));
        foreach (((CsvBlock block, _), Func<(int, CsvShape[])?> shapes) in blocks.Run(Blocks(file)))
        {
            if (shapes() is not var (count, found))
            {
                return false;
            }

            if (count > left)
            {
                (count, found) = ShapesOf(block, left)!.Value;
            }

            typing.Learn(found);
            left -= count;
            if (left <= 0)
            {
                break;
            }
        }

        return !typing.NeedsAllRows;
    }

    internal override IEnumerable<RowBlock> Read()
    {
        using RowStream file = open();
        foreach ((CsvBlock block, double share) in Blocks(file))
        {
            yield return new Rows(this, block, share);
        }
    }

    private (int Count, CsvShape[] Shapes)? ShapesOf(CsvBlock block, long most)
    {
        if (!Utf8.IsValid(block.Text.Span))
        {
            return null;
        }

        CsvContent rows = _typing!.Read(block, keepsRagged).Take((int)Math.Min(most, int.MaxValue));
        return (rows.RowCount + rows.Ragged.Count, _typing.ShapesOf(rows));
    }

    /// <summary>The blocks of rows of the file, and which share of it has been read with each; the header, which stands in the first, is
    /// taken off.</summary>
    private IEnumerable<(CsvBlock Block, double Share)> Blocks(RowStream file)
    {
        CsvOptions csv = DataFile.CsvOf(options);
        var reader = new CsvBlockReader(file.Content, blockBytes);
        bool isFirst = true;
        while (reader.Read(csv) is { } block)
        {
            if (isFirst)
            {
                Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds = options.Estimator is { } model
                    && KnownColumns.Of(model, options.Columns, options.Beside, _typing is null ? options.OnNote : null) is { } columns
                        ? columns.Kinds : null;
                CsvTyping typing = CsvTyping.OfHeader(block, reader.Delimiter, csv, kinds, out block);
                _typing ??= typing;
                isFirst = false;
            }

            yield return (block, file.Share);
        }
    }

    private sealed class Rows(CsvSource source, CsvBlock block, double share) : RowBlock
    {
        private CsvContent? _content;

        internal override double Share => share;

        internal override int? Parse()
        {
            if (!Utf8.IsValid(block.Text.Span))
            {
                return null;
            }

            _content = source._typing!.Read(block, source.KeepsRagged);
            return _content.RowCount + _content.Ragged.Count;
        }

        internal override DataRows? Make(int count)
        {
            CsvContent content = _content!.Take(count);
            return source._typing!.Make(content) is { } table ? new DataRows(table, content) : null;
        }

        internal override void Release()
        {
            _content!.Release();
            block.Release();
        }
    }
}
