using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>An element to be printed: its bytes, or the Python value where the array holds such.</summary>
internal readonly record struct ArrayCell(ReadOnlyMemory<byte> Bytes, PyValue Value, bool IsValue)
{
    internal PyValue Read(DType dtype) => IsValue ? Value : NDArray.Element(dtype, Bytes.Span);

    internal long Integer(DType dtype) => Read(dtype).TryGetInt64(out long value) ? value : long.MinValue;

    /// <summary>A float; of a complex number the real (0) or imaginary (1) part.</summary>
    internal BinaryFloat Float(DType dtype, int part = 0)
    {
        if (IsValue)
        {
            System.Numerics.Complex number = PyComplex.From(Value)?.Value ?? (Value.TryGetDouble(out double real) ? real : double.NaN);
            return BinaryFloat.Of(part == 0 ? number.Real : number.Imaginary);
        }

        int size = dtype.Kind == 'c' ? dtype.ItemSize / 2 : dtype.ItemSize;
        return BinaryFloat.Read(Bytes.Span.Slice(part * size, size), dtype.IsSwapped);
    }

    /// <summary>A field of a record.</summary>
    internal ArrayCell Field(DType dtype, int index) =>
        IsValue ? new ArrayCell(default, Value.As<PyTuple>() is { } tuple && index < tuple.Count ? tuple[index] : default, true)
            : new ArrayCell(Bytes.Slice(dtype.Fields[index].Offset, dtype.Fields[index].DType.ItemSize), default, false);

    /// <summary>The elements of a sub-array, in C order.</summary>
    internal IEnumerable<ArrayCell> Items(DType element, int count)
    {
        if (IsValue)
        {
            NDArray? array = NDArray.From(Value);
            for (int i = 0; i < count; i++)
            {
                yield return new ArrayCell(default,
                    array is not null && i < array.Length ? array[i]
                        : Value.Reference is IReadOnlyList<PyValue> list && i < list.Count ? list[i] : default, true);
            }

            yield break;
        }

        for (int i = 0; i < count; i++)
        {
            yield return new ArrayCell(Bytes.Slice(i * element.ItemSize, element.ItemSize), default, false);
        }
    }
}
