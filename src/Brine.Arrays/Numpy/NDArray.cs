using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>
/// A numpy <c>ndarray</c>: a dtype, a shape, and a view over the bytes where they were read. Elements are counted in C order
/// (last index fastest), whatever the order of the bytes. A scalar of numpy is an array without dimensions.
/// </summary>
public sealed partial class NDArray
{
    private readonly int[] _shape;

    private NDArray(DType dtype, int[] shape, ReadOnlyMemory<byte> data, IReadOnlyList<PyValue>? objects, bool isFortran)
    {
        DType = dtype;
        _shape = shape;
        Data = data;
        Objects = objects;
        IsFortran = isFortran && shape.Length > 1;
        Length = CountOf(shape);
    }

    /// <summary>The dtype of the elements.</summary>
    public DType DType { get; }

    /// <summary>The size of each dimension.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements in all.</summary>
    public int Length { get; }

    /// <summary>True when the first index is fastest in <see cref="Data"/>.</summary>
    public bool IsFortran { get; }

    /// <summary>The bytes, in the dtype's byte order; empty for an array of objects.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The elements of an array of objects, in the order of the file; null for all others.</summary>
    public IReadOnlyList<PyValue>? Objects { get; }

    /// <summary>The pickled array that this one is a view of, and is written as.</summary>
    internal PyObject? Source { get; private set; }

    /// <summary>True for a numpy scalar, which has no dimensions.</summary>
    public bool IsScalar => _shape.Length == 0;

    /// <summary>Makes an array that shows the bytes of another place.</summary>
    /// <param name="dtype">What one element is; not an object dtype.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <param name="data">The bytes, not copied: product of the shape times the item size.</param>
    /// <param name="isFortran">True when the first index is fastest.</param>
    /// <exception cref="PickleFormatException">The shape and the bytes do not fit each other.</exception>
    public static NDArray OverBytes(DType dtype, ReadOnlySpan<int> shape, ReadOnlyMemory<byte> data, bool isFortran = false)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        Int128 needed = dtype.ItemSize;
        foreach (int size in shape)
        {
            needed = size < 0 ? throw Bad("a dimension is negative") : needed > int.MaxValue ? needed : needed * size;
        }

        if (needed != data.Length)
        {
            throw Bad($"the shape ({string.Join(", ", shape.ToArray())}) of {dtype} needs {needed} bytes and there are {data.Length}");
        }

