using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Reading elements, one by one and all at once.</summary>
public sealed partial class NDArray
{
    /// <summary>Element <paramref name="index"/> in C order as a Python value.</summary>
    public PyValue this[int index]
    {
        get
        {
            int at = Locate(index);
            return Objects is not null ? Objects[at] : Element(at);
        }
    }

    /// <summary>The element in a row and a column of an array of two dimensions.</summary>
    /// <exception cref="InvalidOperationException">The array has another number of dimensions.</exception>
    public PyValue this[int row, int column]
    {
        get
        {
            if (Rank != 2)
            {
                throw new InvalidOperationException($"the array has {Rank} dimensions, not two");
            }

            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_shape[0], nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)_shape[1], nameof(column));
            return this[(row * _shape[1]) + column];
        }
    }

    /// <summary>The element at this place, an index for each dimension.</summary>
    /// <exception cref="ArgumentException">The array has another number of dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index leaves its axis.</exception>
    public PyValue this[params ReadOnlySpan<int> place]
    {
        get
        {
            if (place.Length != Rank)
            {
                throw new ArgumentException($"{place.Length} indexes for an array of {Rank} dimensions", nameof(place));
            }

            int index = 0;
            for (int axis = 0; axis < place.Length; axis++)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place[axis], (uint)_shape[axis], nameof(place));
                index = (index * _shape[axis]) + place[axis];
            }

            return this[index];
        }
    }

    /// <summary>The elements without a copy.</summary>
    /// <typeparam name="T">The .NET type of the dtype: double for float64, long for int64 and for times...</typeparam>
    /// <exception cref="InvalidOperationException">The dtype is another, or the bytes are swapped or in Fortran order:
    /// <see cref="ToArray{T}"/> copies these.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged =>
            TryGetSpan(out ReadOnlySpan<T> span) ? span
                : throw new InvalidOperationException(
                    $"{DType.Name}{(DType.IsSwapped ? ", big-endian" : "")}{(IsFortran ? ", in Fortran order" : "")}, is not a span of "
                        + $"{typeof(T).Name}; ToArray copies");

    /// <summary>A copy of the elements in C order and native byte order.</summary>
    /// <typeparam name="T">The .NET type of the dtype, or another type of number, to which each element is converted.</typeparam>
    /// <exception cref="InvalidCastException">An element is not a number.</exception>
    /// <exception cref="OverflowException">An element does not fit.</exception>
    public T[] ToArray<T>()
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        if (Objects is null && Unsafe.SizeOf<T>() == DType.ItemSize && IsKindOf<T>(DType.Kind))
        {
            return MemoryMarshal.Cast<byte, T>(ToContiguous().Span).ToArray();
        }

        var result = new T[Length];
        for (int i = 0; i < result.Length; i++)
        {
            PyValue value = this[i];
            result[i] = value.Kind is PyKind.Int or PyKind.Bool && value.TryGetBigInteger(out System.Numerics.BigInteger integer)
                ? T.CreateChecked(integer)
                : value.TryGetDouble(out double number) ? T.CreateChecked(number)
                    : throw new InvalidCastException($"element {i} of an array of {DType.Name} is not a number: {value}");
        }

        return result;
    }

    /// <summary>All elements as doubles, in C order; ints of over 53 bits are rounded. The array is a copy.</summary>
    /// <exception cref="InvalidCastException">An element is not a number.</exception>
    public double[] ToDoubles()
    {
        if (TryGetSpan(out ReadOnlySpan<double> doubles))
        {
            return doubles.ToArray();
        }

        var result = new double[Length];
        if (TryGetSpan(out ReadOnlySpan<float> singles))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = singles[i];
            }

            return result;
        }

        if (TryGetSpan(out ReadOnlySpan<long> longs))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = longs[i];
            }

            return result;
        }

        for (int i = 0; i < result.Length; i++)
        {
            PyValue value = this[i];
            if (!value.TryGetDouble(out result[i]))
            {
                result[i] = value.As<PyObject>() is { } boxed && From(boxed) is { IsScalar: true } scalar
                    && scalar[0].TryGetDouble(out double inner)
                    ? inner
                    : throw new InvalidCastException($"element {i} of an array of {DType.Name} is not a number: {value}");
            }
        }

        return result;
    }

    /// <summary>All elements as 64-bit ints, in C order. The array is a copy.</summary>
    /// <exception cref="InvalidCastException">An element is not an int of 64 bits.</exception>
    public long[] ToInt64s()
    {
        if (TryGetSpan(out ReadOnlySpan<long> longs))
        {
            return longs.ToArray();
        }

        var result = new long[Length];
        for (int i = 0; i < result.Length; i++)
        {
            PyValue value = this[i];
            result[i] = value.TryGetInt64(out long integer) ? integer
                : value.TryGetDouble(out double number) && double.IsInteger(number) && Math.Abs(number) < 9e18 ? (long)number
                : throw new InvalidCastException($"element {i} of an array of {DType.Name} is not an int: {value}");
        }

        return result;
    }

    /// <summary>All elements as text, in C order: text as it is, everything else as Python's <c>str</c> prints it; None becomes
    /// null.</summary>
    public string?[] ToStrings()
    {
        var result = new string?[Length];
        for (int i = 0; i < result.Length; i++)
        {
            PyValue value = this[i];
            result[i] = value.IsNone ? null
                : value.AsString() ?? (value.As<PyBytes>() is { } bytes ? Encoding.Latin1.GetString(bytes.Span) : value.ToString());
        }

        return result;
    }

    /// <summary>The array as numpy's <c>repr</c> prints it with its default options; over 1,000 elements only the ends of each
    /// axis.</summary>
    public override string ToString() => ArrayText.Of(this);

    /// <summary>The elements in C order as Python values.</summary>
    public IEnumerable<PyValue> Elements()
    {
        for (int i = 0; i < Length; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>The bytes in C order and little-endian, copied only where they lie otherwise.</summary>
    /// <exception cref="InvalidOperationException">The elements are objects.</exception>
    public ReadOnlyMemory<byte> ToContiguous()
    {
        if (Objects is not null)
        {
            throw new InvalidOperationException("an array of objects has no bytes");
        }

        if (!IsFortran && !DType.IsSwapped)
        {
            return Data;
        }

        int size = DType.ItemSize;
        var bytes = new byte[Data.Length];
        int unit = DType.Kind is 'U' ? 4 : DType.Kind is 'c' ? size / 2 : size;
        for (int i = 0; i < Length; i++)
        {
            Span<byte> target = bytes.AsSpan(i * size, size);
            Data.Span.Slice(Locate(i) * size, size).CopyTo(target);
            for (int at = 0; DType.IsSwapped && DType.Fields.Count == 0 && at < size; at += unit)
            {
                target.Slice(at, unit).Reverse();
            }
        }

        return bytes;
    }

    /// <summary>An element of a float array in its full precision.</summary>
    internal BinaryFloat FloatAt(int index) =>
        BinaryFloat.Read(Data.Span.Slice(Locate(index) * DType.ItemSize, DType.ItemSize), DType.IsSwapped);

    /// <summary>The bytes of an element, counted in C order.</summary>
    internal ReadOnlyMemory<byte> BytesAt(int index) => Data.Slice(Locate(index) * DType.ItemSize, DType.ItemSize);

    private PyValue Element(int at) => Element(DType, Data.Span.Slice(at * DType.ItemSize, DType.ItemSize));

    /// <summary>One element: a number, text, bytes; a record as the tuple of its fields, a sub-array as a list.</summary>
    internal static PyValue Element(DType dtype, ReadOnlySpan<byte> bytes)
    {
        bool swapped = dtype.IsSwapped;
        switch (dtype.Kind, dtype.ItemSize)
        {
            case ('b', 1):
                return bytes[0] != 0;
            case ('i', 1):
                return (sbyte)bytes[0];
            case ('u', 1):
                return (int)bytes[0];
            case ('i', 2):
                return swapped ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes);
            case ('u', 2):
                return swapped ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            case ('i', 4):
                return swapped ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case ('u', 4):
                return (long)(swapped ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            case ('i' or 'M' or 'm', 8):
                return swapped ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
            case ('u', 8):
                return (System.Numerics.BigInteger)(swapped ? BinaryPrimitives.ReadUInt64BigEndian(bytes)
                    : BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            case ('f', 2):
                return (double)(swapped ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes));
            case ('f', 4):
                return (double)(swapped ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes));
            case ('f', 8):
                return swapped ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
            case ('f', _):
                return BinaryFloat.Read(bytes, swapped).ToDouble();
            case ('c', _):
                int half = dtype.ItemSize / 2;
                return new PyObject(new PyGlobal("builtins", "complex"),
                    new PyTuple(BinaryFloat.Read(bytes[..half], swapped).ToDouble(), BinaryFloat.Read(bytes[half..], swapped).ToDouble()));
            case ('U', _):
                return DecodeText(bytes, swapped);
            case ('S', _):
                return new PyBytes(bytes.TrimEnd((byte)0).ToArray());
            case ('V', _) when dtype.Fields.Count > 0:
                var fields = new PyValue[dtype.Fields.Count];
                for (int i = 0; i < fields.Length; i++)
                {
                    DTypeField field = dtype.Fields[i];
                    fields[i] = Element(field.DType, bytes.Slice(field.Offset, field.DType.ItemSize));
                }

                return new PyTuple(fields);
            case ('V', _) when dtype.SubType is { } element:
                return SubArray(element, bytes, [.. dtype.SubShape]);
            default:
                return new PyBytes(bytes.ToArray());
        }
    }

    private static PyList SubArray(DType element, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> shape)
    {
        var list = new PyList();
        int size = shape.IsEmpty || shape[0] == 0 ? 0 : bytes.Length / shape[0];
        for (int i = 0; size > 0 && i < shape[0]; i++)
        {
            ReadOnlySpan<byte> part = bytes.Slice(i * size, size);
            list.Add(shape.Length == 1 ? Element(element, part) : SubArray(element, part, shape[1..]));
        }

        return list;
    }

    private static string DecodeText(ReadOnlySpan<byte> bytes, bool swapped)
    {
        var text = new StringBuilder(bytes.Length / 4);
        int end = bytes.Length;
        while (end >= 4 && !bytes.Slice(end - 4, 4).ContainsAnyExcept((byte)0))
        {
            end -= 4;
        }

        for (int i = 0; i + 4 <= end; i += 4)
        {
            uint code = swapped ? BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]) : MemoryMarshal.Read<uint>(bytes[i..]);
            if (code < 0x10000)
            {
                text.Append((char)code);
            }
            else
            {
                text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "\ufffd");
            }
        }

        return text.ToString();
    }
}
