namespace Brine.Pickling;

/// <summary>
/// Runs the opcodes of pickles on symbols: it tells which names a pickle imports, what it calls with which arguments and which states it
/// sets, without importing, calling or building anything. It goes on after oddities, which it reports as findings.
/// </summary>
/// <remarks>
/// The stack, marks and memo are those of CPython's <c>_pickle.c</c>. Where Python would stop, the machine supplies unknown values and goes
/// on, so that nothing hides after a deliberate error. Time is linear in the data, memory is bounded by <see cref="PickleTraceOptions"/>,
/// and nothing recurses on the depth of a pickle.
/// </remarks>
public sealed partial class SymbolicMachine
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly PickleTraceOptions _options;
    private readonly List<TracedPickle> _pickles = [];
    private readonly List<TraceEvent> _events = [];
    private readonly List<TraceFinding> _findings = [];
    private readonly UsedSymbols _used = new();
    private bool _isComplete = true;
    private bool _isOverLimit;

    private SymbolicMachine(ReadOnlyMemory<byte> data, PickleTraceOptions options)
    {
        (_data, _options) = (data, options);
        _sources = [.. Enum.GetValues<OpcodeOperand>().Select(form => new SymbolSource(data, form, SymbolKind.Text))];
        _byteStrings = new SymbolSource(data, OpcodeOperand.Bytes32, SymbolKind.ByteString);
        _quoted = new SymbolSource(data, OpcodeOperand.QuotedLine, SymbolKind.ByteString);
        _bytes = new SymbolSource(data, OpcodeOperand.Bytes32, SymbolKind.Bytes);
        _byteArrays = new SymbolSource(data, OpcodeOperand.Bytes32, SymbolKind.ByteArray);
        _integers = new SymbolSource(data, OpcodeOperand.LongInt32, SymbolKind.Integer);
    }

    /// <summary>Traces the pickles in <paramref name="data"/>, one after another.</summary>
    /// <param name="data">The bytes, decompressed; they must not change while the trace is used.</param>
    /// <param name="options">How to trace.</param>
    public static PickleTrace Run(ReadOnlyMemory<byte> data, PickleTraceOptions? options = null) =>
        new SymbolicMachine(data, options ?? new PickleTraceOptions()).RunAll();

    private PickleTrace RunAll()
    {
        int start = 0;
        while (true)
        {
            int end = RunOne(start, out TraceEnd outcome);
            if (_isOverLimit || (outcome == TraceEnd.Stop && end == _data.Length))
            {
                break;
            }

            if (outcome == TraceEnd.Stop && _pickles.Count == 1)
            {
                Find(TraceFindingKind.BytesAfterStop, end, null, $"{_data.Length - end} bytes come after STOP");
            }

            if (_pickles.Count >= _options.MaxPickles)
            {
                _isComplete = false;
                break;
            }

            start = outcome == TraceEnd.Stop && OpcodeTable.Find(_data.Span[end]) is not null ? end : NextStart(end);
            if (start > end || outcome != TraceEnd.Stop)
            {
                _isComplete = false;
                Find(TraceFindingKind.UnreadBytes, end, null, $"{start - end} bytes belong to no pickle");
            }

            if (start == _data.Length)
            {
                break;
            }
        }

        return new PickleTrace(_pickles, _events, _findings, _isComplete);
    }

    /// <summary>The place where the next pickle may begin after a broken one: a PROTO of a protocol that there is.</summary>
    private int NextStart(int after)
    {
        ReadOnlySpan<byte> data = _data.Span;
        for (int at = after + 1; at < data.Length - 1; at++)
        {
            int next = data[at..^1].IndexOf(PickleOpcode.Proto);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (data[at + 1] <= OpcodeTable.HighestProtocol)
            {
                return at;
            }
        }

        return data.Length;
    }

    /// <summary>Runs one pickle.</summary>
    /// <returns>Where it ends; for a broken one, where it broke.</returns>
    private int RunOne(int start, out TraceEnd outcome)
    {
        BeginPickle(start);
        var reader = new OpcodeReader(_data.Span, start);
        Symbol result = default;
        while (true)
        {
            OpcodeRead read = reader.TryRead();
            if (read != OpcodeRead.Done)
            {
                outcome = Break(read, reader);
                break;
            }

            CheckPlace(reader);
            if (reader.Code == PickleOpcode.Stop)
            {
                result = Stop(reader);
                outcome = TraceEnd.Stop;
                break;
            }

            Step(ref reader);
            if (_isOverLimit)
            {
                outcome = TraceEnd.Limit;
                break;
            }
        }

        int end = outcome is TraceEnd.Stop or TraceEnd.Limit ? reader.Position : reader.Offset;
        _isComplete &= outcome == TraceEnd.Stop;
        _pickles.Add(new TracedPickle(start, end - start, _protocol, outcome, result));
        return end;
    }

    private TraceEnd Break(OpcodeRead read, in OpcodeReader reader)
    {
        (TraceFindingKind kind, TraceEnd end, string message) = read switch
        {
            OpcodeRead.Unknown => (TraceFindingKind.UnknownOpcode, TraceEnd.UnknownOpcode, $"the byte 0x{reader.Code:x2} is not an opcode"),
            OpcodeRead.BadLength => (TraceFindingKind.BadLength, TraceEnd.BadLength, "a length is negative, or larger than any file"),
            _ => (TraceFindingKind.Truncated, TraceEnd.Truncated, "the data ends before STOP"),
        };
        Find(kind, reader.Offset, reader.Info?.Name, message);
        return end;
    }

    /// <summary>Takes the result, and marks what it holds as used.</summary>
    private Symbol Stop(in OpcodeReader reader)
    {
        Need(reader, 1);
        Symbol result = _stack[--_top];
        if (_top > 0 || _markCount > 0)
        {
            Find(TraceFindingKind.StackLeftOver, reader, $"{_top} values and {_markCount} marks are left on the stack");
        }

        if (_frameEnd > reader.Position)
        {
            Find(TraceFindingKind.FrameTooLong, reader, "the pickle ends inside a frame");
        }

        _used.Mark(result);
        return result;
    }

    private void Find(TraceFindingKind kind, in OpcodeReader reader, string message) =>
        Find(kind, reader.Offset, reader.Info?.Name, message);

    private void Find(TraceFindingKind kind, int offset, string? opcode, string message)
    {
        if (_findings.Count < _options.MaxFindings)
        {
            _findings.Add(new TraceFinding(kind, offset, opcode, message));
        }
        else
        {
            _isComplete = false;
        }
    }

    private void Limit(in OpcodeReader reader, string message)
    {
        if (!_isOverLimit)
        {
            (_isOverLimit, _isComplete) = (true, false);
            _findings.Add(new TraceFinding(TraceFindingKind.LimitReached, reader.Offset, reader.Info?.Name, message));
        }
    }

    private T Tell<T>(T happened)
        where T : TraceEvent
    {
        _options.OnEvent?.Invoke(happened);
        if (!_options.KeepsEvents)
        {
            return happened;
        }

        if (_events.Count < _options.MaxEvents)
        {
            _events.Add(happened);
        }
        else if (_isComplete)
        {
            _isComplete = false;
            _findings.Add(
                new TraceFinding(TraceFindingKind.LimitReached, happened.Offset, null,
                    $"only the first {_options.MaxEvents} events are kept"));
        }

        return happened;
    }
}
