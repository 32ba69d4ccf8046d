using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// The opcodes that recall the keys of small dicts which share an array of keys: looked up once for all dicts of that shape.
/// </summary>
internal sealed class PickleShapes
{
    private const int Size = 16;

    private readonly Shape?[] _shapes = new Shape?[Size];

    /// <summary>How to recall these keys, or null where not all of them were written before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Shape? Find(PyValue[] keys, PickleMemo memo)
    {
        int slot = ((int)keys[0].Bits ^ (keys.Length << 1)) & (Size - 1);
        return _shapes[slot] is { } shape && ReferenceEquals(shape.Keys, keys) ? shape : Enter(keys, memo, slot);
    }

    internal void Clear()
    {
        foreach (Shape? shape in _shapes)
        {
            if (shape is not null)
            {
                shape.Keys = null;
            }
        }
    }

    private Shape? Enter(PyValue[] keys, PickleMemo memo, int slot)
    {
        Shape shape = _shapes[slot] ??= new Shape();
        shape.Keys = null;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i].RawReference is not string || memo.FindRead(keys[i].Bits) is not (>= 0 and var index))
            {
                return null;
            }

            bool isLong = index > byte.MaxValue;
            ulong recall = ((ulong)index << 8) | (isLong ? PickleOpcode.LongBinget : PickleOpcode.Binget);
            shape.Recalls[i] = BitConverter.IsLittleEndian ? recall : BinaryPrimitives.ReverseEndianness(recall);
            shape.Lengths[i] = isLong ? 5 : 2;
        }

        shape.Keys = keys;
        return shape;
    }

    /// <summary>The keys of one shape, which are not written to any more, and how each is recalled.</summary>
    internal sealed class Shape
    {
        /// <summary>The bytes that recall a key, as they stand in a file.</summary>
        internal readonly ulong[] Recalls = new ulong[PyDict.LinearSearch];
        internal readonly int[] Lengths = new int[PyDict.LinearSearch];
        internal PyValue[]? Keys;
    }
}
