using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Lists, dicts, sets and tuples.</summary>
public sealed partial class Pickler
{
    private const int BatchSize = 1000;
    private const byte OpenNothing = 0;
    private const byte OpenSingle = 1;
    private const byte OpenBatch = 2;

    private bool BeginList(PyList list)
    {
        if (_protocol == 0)
        {
            _output.WriteByte(PickleOpcode.Mark);
        }

        _output.WriteByte(_protocol == 0 ? PickleOpcode.List : PickleOpcode.EmptyList);
        Memoize(list);
        return list.Count > 0 && Push(WorkKind.List, list);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepList(ref Work work)
    {
        var list = (PyList)work.Target;
        while (true)
        {
            if (work.Index == work.End)
            {
                CloseBatch(work.Open, PickleOpcode.Append, PickleOpcode.Appends);
                int left = list.Count - work.Index;
                if (left == 0)
                {
                    Pop();
                    return;
                }

                if (work.Index == BatchSize && list.IsDeferred)
                {
                    _memo.ExpectTexts(list.Count);
                }

                // CPython's C pickler up to 3.14 writes an item that is left over as a batch of one.
                bool exact = _traits.ExactLists && _protocol > 0 && work.Kind == WorkKind.List;
                OpenBatchOf(ref work, _protocol == 0 || (left == 1 && (!exact || work.Index == 0)) ? 1 : Math.Min(left, BatchSize),
                    left == 1 && exact && work.Index > 0);
                if (_pauses && _output.HasPieces)
                {
                    return;
                }

                if (SaveNumbers(list, work.Index, work.End))
                {
                    work.Index = work.End;
                    continue;
                }
            }

            if (list.TryGetValues(out ReadOnlySpan<PyValue> items))
            {
                while (work.Index < work.End)
                {
                    PyValue item = items[work.Index];
                    if (item.RawReference is string && SaveTexts(list, items[work.Index..work.End]) is > 0 and var texts)
                    {
                        work.Index += texts;
                    }
                    else if (TrySaveLeaf(item))
                    {
                        work.Index++;
                    }
                    else
                    {
                        break;
                    }
                }

                if (work.Index == work.End)
                {
                    continue;
                }
            }
            else if (_savesAhead && list.TryGetRepeats(out ReadOnlySpan<int> places, out ReadOnlySpan<PyValue> palette))
            {
                work.Index += SaveRepeats(list, places[work.Index..work.End], palette);
                if (work.Index == work.End)
                {
                    continue;
                }
            }

            if (Begin(list[work.Index++]))
            {
                return;
            }
        }
    }

    /// <summary>Writes items that the list keeps as plain numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SaveNumbers(PyList list, int first, int end)
    {
        if (_asksForIds)
        {
            return false;
        }

        if (list.TryGetInt64s(out ReadOnlySpan<long> integers))
        {
            SaveIntegers(integers[first..end]);
            return true;
        }

        if (list.TryGetDoubles(out ReadOnlySpan<double> floats))
        {
            SaveFloats(floats[first..end]);
            return true;
        }

        return false;
    }

    private bool BeginDict(PyDict dict)
    {
        if (_protocol == 0)
        {
            _output.WriteByte(PickleOpcode.Mark);
        }

        _output.WriteByte(_protocol == 0 ? PickleOpcode.Dict : PickleOpcode.EmptyDict);
        Memoize(dict);
        return _savesAhead && dict.Count is >= 2 and <= PyDict.LinearSearch ? BeginSmallDict(dict)
            : dict.Count > 0 && Push(WorkKind.Dict, dict);
    }

    /// <summary>Index and end count keys and values: two for each entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepDict(ref Work work)
    {
        var dict = (PyDict)work.Target;
        while (true)
        {
            if (work.Index == work.End)
            {
                CloseBatch(work.Open, PickleOpcode.Setitem, PickleOpcode.Setitems);
                int left = dict.Count - (work.Index / 2);
                bool exact = _traits.ExactDicts && _protocol > 0 && work.Kind == WorkKind.Dict;
                if (left == 0)
                {
                    if (exact && work.Open == OpenBatch && work.Index / 2 % BatchSize == 0)
                    {
                        _output.WriteByte(PickleOpcode.Mark);
                        _output.WriteByte(PickleOpcode.Setitems);
                    }

                    Pop();
                    return;
                }

                int count = _protocol == 0 || (left == 1 && (!exact || work.Index == 0)) ? 1 : Math.Min(left, BatchSize);
                OpenBatchOf(ref work, count, left == 1 && exact && work.Index > 0);
                work.End = work.Index + (2 * count);
            }

            ReadOnlySpan<PyValue> keys = dict.Keys, values = dict.Values;
            while (work.Index < work.End)
            {
                int entry = work.Index >> 1;
                PyValue next = (work.Index++ & 1) == 0 ? keys[entry] : values[entry];
                if (!TrySaveLeaf(next) && Begin(next))
                {
                    return;
                }
            }
        }
    }

    private bool BeginSet(PySet set)
    {
        if (_protocol < 4)
        {
            var call = new PyObject(set.IsFrozen ? WellKnownGlobals.FrozenSet : WellKnownGlobals.Set, new PyTuple(new PyList(set)));
            return Push(WorkKind.Object, call, set);
        }

        if (set.IsFrozen)
        {
            _output.WriteByte(PickleOpcode.Mark);
            return Push(WorkKind.FrozenSet, set);
        }

        _output.WriteByte(PickleOpcode.EmptySet);
        Memoize(set);
        return set.Count > 0 && Push(WorkKind.Set, set);
    }

    private void StepSet(ref Work work)
    {
        var set = (PySet)work.Target;
        while (true)
        {
            if (work.Index == work.End)
            {
                CloseBatch(work.Open, PickleOpcode.Additems, PickleOpcode.Additems);
                int left = set.Count - work.Index;
                if (left == 0)
                {
                    if (_traits.ExactDicts && work.Index % BatchSize == 0)
                    {
                        _output.WriteByte(PickleOpcode.Mark);
                        _output.WriteByte(PickleOpcode.Additems);
                    }

                    Pop();
                    return;
                }

                OpenBatchOf(ref work, Math.Min(left, BatchSize), isMarked: true);
            }

            if (Begin(set.Items[work.Index++]))
            {
                return;
            }
        }
    }

    private void StepFrozenSet(ref Work work)
    {
        var set = (PySet)work.Target;
        while (work.Index < set.Count)
        {
            if (Begin(set.Items[work.Index++]))
            {
                return;
            }
        }

        Pop();
        int index = _memo.Find(set);
        if (index >= 0)
        {
            _output.WriteByte(PickleOpcode.PopMark);
            Recall(index);
            return;
        }

        _output.WriteByte(PickleOpcode.Frozenset);
        Memoize(set);
    }

    private void SaveEmptyTuple()
    {
        if (_protocol == 0)
        {
            _output.WriteByte(PickleOpcode.Mark);
        }

        _output.WriteByte(_protocol == 0 ? PickleOpcode.Tuple : PickleOpcode.EmptyTuple);
    }

    private bool BeginTuple(PyTuple tuple)
    {
        if (!IsShort(tuple))
        {
            _output.WriteByte(PickleOpcode.Mark);
        }
        else if (_savesAhead)
        {
            return BeginShortTuple(tuple);
        }

        return Push(WorkKind.Tuple, tuple);
    }

    private bool IsShort(PyTuple tuple) => _protocol >= 2 && tuple.Count <= 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepTuple(ref Work work)
    {
        var tuple = (PyTuple)work.Target;
        while (work.Index < tuple.Count)
        {
            PyValue item = tuple[work.Index++];
            if (!TrySaveLeaf(item) && Begin(item))
            {
                return;
            }
        }

        Pop();
        if (IsShort(tuple))
        {
            if (!RecallRecursive(tuple, tuple.Count))
            {
                _output.WriteByte((byte)(PickleOpcode.Tuple1 + tuple.Count - 1));
                Memoize(tuple);
            }

            return;
        }

        int index = _memo.Find(tuple);
        if (index >= 0 && _protocol > 0)
        {
            _output.WriteByte(PickleOpcode.PopMark);
            Recall(index);
        }
        else if (!RecallRecursive(tuple, tuple.Count + 1))
        {
            _output.WriteByte(PickleOpcode.Tuple);
            Memoize(tuple);
        }
    }

    private void OpenBatchOf(ref Work work, int count, bool isMarked)
    {
        work.End = work.Index + count;
        work.Open = count > 1 || isMarked ? OpenBatch : OpenSingle;
        if (work.Open == OpenBatch)
        {
            _output.WriteByte(PickleOpcode.Mark);
        }
    }

    private void CloseBatch(byte open, byte single, byte batch)
    {
        if (open != OpenNothing)
        {
            _output.WriteByte(open == OpenSingle ? single : batch);
        }
    }
}