        return new NDArray(dtype, shape.ToArray(), data, null, isFortran);
    }

    /// <summary>Makes an array of Python values.</summary>
    /// <param name="shape">The size of each dimension.</param>
    /// <param name="items">The elements, in C order unless <paramref name="isFortran"/>.</param>
    /// <param name="isFortran">True when the first index is fastest.</param>
    /// <exception cref="PickleFormatException">The shape and the number of items do not fit each other.</exception>
    public static NDArray OfObjects(ReadOnlySpan<int> shape, IReadOnlyList<PyValue> items, bool isFortran = false)
    {
        ArgumentNullException.ThrowIfNull(items);
        return OfObjects(DType.Object, shape, items, isFortran);
    }

    /// <summary>Objects, or records with objects among their fields, which are pickled as tuples.</summary>
    internal static NDArray OfObjects(DType dtype, ReadOnlySpan<int> shape, IReadOnlyList<PyValue> items, bool isFortran)
    {
        var array = new NDArray(dtype, shape.ToArray(), default, items, isFortran);
        return array.Length == items.Count ? array : throw Bad($"the shape needs {array.Length} objects and there are {items.Count}");
    }

    /// <summary>Shows a .NET array as a numpy array of the same type, without a copy.</summary>
    /// <param name="values">The elements in C order; bool, bytes, ints, float or double.</param>
    /// <param name="shape">The size of each dimension; one dimension when left out.</param>
    /// <exception cref="ArgumentException">The shape and the number of values do not fit each other, or numpy has no such type.</exception>
    public static NDArray Of<T>(T[] values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] dimensions = shape.IsEmpty ? [values.Length] : shape.ToArray();
        if (CountOf(dimensions) != values.Length)
        {
            throw new ArgumentException($"the shape ({string.Join(", ", dimensions)}) does not hold {values.Length} values", nameof(shape));
        }

        return new NDArray(DTypeOf<T>(), dimensions, new ArrayMemory<T>(values).Memory, null, isFortran: false);
    }

    /// <summary>Makes an array of numbers of a dtype, cast as numpy's <c>astype</c> casts whole numbers: ints wrap, what is not zero is
    /// True.</summary>
    /// <param name="values">The numbers in C order.</param>
    /// <param name="dtype">What they become; float64 where it is not a bool, int or float of up to 64 bits.</param>
    /// <param name="shape">The size of each dimension; one dimension when left out.</param>
    public static NDArray OfNumbers(double[] values, DType dtype, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(dtype);
        return (dtype.Kind, dtype.ItemSize) switch
        {
            ('b', _) => Of(Array.ConvertAll(values, value => value != 0), shape),
            ('f', 4) => Of(Array.ConvertAll(values, value => (float)value), shape),
            ('f', 2) => Of(Array.ConvertAll(values, value => (Half)value), shape),
            ('i', 8) => Of(Array.ConvertAll(values, value => (long)value), shape),
            ('i', 4) => Of(Array.ConvertAll(values, value => unchecked((int)(long)value)), shape),
            ('i', 2) => Of(Array.ConvertAll(values, value => unchecked((short)(long)value)), shape),
            ('i', 1) => Of(Array.ConvertAll(values, value => unchecked((sbyte)(long)value)), shape),
            ('u', 8) => Of(Array.ConvertAll(values, value => value < 0 ? unchecked((ulong)(long)value) : (ulong)value), shape),
            ('u', 4) => Of(Array.ConvertAll(values, value => unchecked((uint)(long)value)), shape),
            ('u', 2) => Of(Array.ConvertAll(values, value => unchecked((ushort)(long)value)), shape),
            ('u', 1) => Of(Array.ConvertAll(values, value => unchecked((byte)(long)value)), shape),
            _ => Of(values, shape),
        };
    }

    /// <summary>Makes an array of text, as wide as the longest.</summary>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The size of each dimension; one dimension when left out.</param>
    public static NDArray OfText(IReadOnlyList<string> values, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        int width = values.Count == 0 ? 1 : Math.Max(1, values.Max(text => text.EnumerateRunes().Count()));
        var data = new int[checked(values.Count * width)];
        for (int i = 0; i < values.Count; i++)
        {
            int at = i * width;
            foreach (System.Text.Rune rune in values[i].EnumerateRunes())
            {
                data[at++] = rune.Value;
            }
        }

        int[] dimensions = shape.IsEmpty ? [values.Count] : shape.ToArray();
        return new NDArray(DType.Text(width), dimensions, new ArrayMemory<int>(data).Memory, null, isFortran: false);
    }

    /// <summary>Makes an array of bytes of a fixed width, a character a byte.</summary>
    internal static NDArray OfBytes(IReadOnlyList<string> values, int width, params ReadOnlySpan<int> shape)
    {
        var data = new byte[checked(values.Count * width)];
        for (int i = 0; i < values.Count; i++)
        {
            System.Text.Encoding.Latin1.GetBytes(values[i], data.AsSpan(i * width, width));
        }

        return new NDArray(DType.Parse(string.Create(CultureInfo.InvariantCulture, $"S{width}")), shape.ToArray(), data, null,
            isFortran: false);
    }

    /// <summary>The elements without a copy, where <typeparamref name="T"/> is the dtype's own type and the bytes are in C order and
    /// native.</summary>
    public bool TryGetSpan<T>(out ReadOnlySpan<T> span)
        where T : unmanaged
    {
        bool fits = Objects is null && !DType.IsSwapped && !IsFortran && Unsafe.SizeOf<T>() == DType.ItemSize && IsKindOf<T>(DType.Kind);
        span = fits ? MemoryMarshal.Cast<byte, T>(Data.Span) : default;
        return fits;
    }

    /// <summary>The array under another shape of as many elements, in C order: a view, or a copy where the array is in Fortran
    /// order.</summary>
    /// <param name="shape">The size of each dimension; one of them may be -1 for what is left.</param>
    /// <exception cref="ArgumentException">The shape holds another number of elements.</exception>
    public NDArray Reshape(params ReadOnlySpan<int> shape)
    {
        int[] sizes = shape.ToArray();
        int open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            sizes[open] = 1;
            int others = sizes.Contains(-1) ? 0 : CountOf(sizes);
            sizes[open] = others > 0 ? Length / others : -1;
        }

        if (sizes.Any(size => size < 0) || CountOf(sizes) != Length)
        {
            throw new ArgumentException($"{Length} elements do not fit the shape ({string.Join(", ", shape.ToArray())})", nameof(shape));
        }

        NDArray ordered = IsFortranOnly ? Copy(0, [.. _shape], Strides()) : this;
        return new NDArray(DType, sizes, ordered.Data, ordered.Objects, isFortran: false);
    }

    /// <summary>The place of element <paramref name="index"/> of the C order in the order of the file.</summary>
    private int Locate(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
        if (!IsFortran)
        {
            return index;
        }

        int position = 0, size = Length;
        int rest = index, scale = 1;
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            size /= _shape[axis];
            position += rest / size * scale;
            rest %= size;
            scale *= _shape[axis];
        }

        return position;
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            count = size < 0 ? throw Bad("a dimension is negative") : Math.Min(count, int.MaxValue) * size;
        }

        return count <= int.MaxValue ? (int)count : throw Bad("an array has more elements than 2^31");
    }

    private static DType DTypeOf<T>() => default(T) switch
    {
        double => DType.Float64,
        float => DType.Float32,
        long => DType.Int64,
        int => DType.Int32,
        bool => DType.Bool,
        byte => DType.UInt8,
        short => new DType('i', 2),
        sbyte => new DType('i', 1),
        ushort => new DType('u', 2),
        uint => new DType('u', 4),
        ulong => new DType('u', 8),
        Half => new DType('f', 2),
        _ => throw new ArgumentException($"numpy has no dtype for {typeof(T).Name}"),
    };

    private static bool IsKindOf<T>(char kind) => default(T) switch
    {
        double or float or Half => kind == 'f',
        long or int or short or sbyte => kind is 'i' or 'M' or 'm',
        bool => kind == 'b',
        byte or ushort or uint or ulong => kind is 'u' || (kind is 'b' && default(T) is byte),
        _ => false,
    };

    private static PickleFormatException Bad(string what) => new("FormatShape", what + "; the file is corrupt");
}
