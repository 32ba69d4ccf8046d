using System.Buffers;
using System.Text.Unicode;

namespace Brine;

/// <summary>
/// Asks a model about a CSV block by block, on all processors, in memory that does not grow with the file. The columns are typed as those
/// of the whole file: as the first block shows them, and where a later one shows something else, by a pass over all of them.
/// </summary>
internal sealed class CsvStream
{
    private readonly Predictor _predictor;
    private readonly IReadOnlyList<string> _methods;
    private readonly DataOptions _options;
    private readonly Func<Stream> _open;
    private readonly int _blockBytes;

    /// <param name="predictor">The model.</param>
    /// <param name="methods">The Python names of the methods; none for the default.</param>
    /// <param name="options">How the CSV is read.</param>
    /// <param name="open">Opens the file at its beginning.</param>
    /// <param name="blockBytes">About how many bytes of the file are read at once.</param>
    internal CsvStream(Predictor predictor, IReadOnlyList<string> methods, DataOptions options, Func<Stream> open, int blockBytes)
    {
        _predictor = predictor;
        _methods = methods;
        _options = options;
        _open = open;
        _blockBytes = blockBytes;
    }

    /// <summary>How many rows were answered.</summary>
    internal long RowCount { get; private set; }

    /// <summary>The columns of the data that the model does not use.</summary>
    internal IReadOnlyList<string> UnusedColumns { get; private set; } = [];

    /// <summary>Told how many rows are done, and which share of the file they are.</summary>
    internal Action<long, double>? OnProgress { get; init; }

    /// <summary>Answers the file.</summary>
    /// <param name="format">The form of the answers.</param>
    /// <param name="save">Called with what writes the answers, and perhaps once more: what was written counts when that gives true, and is
    /// dropped otherwise.</param>
    /// <returns>False where the file has to be read whole: then nothing counts.</returns>
    /// <exception cref="ModelInputException">The rows are no table, or do not fit the model.</exception>
    internal bool TryRun(AnswerFormat format, Func<Func<Stream, bool>, bool> save)
    {
        if (Begin() is not { } typing)
        {
            return false;
        }

        DataFile.NoteNumbers(typing.Names, _options);
        return save(output => TryAnswer(typing, format, output)) || (LearnAll(typing) && save(output => TryAnswer(typing, format, output)));
    }

    /// <summary>What the first block shows of the columns; null where the file has to be read whole.</summary>
    private CsvTyping? Begin()
    {
        using Stream file = _open();
        CsvTyping? typing = null;
        foreach (CsvBlock block in Blocks(file, () => typing, made => typing = made))
        {
            if (!Utf8.IsValid(block.Text.Span) || typing!.Read(block) is not { RowCount: > 0 } rows)
            {
                break;
            }

            typing.Learn(typing.ShapesOf(rows));
            return typing.NeedsAllRows ? null : typing;
        }

        return null;
    }

    /// <summary>Goes over all rows for what their columns are.</summary>
    private bool LearnAll(CsvTyping typing)
    {
        using Stream file = _open();
        var blocks = new OrderedWork<CsvBlock, CsvShape[]?>(
            block => Utf8.IsValid(block.Text.Span) ? typing.ShapesOf(typing.Read(block)) : null);
        foreach ((CsvBlock _, Func<CsvShape[]?> shapes) in blocks.Run(Blocks(file, () => typing, _ => { })))
        {
            if (shapes() is not { } found)
            {
                return false;
            }

            typing.Learn(found);
        }

        return !typing.NeedsAllRows;
    }

    private bool TryAnswer(CsvTyping typing, AnswerFormat format, Stream output)
    {
        using Stream file = _open();
        var text = new AnswerRows(format);
        RowCount = 0;
        long bytes = 0;
        var blocks = new OrderedWork<CsvBlock, Block?>(block => Answer(typing, block, text));
        var ends = new ArrayBufferWriter<byte>();
        foreach ((CsvBlock block, Func<Block?> answered) in blocks.Run(Blocks(file, () => typing, _ => { })))
        {
            Block? done;
            try
            {
                done = answered();
            }
            catch (ModelInputException) when (RowCount > 0)
            {
                // Once more, now that it is known which rows of the file these are.
                RowNumbers.StartAt(RowCount);
                try
                {
                    done = Answer(typing, block, text);
                }
                finally
                {
                    RowNumbers.StartAt(0);
                }
            }

            if (done is null)
            {
                return false;
            }

            if (done.Names is { } names)
            {
                if (RowCount == 0)
                {
                    text.WriteStart(names, ends);
                    output.Write(ends.WrittenSpan);
                    UnusedColumns = done.UnusedColumns;
                }
                else if (format == AnswerFormat.Json)
                {
                    output.WriteByte((byte)',');
                }

                output.Write(done.Text.Span);
                RowCount += done.RowCount;
                bytes += block.Text.Length;
                OnProgress?.Invoke(RowCount, Math.Min(1, bytes / Math.Max(1.0, file.Length)));
            }
        }

        ends.ResetWrittenCount();
        text.WriteEnd(ends);
        output.Write(ends.WrittenSpan);
        return RowCount > 0;
    }

    private Block? Answer(CsvTyping typing, CsvBlock block, AnswerRows text)
    {
        if (!Utf8.IsValid(block.Text.Span))
        {
            return null;
        }

        CsvContent rows = typing.Read(block);
        if (rows.RowCount == 0)
        {
            return new Block(null, default, 0, []);
        }

        if (typing.Make(rows) is not { } table)
        {
            return null;
        }

        Features chosen = _options.Columns is { } columns ? ColumnChoice.Take(table, columns) : table;
        Prediction prediction = _predictor.Predict(chosen, _methods);
        AnswerTable answers = prediction.ToTable();
        var buffer = new ArrayBufferWriter<byte>(answers.RowCount * 16);
        text.WriteRows(answers, isFirst: true, buffer);
        return answers.RowCount == rows.RowCount ? new Block(answers.Names, buffer.WrittenMemory, rows.RowCount, prediction.UnusedColumns)
            : null;
    }

    /// <summary>The blocks of rows of the file; the header, which stands in the first, is taken off.</summary>
    private IEnumerable<CsvBlock> Blocks(Stream file, Func<CsvTyping?> known, Action<CsvTyping> begin)
    {
        var reader = new CsvBlockReader(file, _blockBytes);
        CsvOptions csv = DataFile.CsvOf(_options);
        bool isFirst = true;
        while (reader.Read(csv) is { } block)
        {
            if (isFirst)
            {
                Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds = _options.Model is { } model
                    && KnownColumns.Of(model, _options.Columns, _options.Beside) is { } columns ? columns.Kinds : null;
                CsvTyping typing = CsvTyping.OfHeader(block, reader.Delimiter, csv, kinds, out block);
                if (known() is null)
                {
                    begin(typing);
                }

                isFirst = false;
            }

            yield return block;
        }
    }

    private sealed record Block(IReadOnlyList<string>? Names, ReadOnlyMemory<byte> Text, int RowCount, IReadOnlyList<string> UnusedColumns);
}
