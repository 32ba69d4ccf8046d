using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A numpy masked array: data, and which of it does not count.</summary>
public sealed class MaskedArray
{
    private MaskedArray(NDArray data, ReadOnlyMemory<byte> maskBytes, PyValue fillValue)
    {
        Data = data;
        MaskBytes = maskBytes;
        FillValue = fillValue;
    }

    /// <summary>The data, what is masked included.</summary>
    public NDArray Data { get; }

    /// <summary>True where an element is masked; null for records, which have a mask for each field (see
    /// <see cref="MaskBytes"/>).</summary>
    public NDArray? Mask => Data.DType.Fields.Count > 0 ? null : NDArray.OverBytes(DType.Bool, Data.Shape, MaskBytes, Data.IsFortran);

    /// <summary>The mask as the file has it: a byte for each element, and for each field of records.</summary>
    public ReadOnlyMemory<byte> MaskBytes { get; }

    /// <summary>The value that replaces masked elements when the array is filled, or None for numpy's default of the dtype.</summary>
    public PyValue FillValue { get; }

    /// <summary>The array that a pickled value is, or null where the value is none.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and is corrupt.</exception>
    public static MaskedArray? From(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance || instance.Callable.As<PyGlobal>() is not { Name: "_mareconstruct" } maker
            || !maker.Module.StartsWith("numpy.ma", StringComparison.Ordinal))
        {
            return null;
        }

        if (instance.View is MaskedArray known)
        {
            return known;
        }

        // (version, shape, dtype, is_fortran, data, mask, fill value): the state of an ndarray with two more.
        if (instance.State.As<PyTuple>() is not { Count: 7 } state || NDArray.FromState(new PyTuple([.. state.Items[..5]])) is not { } data
            || NDArray.BytesOf(state[5]) is not { } mask)
        {
            throw new PickleFormatException("FormatShape", "a masked array has no data or no mask; the file is corrupt");
        }

        if (data.DType.Fields.Count == 0 && mask.Length != data.Length)
        {
            throw new PickleFormatException("FormatShape",
                $"a masked array of {data.Length} elements has a mask of {mask.Length}; the file is corrupt");
        }

        var masked = new MaskedArray(data, mask, state[6]);
        instance.View = masked;
        return masked;
    }
}
