using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// The opcodes that recall the keys of small dicts which share an array of keys: looked up once for all dicts that share the array.
/// </summary>
internal sealed class KeyRecalls
{
    private const int Size = 16;

    private readonly Recall?[] _slots = new Recall?[Size];

    /// <summary>Finds the bytes that recall these keys; null where not all of them were written before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Recall? Find(PyValue[] keys, PickleMemo memo)
    {
        int slot = ((int)keys[0].Bits ^ (keys.Length << 1)) & (Size - 1);
        return _slots[slot] is { } recall && ReferenceEquals(recall.Keys, keys) ? recall : Enter(keys, memo, slot);
    }

    internal void Clear()
    {
        foreach (Recall? recall in _slots)
        {
            if (recall is not null)
            {
                recall.Keys = null;
            }
        }
    }

    private Recall? Enter(PyValue[] keys, PickleMemo memo, int slot)
    {
        Recall recall = _slots[slot] ??= new Recall();
        recall.Keys = null;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i].RawReference is not string || memo.FindRead(keys[i].Bits) is not (>= 0 and var index))
            {
                return null;
            }

            bool isLong = index > byte.MaxValue;
            ulong bytes = ((ulong)index << 8) | (isLong ? PickleOpcode.LongBinget : PickleOpcode.Binget);
            recall.Opcodes[i] = BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
            recall.Lengths[i] = isLong ? 5 : 2;
        }

        recall.Keys = keys;
        return recall;
    }

    /// <summary>An array of keys, which is not written to any more, and the opcodes that recall each key.</summary>
    internal sealed class Recall
    {
        /// <summary>The bytes that recall a key, as they stand in a file.</summary>
        internal readonly ulong[] Opcodes = new ulong[PyDict.LinearSearch];
        internal readonly int[] Lengths = new int[PyDict.LinearSearch];
        internal PyValue[]? Keys;
    }
}
