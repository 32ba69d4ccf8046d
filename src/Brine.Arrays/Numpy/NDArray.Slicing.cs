using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Parts of arrays, and other orders of their axes: views where the elements of the result follow each other, else
/// copies.</summary>
public sealed partial class NDArray
{
    /// <summary>A part of the array, a range for each axis from the first on: <c>array[1..3, ..2]</c> is numpy's <c>array[1:3,
    /// :2]</c>.</summary>
    /// <param name="ranges">Ranges for the first axes; the other axes stay whole.</param>
    /// <exception cref="ArgumentException">There are more ranges than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range leaves its axis.</exception>
    public NDArray this[params ReadOnlySpan<Range> ranges]
    {
        get
        {
            if (ranges.Length > Rank)
            {
                throw new ArgumentException($"{ranges.Length} ranges for an array of {Rank} dimensions", nameof(ranges));
            }

            int[] shape = [.. _shape];
            int[] strides = Strides();
            int offset = 0;
            for (int axis = 0; axis < ranges.Length; axis++)
            {
                (int start, int count) = ranges[axis].GetOffsetAndLength(_shape[axis]);
                offset += start * strides[axis];
                shape[axis] = count;
            }

            return Rearrange(offset, shape, strides);
        }
    }

    /// <summary>The part of the array at one place of an axis, with one dimension less: <c>Select(1, 0)</c> is numpy's <c>array[:,
    /// 0]</c>.</summary>
    /// <param name="axis">The axis, from 0.</param>
    /// <param name="index">The place on it, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or no such place on it.</exception>
    public NDArray Select(int axis, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)axis, (uint)Rank, nameof(axis));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_shape[axis], nameof(index));
        int[] strides = Strides();
        return Rearrange(index * strides[axis], [.. _shape[..axis], .. _shape[(axis + 1)..]],
            [.. strides[..axis], .. strides[(axis + 1)..]]);
    }

    /// <summary>One field of an array of records, as an array of its own: numpy's <c>array['name']</c>. A copy; a sub-array adds its
    /// dimensions.</summary>
    /// <exception cref="KeyNotFoundException">The records have no such field.</exception>
    public NDArray Field(string name)
    {
        int at = 0;
        while (at < DType.Fields.Count && DType.Fields[at].Name != name)
        {
            at++;
        }

        DTypeField field = at < DType.Fields.Count ? DType.Fields[at]
            : throw new KeyNotFoundException($"an array of {DType.Name} has no field '{name}'");
        if (Objects is not null)
        {
            PyValue[] values = [
                .. Elements().Select(record => record.As<PyTuple>() is { } tuple && at < tuple.Count ? tuple[at] : default)];
            return OfObjects(_shape, values);
        }

        int size = field.DType.ItemSize;
        var bytes = new byte[checked(Length * size)];
        for (int i = 0; i < Length; i++)
        {
            BytesAt(i).Span.Slice(field.Offset, size).CopyTo(bytes.AsSpan(i * size));
        }

        return field.DType.SubType is { } element ? OverBytes(element, [.. _shape, .. field.DType.SubShape], bytes)
            : OverBytes(field.DType, _shape, bytes);
    }

    /// <summary>The array with its axes in another order; reversed when left out, as numpy's <c>array.T</c>.</summary>
    /// <param name="axes">For each axis of the result, the axis of this array.</param>
    /// <exception cref="ArgumentException">The axes are not a permutation.</exception>
    public NDArray Transpose(params ReadOnlySpan<int> axes)
    {
        int[] order = axes.IsEmpty ? [.. Enumerable.Range(0, Rank).Reverse()] : axes.ToArray();
        if (order.Length != Rank || !order.Order().SequenceEqual(Enumerable.Range(0, Rank)))
        {
            throw new ArgumentException($"({string.Join(", ", order)}) is not an order of {Rank} axes", nameof(axes));
        }

        int[] strides = Strides();
        return Rearrange(0, [.. order.Select(axis => _shape[axis])], [.. order.Select(axis => strides[axis])]);
    }

    /// <summary>True where the first index is fastest, and the order matters.</summary>
    internal bool IsFortranOnly => IsFortran && Length > 0 && !IsDense(_shape, Strides(), fromLast: true);

    /// <summary>The bytes in C order, in the dtype's own byte order; copied only where they lie otherwise.</summary>
    internal ReadOnlyMemory<byte> InOrder() => IsFortranOnly ? Copy(0, [.. _shape], Strides()).Data : Data;

    /// <summary>From one element to the next along each axis, counted in elements of the file's order.</summary>
    private int[] Strides()
    {
        var strides = new int[Rank];
        int step = 1;
        for (int i = 0; i < strides.Length; i++)
        {
            int axis = IsFortran ? i : strides.Length - 1 - i;
            strides[axis] = step;
            step *= Math.Max(1, _shape[axis]);
        }

        return strides;
    }

    private NDArray Rearrange(int offset, int[] shape, int[] strides)
    {
        int count = CountOf(shape);
        bool isC = IsDense(shape, strides, fromLast: true);
        if (count == 0 || isC || IsDense(shape, strides, fromLast: false))
        {
            int start = count == 0 ? 0 : offset;
            return Objects is null
                ? new NDArray(DType, shape, Data.Slice(start * DType.ItemSize, count * DType.ItemSize), null, !isC)
                : new NDArray(DType, shape, default, new ObjectSlice(Objects, start, count), !isC);
        }

        return Copy(offset, shape, strides);
    }

    private NDArray Copy(int offset, int[] shape, int[] strides)
    {
        int count = CountOf(shape);
        var objects = Objects is null ? null : new PyValue[count];
        int size = DType.ItemSize;
        byte[] bytes = Objects is null ? new byte[count * size] : [];
        ReadOnlySpan<byte> source = Data.Span;
        var index = new int[shape.Length];
        int at = offset;
        for (int i = 0; i < count; i++)
        {
            if (objects is not null)
            {
                objects[i] = Objects![at];
            }
            else
            {
                source.Slice(at * size, size).CopyTo(bytes.AsSpan(i * size));
            }

            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return new NDArray(DType, shape, bytes, objects, isFortran: false);
    }

    private static bool IsDense(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, bool fromLast)
    {
        int step = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = fromLast ? shape.Length - 1 - i : i;
            if (shape[axis] != 1 && strides[axis] != step)
            {
                return false;
            }

            step *= shape[axis];
        }

        return true;
    }
}
