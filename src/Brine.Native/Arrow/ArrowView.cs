namespace Brine.Native.Arrow;

/// <summary>Some elements of one array of the caller's: its sizes are checked, its pointers have to be believed.</summary>
internal readonly unsafe struct ArrowView
{
    private readonly byte* _validity;
    private readonly ArrowArray* _array;
    private readonly string _name;

    /// <summary>Looks at a part of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="offset">The first element, counted from the array's own.</param>
    /// <param name="length">How many elements.</param>
    /// <param name="buffers">How many buffers its format has.</param>
    internal ArrowView(ArrowArray* array, string name, long offset, long length, int buffers)
    {
        _name = name;
        _array = array;
        if (array is null)
        {
            throw Bad("it is NULL");
        }

        if (array->Length < 0 || array->Offset < 0 || array->NullCount < -1
            || array->Offset > long.MaxValue / 2 || array->Length < offset + length)
        {
            throw Bad($"it has {array->Length} elements from {array->Offset} on, and {offset + length} are wanted");
        }

        if (array->BufferCount != buffers || (buffers > 0 && array->Buffers is null))
        {
            throw Bad($"it has {array->BufferCount} buffers, and its format has {buffers}");
        }

        Length = Border.Size(length, $"the length of {name}");
        First = array->Offset + offset;
        Border.Size(First + length, $"the end of {name}");
        _validity = buffers == 0 || array->NullCount == 0 ? null : (byte*)array->Buffers[0];
    }

    /// <summary>How many elements there are.</summary>
    internal int Length { get; }

    /// <summary>The place of the first of them in the buffers.</summary>
    internal long First { get; }

    /// <summary>True where an element is missing.</summary>
    internal bool HasMissing
    {
        get
        {
            for (int i = 0; i < Length; i++)
            {
                if (IsMissing(i))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True where the element is missing.</summary>
    internal bool IsMissing(int index) => _validity is not null && !Bit(_validity, First + index);

    /// <summary>The elements of a buffer of numbers.</summary>
    internal ReadOnlySpan<T> Values<T>(int buffer = 1)
        where T : unmanaged => Length == 0 ? default : new((T*)Buffer(buffer) + First, Length);

    /// <summary>The start of a buffer that has to be there.</summary>
    internal byte* Buffer(int buffer) =>
        _array->Buffers[buffer] is not null and var start ? (byte*)start : throw Bad($"its buffer {buffer} is NULL");

    /// <summary>A bit of a buffer of bools.</summary>
    internal bool Bit(int index) => Bit(Buffer(1), First + index);

    internal CallException Bad(string why) => new("InputArrow", $"{_name}: {why}");

    private static bool Bit(byte* bits, long index) => (bits[index >> 3] >> (int)(index & 7) & 1) != 0;
}
