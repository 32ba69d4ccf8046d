using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>The stack, the marks and the memo.</summary>
public sealed partial class Unpickler
{
    private PyValue[] _memo = new PyValue[32];
    private ulong[] _memoSet = new ulong[1];
    private Dictionary<long, PyValue>? _sparseMemo;
    private int _memoCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ref PickleReader reader, PyValue value)
    {
        if (_top == _stack.Length)
        {
            GrowStack(ref reader);
        }

        _stack[_top++] = value;
    }

    private void GrowStack(ref PickleReader reader)
    {
        if (_top >= reader.Limits.MaxStack)
        {
            reader.ThrowLimit("LimitStack", $"the pickle stacks up more than {reader.Limits.MaxStack} values");
        }

        Array.Resize(ref _stack, (int)Math.Min((long)_stack.Length * 2, Array.MaxLength));
    }

    private void PushMark(ref PickleReader reader)
    {
        if (_markCount == _marks.Length)
        {
            if (_markCount >= reader.Limits.MaxMarks)
            {
                reader.ThrowLimit("LimitMarks", $"the pickle stacks up more than {reader.Limits.MaxMarks} marks");
            }

            Array.Resize(ref _marks, _marks.Length * 2);
        }

        _marks[_markCount++] = _top;
    }

    /// <summary>Takes the topmost mark; the values above it are the items.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PopMark(ref PickleReader reader)
    {
        if (_markCount == 0)
        {
            reader.Throw("FormatStack", "a mark is missing; the file is corrupt, or no pickle");
        }

        return _marks[--_markCount];
    }

    /// <summary>Makes sure of <paramref name="count"/> values above the topmost mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Need(ref PickleReader reader, int count)
    {
        int floor = _markCount == 0 ? 0 : _marks[_markCount - 1];
        if (_top - floor < count)
        {
            reader.Throw("FormatStack", floor == 0 ? "the stack is empty; the file is corrupt, or no pickle" : "a mark stands where a value should be; the file is corrupt");
        }
    }

    private void Replace(ref PickleReader reader, int mark, PyValue value)
    {
        _top = mark;
        Push(ref reader, value);
    }

    private void PushTuple(ref PickleReader reader, int count)
    {
        Need(ref reader, count);
        _top -= count;
        Push(ref reader, new PyTuple(_stack.AsSpan(_top, count).ToArray()));
    }

    /// <summary>Makes sure of a value below the items, above the mark before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NeedBelow(ref PickleReader reader, int first)
    {
        if (first <= (_markCount == 0 ? 0 : _marks[_markCount - 1]))
        {
            reader.Throw("FormatStack", "a mark stands where the list, dict or set should be; the file is corrupt");
        }
    }

    private void Append(ref PickleReader reader, int first)
    {
        NeedBelow(ref reader, first);
        ReadOnlySpan<PyValue> items = _stack.AsSpan(first, _top - first);
        object? target = _stack[first - 1].Reference;
        if (items.IsEmpty)
        {
            return;
        }

        if (target is PyList list)
        {
            list.AddRange(items);
        }
        else if (target is PyObject instance)
        {
            instance.EnsureListItems().AddRange(items);
        }
        else
        {
            reader.Throw("FormatStack", "items are appended to something that is no list; the file is corrupt, or no pickle");
        }

        _top = first;
    }

    private void SetItems(ref PickleReader reader, int first)
    {
        NeedBelow(ref reader, first);
        if (first == _top)
        {
            return;
        }

        object? target = _stack[first - 1].Reference;
        PyDict? dict = target as PyDict ?? (target as PyObject)?.EnsureDictItems();
        if (dict is null)
        {
            reader.Throw("FormatStack", "items are set on something that is no dict; the file is corrupt, or no pickle");
        }

        SetItems(ref reader, dict, first);
        _top = first;
    }

    private void SetItems(ref PickleReader reader, PyDict dict, int first)
    {
        if (((_top - first) & 1) != 0)
        {
            reader.Throw("FormatStack", "a dict has a key without a value; the file is corrupt");
        }

        for (int i = first; i < _top; i += 2)
        {
            CheckKey(ref reader, _stack[i]);
            dict[_stack[i]] = _stack[i + 1];
        }
    }

    private void AddItems(ref PickleReader reader, PySet set, int first)
    {
        for (int i = first; i < _top; i++)
        {
            CheckKey(ref reader, _stack[i]);
            set.Add(_stack[i]);
        }
    }

    private static void CheckKey(ref PickleReader reader, PyValue key)
    {
        if (key.Kind == PyKind.Tuple)
        {
            PyEquality.Hash(key);
        }

        if (PyEquality.IsUnhashable(key.Kind) || key.As<PyTuple>() is { IsUnhashable: true })
        {
            reader.Throw("FormatKey", $"a {key.Kind.ToString().ToLowerInvariant()}{(key.Kind == PyKind.Tuple ? " with a list, dict or set inside" : "")} stands where a dict key or set item should be, which Python refuses too");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Memoize(ref PickleReader reader, long index, PyValue value)
    {
        if ((ulong)index < (ulong)_memo.Length)
        {
            ref ulong word = ref _memoSet[index >> 6];
            ulong bit = 1UL << (int)(index & 63);
            _memoCount += (word & bit) == 0 ? 1 : 0;
            word |= bit;
            _memo[index] = value;
            return;
        }

        MemoizeSlowly(ref reader, index, value);
    }

    /// <summary>Indexes far beyond the number of entries go to a dictionary: a file cannot make the array grow by naming a large one.</summary>
    private void MemoizeSlowly(ref PickleReader reader, long index, PyValue value)
    {
        if (_memoCount >= reader.Limits.MaxMemo || index > int.MaxValue)
        {
            reader.ThrowLimit("LimitMemo", $"memo entry {index} is over the limit of {reader.Limits.MaxMemo} entries");
        }

        if (index < ((long)_memoCount * 2) + 1024)
        {
            Array.Resize(ref _memo, (int)Math.Min(Math.Max(index + 1, (long)_memo.Length * 2), Array.MaxLength));
            Array.Resize(ref _memoSet, (_memo.Length >> 6) + 1);
            if (_sparseMemo is not null)
            {
                foreach ((long sparse, PyValue kept) in _sparseMemo.Where(entry => entry.Key < _memo.Length).ToArray())
                {
                    _sparseMemo.Remove(sparse);
                    _memo[sparse] = kept;
                    _memoSet[sparse >> 6] |= 1UL << (int)(sparse & 63);
                }
            }

            Memoize(ref reader, index, value);
            return;
        }

        _sparseMemo ??= [];
        _memoCount += _sparseMemo.ContainsKey(index) ? 0 : 1;
        _sparseMemo[index] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PyValue Recall(ref PickleReader reader, long index)
    {
        if ((ulong)index < (ulong)_memo.Length && (_memoSet[index >> 6] & (1UL << (int)(index & 63))) != 0)
        {
            return _memo[index];
        }

        PyValue value = default;
        if (_sparseMemo is null || !_sparseMemo.TryGetValue(index, out value))
        {
            reader.Throw("FormatMemo", $"memo entry {index} is used before it is set; the file is corrupt, or no pickle");
        }

        return value;
    }

    private long ReadIndexLine(ref PickleReader reader)
    {
        BigInteger? index = IntegerText.Parse(ReadFilledLine(ref reader), anyBase: false, 32);
        if (index is not { Sign: >= 0 } || index > int.MaxValue)
        {
            reader.Throw("FormatMemo", "the text of a memo index is no index; the file is corrupt, or no pickle");
        }

        return (long)index.Value;
    }
}
