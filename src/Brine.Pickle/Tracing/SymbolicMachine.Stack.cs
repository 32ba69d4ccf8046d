namespace Brine.Pickling;

/// <summary>The stack, the marks, the memo, and the frames.</summary>
public sealed partial class SymbolicMachine
{
    /// <summary>Containers up to this size keep all their items, which the file pays for with as many bytes.</summary>
    private const int SmallContainer = 16;

    /// <summary>A memo index that is no index of a list that anybody filled.</summary>
    private const int FarOut = 1_000_000;

    private Symbol[] _stack = new Symbol[64];
    private int[] _marks = new int[16];
    private int _top;
    private int _markCount;
    private SymbolMemo _memo = new();
    private SymbolMemo? _earlierMemo;
    private int? _protocol;
    private int _start;
    private long _frameEnd;
    private bool _isAboveProtocol;
    private bool _hasOldString;
    private bool _isHeavy;
    private bool _isFarOut;
    private int _keptItems;

    private int Floor => _markCount == 0 ? 0 : _marks[_markCount - 1];

    private void BeginPickle(int start)
    {
        (_top, _markCount, _protocol, _start, _frameEnd) = (0, 0, null, start, -1);
        (_isAboveProtocol, _hasOldString, _isHeavy, _isFarOut) = (false, false, false, false);
        if (!_options.SharesMemo && _memo.Count > 0)
        {
            (_earlierMemo, _memo) = (_memo, new SymbolMemo());
        }
    }

    /// <summary>Looks at the opcode's protocol and at the frame around it.</summary>
    private void CheckPlace(in OpcodeReader reader)
    {
        if (_frameEnd >= 0)
        {
            if (reader.Offset >= _frameEnd)
            {
                _frameEnd = -1;
            }
            else if (reader.Position > _frameEnd)
            {
                Find(TraceFindingKind.FrameCrossed, reader, $"the opcode ends after its frame, which ends at {_frameEnd}");
                _frameEnd = -1;
            }
        }

        OpcodeInfo info = reader.Info!;
        // Python writes TUPLE2 at every protocol, for a function that sets a state.
        if (info.Protocol > (_protocol ?? 1) && info.Code is not (PickleOpcode.Proto or PickleOpcode.Tuple2) && !_isAboveProtocol)
        {
            _isAboveProtocol = true;
            Find(TraceFindingKind.OpcodeAboveProtocol, reader,
                $"the opcode is of protocol {info.Protocol}, and the pickle declares {(_protocol is { } declared ? declared : "none")}");
        }

        if (info.Code is PickleOpcode.String or PickleOpcode.Binstring or PickleOpcode.ShortBinstring && _protocol >= 3 && !_hasOldString)
        {
            _hasOldString = true;
            Find(TraceFindingKind.OldString, reader, $"an 8-bit string of Python 2 stands in a pickle of protocol {_protocol}");
        }
    }

    private void Declare(in OpcodeReader reader)
    {
        if (reader.Offset != _start)
        {
            Find(TraceFindingKind.MisplacedProtocol, reader, "PROTO is not the first opcode");
        }

        if (reader.Integer > OpcodeTable.HighestProtocol)
        {
            Find(TraceFindingKind.UnknownProtocol, reader, $"protocol {reader.Integer} does not exist");
        }

        _protocol = (int)reader.Integer;
    }

    private void BeginFrame(in OpcodeReader reader)
    {
        if (_frameEnd >= 0)
        {
            Find(TraceFindingKind.FrameNested, reader, "a frame begins inside another one");
        }

        long length = reader.Integer;
        if (length < 0 || length > _data.Length - reader.Position)
        {
            Find(TraceFindingKind.FrameTooLong, reader,
                $"a frame of {(ulong)length} bytes is announced and {_data.Length - reader.Position} are left");
            return;
        }

        _frameEnd = reader.Position + length;
    }

    private void Push(in OpcodeReader reader, Symbol symbol)
    {
        if (_top == _stack.Length)
        {
            if (_top >= _options.Limits.MaxStack)
            {
                Limit(reader, $"the pickle stacks up more than {_options.Limits.MaxStack} values");
                return;
            }

            Array.Resize(ref _stack, (int)Math.Min(_stack.Length * 2L, Array.MaxLength));
        }

        _stack[_top++] = symbol;
    }

    private void PushMark(in OpcodeReader reader)
    {
        if (_markCount == _marks.Length)
        {
            if (_markCount >= _options.Limits.MaxMarks)
            {
                Limit(reader, $"the pickle stacks up more than {_options.Limits.MaxMarks} marks");
                return;
            }

            Array.Resize(ref _marks, _marks.Length * 2);
        }

        _marks[_markCount++] = _top;
    }

