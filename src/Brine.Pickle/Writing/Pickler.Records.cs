using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Small dicts and tuples, of which files have millions: written at once, up to the first part that has parts of its own.
/// The rest then goes on the stack of work.
/// </summary>
public sealed partial class Pickler
{
    private KeyRecalls? _keyRecalls;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool BeginSmallDict(PyDict dict)
    {
        ReadOnlySpan<PyValue> keys = dict.Keys, values = dict.Values;
        KeyRecalls.Recall? recall = dict.SharedKeys is { } shared ? (_keyRecalls ??= new KeyRecalls()).Find(shared, _memo) : null;
        _output.WriteByte(PickleOpcode.Mark);
        for (int i = 0; i < values.Length; i++)
        {
            if (recall is not null)
            {
                _output.Boundary();
                Unsafe.WriteUnaligned(ref _output.Next(sizeof(ulong)), recall.Opcodes[i]);
                _output.Advance(recall.Lengths[i]);
            }
            else if (!TrySaveLeaf(keys[i]))
            {
                return PushRest(WorkKind.Dict, dict, 2 * i, 2 * values.Length);
            }

            if (!TrySaveLeaf(values[i]))
            {
                return PushRest(WorkKind.Dict, dict, (2 * i) + 1, 2 * values.Length);
            }
        }

        _output.WriteByte(PickleOpcode.Setitems);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool BeginShortTuple(PyTuple tuple)
    {
        int count = tuple.Count;
        for (int i = 0; i < count; i++)
        {
            if (!TrySaveLeaf(tuple[i]))
            {
                return PushRest(WorkKind.Tuple, tuple, i, 0);
            }
        }

        _output.WriteByte((byte)(PickleOpcode.Tuple1 + count - 1));
        Memoize(tuple);
        return false;
    }

    private bool PushRest(WorkKind kind, PyReference target, int index, int end)
    {
        Push(kind, target);
        ref Work work = ref _work[_depth - 1];
        (work.Index, work.End, work.Open) = (index, end, OpenBatch);
        return true;
    }
}
