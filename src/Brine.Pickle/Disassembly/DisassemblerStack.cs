using System.Numerics;

namespace Brine.Pickling;

/// <summary>What <c>pickletools.dis</c> keeps of the pickle machine: kinds of things on a stack, marks, the memo.</summary>
internal sealed class DisassemblerStack(Dictionary<BigInteger, string> memo, Limits limits)
{
    private const string Mark = "mark";

    private static readonly string[]?[] Before = Parse(info => info.StackBefore);
    private static readonly string[]?[] After = Parse(info => info.StackAfter);

    private readonly List<string> _stack = [];
    private readonly Stack<int> _marks = new();
    private int _toPop;
    private string? _recalled;

    /// <summary>How many marks are open, which is how far lines are indented.</summary>
    internal int MarkDepth => _marks.Count;

    /// <summary>Looks at the opcode before its line is printed.</summary>
    /// <returns>What is wrong, in the words of <c>pickletools</c>, or null.</returns>
    internal string? Check(ref PickleReader reader, OpcodeInfo info, BigInteger? number, out string? note)
    {
        string[] before = Before[info.Code]!;
        _toPop = before.Length;
        _recalled = null;
        note = null;
        int markAt = Array.IndexOf(before, Mark);
        string? error = null;
        if (markAt >= 0 || (info.Code == Op.Pop && _stack.Count > 0 && _stack[^1] == Mark))
        {
            if (_marks.TryPop(out int position))
            {
                note = $"(MARK at {position})";
                int mark = _stack.LastIndexOf(Mark);
                if (mark < 0)
                {
                    // An opcode without a mark took the mark itself off the stack: pickletools stops in the middle of the line.
                    reader.Throw("FormatStack", "pop from empty list: the mark is gone from the stack; the file is corrupt");
                }

                _stack.RemoveRange(mark, _stack.Count - mark);
                _toPop = Math.Max(0, markAt);
            }
            else
            {
                error = note = "no MARK exists on stack";
            }
        }

        switch (info.Code)
        {
            case Op.Memoize or Op.Put or Op.Binput or Op.LongBinput:
                BigInteger index = number ?? memo.Count;
                note = number is null ? $"(as {index})" : note;
                error = memo.ContainsKey(index) ? $"memo key {(number is null ? "None" : index)} already defined"
                    : _stack.Count == 0 ? "stack is empty -- can't store into memo"
                    : _stack[^1] == Mark ? "can't store markobject in the memo" : error;
                if (error is null)
                {
                    Store(ref reader, index);
                }

                break;
            case Op.Get or Op.Binget or Op.LongBinget:
                if (!memo.TryGetValue(number ?? 0, out _recalled))
                {
                    error = $"memo key {number} has never been stored into";
                }

                break;
        }

        return error;
    }

    /// <summary>Does to the stack what the opcode does.</summary>
    internal void Apply(ref PickleReader reader, OpcodeInfo info)
    {
        if (_stack.Count < _toPop)
        {
            reader.Throw("FormatStack", $"tries to pop {_toPop} items from stack with only {_stack.Count} items");
        }

        _stack.RemoveRange(_stack.Count - _toPop, _toPop);
        if (info.Code == Op.Mark)
        {
            _marks.Push(reader.OpcodeOffset);
        }

        if (_recalled is not null)
        {
            _stack.Add(_recalled);
        }
        else
        {
            _stack.AddRange(After[info.Code]!);
        }

        if (_stack.Count > limits.MaxStack)
        {
            reader.ThrowLimit("LimitStack", $"the pickle stacks up more than {limits.MaxStack} values");
        }
    }

    internal void CheckEnd(ref PickleReader reader)
    {
        if (_stack.Count > 0)
        {
            string rest = _stack.Count <= 20 ? string.Join(", ", _stack) : string.Join(", ", _stack.Take(20)) + "...";
            reader.Throw("FormatStack", $"stack not empty after STOP: [{rest}]");
        }
    }

    private void Store(ref PickleReader reader, BigInteger index)
    {
        if (memo.Count >= limits.MaxMemo)
        {
            reader.ThrowLimit("LimitMemo", $"memo entry {index} is over the limit of {limits.MaxMemo} entries");
        }

        memo[index] = _stack[^1];
    }

    private static string[]?[] Parse(Func<OpcodeInfo, string> effect)
    {
        var byCode = new string[]?[256];
        foreach (OpcodeInfo info in OpcodeTable.All)
        {
            byCode[info.Code] = effect(info).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        return byCode;
    }
}
