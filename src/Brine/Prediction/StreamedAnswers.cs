namespace Brine;

/// <summary>Asks a model about a file block by block, on all processors, and writes the answers in the order of the file, in memory that
/// does not grow with it.</summary>
/// <param name="answers">The model, and what stands beside its answers.</param>
/// <param name="source">The file.</param>
/// <param name="limit">How many rows are answered at most.</param>
internal sealed class StreamedAnswers(RowAnswers answers, RowSource source, long limit)
{
    private readonly List<RowAnswer> _waiting = [];
    private IReadOnlyList<string>? _names;

    /// <summary>How many rows were written.</summary>
    internal long RowCount { get; private set; }

    /// <summary>How many of them have no answer.</summary>
    internal long FailedRowCount { get; private set; }

    /// <summary>The columns of the data that the model does not use.</summary>
    internal IReadOnlyList<string> UnusedColumns { get; private set; } = [];

    /// <summary>Told how many rows are done, and which share of the file they are.</summary>
    internal Action<long, double>? OnProgress { get; init; }

    /// <summary>Stops the work.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>Answers the file.</summary>
    /// <param name="save">Called with what writes the answers, and perhaps once more: what was written counts when that gives true, and
    /// is dropped otherwise.</param>
    /// <returns>False where the file has to be read whole: then nothing counts.</returns>
    /// <exception cref="ModelInputException">The rows are no table, or do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal bool TryRun(Func<Func<AnswerSink, bool>, bool> save)
    {
        try
        {
            return source.Begin() && (save(TryAnswer) || (source.LearnAll() && save(TryAnswer)));
        }
        catch (InvalidDataException)
        {
            // A packed file of several parts, or a damaged one: unpacked whole it is read, or refused for what it is.
            return false;
        }
    }

    /// <summary>Answers the file to a sink that takes nothing back: the kinds of the columns are learned from all rows before the first
    /// answer.</summary>
    /// <returns>False where the file has to be read whole: then nothing was written.</returns>
    /// <exception cref="IOException">The file changed while it was read.</exception>
    internal bool TryRunOnce(AnswerSink sink)
    {
        try
        {
            if (!source.Begin() || !source.LearnAll())
            {
                return false;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return TryAnswer(sink) ? true : throw new IOException("the file changed while it was read");
    }

    private bool TryAnswer(AnswerSink sink)
    {
        (RowCount, FailedRowCount, _names) = (0, 0, null);
        _waiting.Clear();
        var work = new OrderedWork<(RowBlock Block, BlockStart Start), Done?>(item => Answer(item.Block, item.Start, sink));
        foreach (((RowBlock block, _), Func<Done?> answered) in work.Run(Counted()))
        {
            Cancellation.ThrowIfCancellationRequested();
            if (answered() is not { } done)
            {
                return false;
            }

            if (done.Count > 0)
            {
                Write(sink, done);
                OnProgress?.Invoke(RowCount, block.Share);
            }

            if (RowCount >= limit)
            {
                break;
            }
        }

        Finish(sink);
        return RowCount > 0;
    }

    private IEnumerable<(RowBlock Block, BlockStart Start)> Counted()
    {
        BlockStart start = BlockStart.OfFirst();
        foreach (RowBlock block in source.Read())
        {
            yield return (block, start);
            start = start.Next();
        }
    }

    private Done? Answer(RowBlock block, BlockStart start, AnswerSink sink)
    {
        int? found;
        try
        {
            found = block.Parse();
        }
        catch
        {
            start.Fail();
            throw;
        }

        if (found is null)
        {
            start.Fail();
            return null;
        }

        long before = start.Before;
        start.Tell(before + found.Value);
        int taken = (int)Math.Min(found.Value, Math.Max(0, limit - before));
        if (taken == 0)
        {
            return new Done(0, null, null, null);
        }

        RowNumbers.StartAt(before);
        if (block.Make(taken) is not { } rows)
        {
            return null;
        }

        if (!answers.NeedsFields)
        {
            block.Release();
        }

        return Prepare(answers.Answer(rows, before), taken, sink);
    }

    private static Done Prepare(RowAnswer answer, int count, AnswerSink sink)
    {
        AnswerTable? table = answer.Prediction is null ? null : answer.Table();
        return new Done(count, answer, table, table is null ? null : sink.Prepare(table));
    }

    /// <summary>Rows of which none has an answer wait until the names of the answers are known.</summary>
    private void Write(AnswerSink sink, Done done)
    {
        RowCount += done.Count;
        FailedRowCount += done.Answer!.FailedRowCount;
        if (done.Table is null && _names is null)
        {
            _waiting.Add(done.Answer);
            return;
        }

        if (_names is null)
        {
            UnusedColumns = done.Answer.Prediction!.UnusedColumns;
            WriteWaiting(sink, done.Answer.Answers.Names);
        }

        AnswerTable table = done.Table ?? done.Answer.Table(_names);
        sink.Write(table, done.Prepared ?? sink.Prepare(table));
    }

    private void Finish(AnswerSink sink)
    {
        if (_names is null && _waiting.Count > 0)
        {
            WriteWaiting(sink, answers.Methods);
        }

        sink.Finish();
    }

    private void WriteWaiting(AnswerSink sink, IReadOnlyList<string> names)
    {
        _names = names;
        foreach (RowAnswer answer in _waiting)
        {
            AnswerTable table = answer.Table(names);
            sink.Write(table, sink.Prepare(table));
        }

        _waiting.Clear();
    }

    private sealed record Done(int Count, RowAnswer? Answer, AnswerTable? Table, object? Prepared);
}
