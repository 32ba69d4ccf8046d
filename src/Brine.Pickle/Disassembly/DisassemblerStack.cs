using System.Numerics;

namespace Brine.Pickling;

/// <summary>The stack of kinds, the marks and the memo of <c>pickletools.dis</c>.</summary>
internal sealed class DisassemblerStack(Dictionary<BigInteger, StackKind> memo, Limits limits)
{
    private readonly List<StackKind> _stack = [];
    private readonly Stack<int> _marks = new();
    private int _toPop;
    private StackKind? _recalled;

    /// <summary>The number of open marks, by which lines are indented.</summary>
    internal int MarkDepth => _marks.Count;

    /// <summary>Looks at the opcode before its line is printed.</summary>
    /// <returns>What is wrong, in the words of <c>pickletools</c>, or null.</returns>
    internal string? Check(in OpcodeReader reader, OpcodeInfo info, BigInteger? number, out string? note)
    {
        _toPop = info.StackBefore.Length;
        _recalled = null;
        note = null;
        string? error = null;
        if (info.TakesMark || (info.Code == PickleOpcode.Pop && _stack.Count > 0 && _stack[^1] == StackKind.Mark))
        {
            if (_marks.TryPop(out int position))
            {
                note = $"(MARK at {position})";
                int mark = _stack.LastIndexOf(StackKind.Mark);
                if (mark < 0)
                {
                    // An opcode without a mark took the mark itself off the stack: pickletools stops in the middle of the line.
                    throw reader.Error("FormatStack", "pop from empty list: the mark is gone from the stack; the file is corrupt");
                }

                _stack.RemoveRange(mark, _stack.Count - mark);
                _toPop = info.TakesMark ? info.Pops : 0;
            }
            else
            {
                error = note = "no MARK exists on stack";
            }
        }

        switch (info.Code)
        {
            case PickleOpcode.Memoize or PickleOpcode.Put or PickleOpcode.Binput or PickleOpcode.LongBinput:
                BigInteger index = number ?? memo.Count;
                note = number is null ? $"(as {index})" : note;
                error = memo.ContainsKey(index) ? $"memo key {(number is null ? "None" : index)} already defined"
                    : _stack.Count == 0 ? "stack is empty -- can't store into memo"
                    : _stack[^1] == StackKind.Mark ? "can't store markobject in the memo" : error;
                if (error is null)
                {
                    Store(reader, index);
                }

                break;
            case PickleOpcode.Get or PickleOpcode.Binget or PickleOpcode.LongBinget:
                if (memo.TryGetValue(number ?? 0, out StackKind recalled))
                {
                    _recalled = recalled;
                }
                else
                {
                    error = $"memo key {number} has never been stored into";
                }

                break;
        }

        return error;
    }

    /// <summary>Does to the stack what the opcode does.</summary>
    internal void Apply(in OpcodeReader reader, OpcodeInfo info)
    {
        if (_stack.Count < _toPop)
        {
            throw reader.Error("FormatStack", $"tries to pop {_toPop} items from stack with only {_stack.Count} items");
        }

        _stack.RemoveRange(_stack.Count - _toPop, _toPop);
        if (info.Code == PickleOpcode.Mark)
        {
            _marks.Push(reader.Offset);
        }

        if (_recalled is { } recalled)
        {
            _stack.Add(recalled);
        }
        else
        {
            _stack.AddRange(info.StackAfter.AsSpan());
        }

        if (_stack.Count > limits.MaxStack)
        {
            throw reader.LimitError("LimitStack", $"the pickle stacks up more than {limits.MaxStack} values");
        }
    }

    internal void CheckEnd(in OpcodeReader reader)
    {
        if (_stack.Count > 0)
        {
            string rest = string.Join(", ", _stack.Take(20).Select(Word)) + (_stack.Count <= 20 ? "" : "...");
            throw reader.Error("FormatStack", $"stack not empty after STOP: [{rest}]");
        }
    }

    private void Store(in OpcodeReader reader, BigInteger index)
    {
        if (memo.Count >= limits.MaxMemo)
        {
            throw reader.LimitError("LimitMemo", $"memo entry {index} is over the limit of {limits.MaxMemo} entries");
        }

        memo[index] = _stack[^1];
    }

    /// <summary>The word that <c>pickletools</c> has for a kind.</summary>
    private static string Word(StackKind kind) => kind switch
    {
        StackKind.Any => "any",
        StackKind.Mark => "mark",
        StackKind.Slice => "stackslice",
        StackKind.None => "None",
        StackKind.Bool => "bool",
        StackKind.Integer => "int",
        StackKind.IntegerOrBool => "int_or_bool",
        StackKind.Float => "float",
        StackKind.Text => "str",
        StackKind.BytesOrText => "bytes_or_str",
        StackKind.Bytes => "bytes",
        StackKind.ByteArray => "bytearray",
        StackKind.Buffer => "buffer",
        StackKind.Tuple => "tuple",
        StackKind.List => "list",
        StackKind.Dict => "dict",
        StackKind.Set => "set",
        StackKind.FrozenSet => "frozenset",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
