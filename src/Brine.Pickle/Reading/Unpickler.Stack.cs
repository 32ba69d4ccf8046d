using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>The stack and the marks.</summary>
public sealed partial class Unpickler
{
    private readonly List<PyList> _unsettled = [];
    private readonly SharedKeyTable _sharedKeys = new();
    private readonly UnpicklerMemo _memo;

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
            reader.Throw("FormatStack", "a mark is missing; the file is corrupt, or not a pickle");
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
            reader.Throw("FormatStack",
                floor == 0 ? "the stack is empty; the file is corrupt, or not a pickle"
                    : "a mark stands where a value should be; the file is corrupt");
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
        Push(ref reader, PyTuple.Of(_stack.AsSpan(_top, count)));
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
            list.Load(items, _unsettled);
        }
        else if (target is PyObject instance)
        {
            instance.EnsureListItems().AddRange(items);
        }
        else
        {
            reader.Throw("FormatStack", "items are appended to something that is not a list; the file is corrupt, or not a pickle");
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
            reader.Throw("FormatStack", "items are set on something that is not a dict; the file is corrupt, or not a pickle");
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
            if (_stack[i].RawReference is PyReference)
            {
                CheckKey(ref reader, _stack[i]);
            }
        }

        dict.SetItems(_stack.AsSpan(first, _top - first), _sharedKeys);
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
            reader.Throw("FormatKey",
                $"{key.Kind.WithArticle()}{(key.Kind == PyKind.Tuple ? " with a list, dict or set inside" : "")} stands where a dict key "
                    + "or set item should be, which Python refuses too");
        }
    }

    private void Recall(ref PickleReader reader, long index)
    {
        if (!_memo.TryFind(index, out PyValue value))
        {
            reader.Throw("FormatMemo", $"memo entry {index} is used before it is set; the file is corrupt, or not a pickle");
        }

        Push(ref reader, value);
    }

    private long ReadIndexLine(ref PickleReader reader)
    {
        BigInteger? index = IntegerText.Parse(ReadFilledLine(ref reader), anyBase: false, 32);
        if (index is not { Sign: >= 0 } || index > int.MaxValue)
        {
            reader.Throw("FormatMemo", "the text of a memo index is not an index; the file is corrupt, or not a pickle");
        }

        return (long)index.Value;
    }
}