    /// <summary>Makes sure of values above the topmost mark; those that are missing are unknown.</summary>
    private void Need(in OpcodeReader reader, int count)
    {
        int missing = count - (_top - Floor);
        if (missing <= 0)
        {
            return;
        }

        Find(TraceFindingKind.StackUnderflow, reader, $"{count} values are taken and {_top - Floor} are there");
        if (_top + missing > _stack.Length)
        {
            Array.Resize(ref _stack, _stack.Length * 2);
        }

        Array.Copy(_stack, Floor, _stack, Floor + missing, _top - Floor);
        Array.Clear(_stack, Floor, missing);
        _top += missing;
    }

    /// <summary>Takes the topmost mark; without one, all of the stack is above it.</summary>
    private int PopMark(in OpcodeReader reader)
    {
        if (_markCount == 0)
        {
            Find(TraceFindingKind.MarkMissing, reader, "there is no mark");
            return 0;
        }

        return _marks[--_markCount];
    }

    /// <summary>Makes sure of a value below the items, above the mark before.</summary>
    private int NeedBelow(in OpcodeReader reader, int first)
    {
        if (first > Floor)
        {
            return first;
        }

        Find(TraceFindingKind.StackUnderflow, reader, "there is nothing to add the items to");
        Push(reader, default);
        if (!_isOverLimit)
        {
            Array.Copy(_stack, first, _stack, first + 1, _top - 1 - first);
            _stack[first] = default;
        }

        return first + 1;
    }

    private void Memoize(in OpcodeReader reader, long index)
    {
        Need(reader, 1);
        if (index < 0)
        {
            Find(TraceFindingKind.BadText, reader, "the text of a memo index is not an index");
            return;
        }

        if (index > _data.Length && index > FarOut && !_isFarOut)
        {
            _isFarOut = true;
            Find(TraceFindingKind.MemoFarOut, reader, $"memo entry {index} is written in a pickle of {_data.Length} bytes");
        }

        if (_memo.Count >= _options.Limits.MaxMemo)
        {
            Limit(reader, $"memo entry {index} is over the limit of {_options.Limits.MaxMemo} entries");
            return;
        }

        if (!_memo.Set(index, _stack[_top - 1]))
        {
            Find(TraceFindingKind.MemoOverwritten, reader, $"memo entry {index} is written again");
        }
    }

    private void Recall(in OpcodeReader reader, long index)
    {
        if (!_memo.TryGet(index, out Symbol symbol))
        {
            Find(TraceFindingKind.MemoUnset, reader, $"memo entry {index} is read before it is written");
            _earlierMemo?.TryGet(index, out symbol);
        }

        Push(reader, symbol);
    }

    private SymbolicContainer Contain(SymbolKind kind, ReadOnlySpan<Symbol> items)
    {
        var container = new SymbolicContainer(kind);
        Add(container, items);
        return container;
    }

    /// <summary>Adds items to a container. Those that it has no room for count as used: it holds them.</summary>
    private void Add(SymbolicContainer container, ReadOnlySpan<Symbol> items)
    {
        int before = container.Items.Length;
        int room = Math.Min(_options.MaxItems, Math.Max(SmallContainer, before + Math.Max(0, _options.MaxKeptItems - _keptItems)));
        int added = container.Add(items, room);
        _keptItems += Math.Max(0, before + added - SmallContainer) - Math.Max(0, before - SmallContainer);
        foreach (Symbol item in items[added..])
        {
            _used.Mark(item);
        }
    }

    /// <summary>Values that are shared over and over: hashing, printing or comparing them takes time without end.</summary>
    private void CheckWeight(in OpcodeReader reader, SymbolicContainer container)
    {
        if (container.Weight > _options.MaxWeight && !_isHeavy)
        {
            _isHeavy = true;
            Find(TraceFindingKind.SharedWithoutEnd, reader,
                $"a {container.Kind} holds more than {_options.MaxWeight} values, most of them many times over");
        }
    }

    private ReadOnlySpan<Symbol> Above(int first) => _stack.AsSpan(first, _top - first);

    /// <summary>Takes all from a place on, and puts one value there.</summary>
    private void Replace(in OpcodeReader reader, int first, Symbol symbol)
    {
        Array.Clear(_stack, first, _top - first);
        _top = first;
        Push(reader, symbol);
    }
}
