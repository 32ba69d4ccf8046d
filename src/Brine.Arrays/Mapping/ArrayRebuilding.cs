using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Arrays of Python values that are to have the dtype that stood in their place, or one that holds them exactly.</summary>
internal static class ArrayRebuilding
{
    /// <summary>True when the array has these elements, to the bit.</summary>
    internal static bool AreSame(NDArray array, IReadOnlyList<PyValue> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            PyValue old = array.DType.Kind is 'M' or 'm' ? default : array[i], now = items[i];
            bool isSame = array.DType.Kind is 'M' or 'm'
                ? now.As<PyObject>() is { } time && NDArray.From(time) is { IsScalar: true } scalar && scalar.DType.Equals(array.DType)
                    && scalar[0] == array[i]
                : old.Kind == PyKind.Float && now.Kind == PyKind.Float
                    ? old.TryGetDouble(out double left) && now.TryGetDouble(out double right)
                        && BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right)
                : old == now;
            if (!isSame && !(array.DType.Kind == 'f' && array.DType.ItemSize < 8 && AreNaN(old, now)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An array of a dtype like this one; null where none of numpy's holds the items.</summary>
    internal static NDArray? Rebuild(DType dtype, IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape) => dtype.Kind switch
    {
        'f' when dtype.ItemSize is 2 or 4 or 8 => OfFloats(dtype, items, shape),
        'i' or 'u' => OfIntegers(dtype, items, shape),
        'b' => OfBools(items, shape),
        'U' => OfTexts(items, shape),
        _ => null,
    };

    private static NDArray? OfFloats(DType dtype, IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape)
    {
        var numbers = new double[items.Count];
        bool areSingles = true;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (items[i].Kind is not (PyKind.Float or PyKind.Int) || !items[i].TryGetDouble(out numbers[i]))
            {
                return null;
            }

            areSingles &= double.IsNaN(numbers[i]) || (float)numbers[i] == numbers[i];
        }

        return dtype.ItemSize == sizeof(float) && areSingles ? Bytes(Array.ConvertAll(numbers, number => (float)number), shape)
            : Bytes(numbers, shape);
    }

    private static NDArray? OfIntegers(DType dtype, IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape)
    {
        var numbers = new long[items.Count];
        (long least, ulong most) = dtype.Kind == 'u' ? (0L, ulong.MaxValue >> (64 - (8 * dtype.ItemSize)))
            : (long.MinValue >> (64 - (8 * dtype.ItemSize)), (ulong)long.MaxValue >> (64 - (8 * dtype.ItemSize)));
        bool fits = true;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (items[i].Kind != PyKind.Int || !items[i].TryGetInt64(out numbers[i]))
            {
                return null;
            }

            fits &= numbers[i] >= least && (numbers[i] < 0 || (ulong)numbers[i] <= most);
        }

        return !fits ? Bytes(numbers, shape) : (dtype.Kind, dtype.ItemSize) switch
        {
            ('i', 1) => Bytes(Array.ConvertAll(numbers, number => (sbyte)number), shape),
            ('i', 2) => Bytes(Array.ConvertAll(numbers, number => (short)number), shape),
            ('i', 4) => Bytes(Array.ConvertAll(numbers, number => (int)number), shape),
            ('u', 1) => Bytes(Array.ConvertAll(numbers, number => (byte)number), shape),
            ('u', 2) => Bytes(Array.ConvertAll(numbers, number => (ushort)number), shape),
            ('u', 4) => Bytes(Array.ConvertAll(numbers, number => (uint)number), shape),
            ('u', 8) => Bytes(Array.ConvertAll(numbers, number => (ulong)number), shape),
            _ => Bytes(numbers, shape),
        };
    }

    private static NDArray? OfBools(IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape)
    {
        var flags = new bool[items.Count];
        for (int i = 0; i < flags.Length; i++)
        {
            if (!items[i].TryGetBool(out flags[i]))
            {
                return null;
            }
        }

        return Bytes(flags, shape);
    }

    private static NDArray? OfTexts(IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape)
    {
        var texts = new string[items.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            // numpy drops zeros at the end of its texts.
            if (items[i].Reference is not string { } text || text.EndsWith('\0'))
            {
                return null;
            }

            texts[i] = text;
        }

        NDArray made = NDArray.OfText(texts);
        return NDArray.OverBytes(made.DType, shape, made.Data);
    }

    private static NDArray Bytes<T>(T[] values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        NDArray made = NDArray.Of(values);
        return NDArray.OverBytes(made.DType, shape, made.Data);
    }

    private static bool AreNaN(PyValue left, PyValue right) =>
        left.TryGetDouble(out double one) && right.TryGetDouble(out double other) && double.IsNaN(one) && double.IsNaN(other);
}
