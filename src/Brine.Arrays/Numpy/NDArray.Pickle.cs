using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Arrays as pickles hold them.</summary>
public sealed partial class NDArray
{
    private const int MaxRank = 64;

    /// <summary>The array or scalar that a pickled value is, or null where it is neither. The bytes are not copied.</summary>
    /// <exception cref="PickleFormatException">The value claims to be an array and is a corrupt one.</exception>
    public static NDArray? From(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance)
        {
            return null;
        }

        if (instance.View is NDArray known)
        {
            return known;
        }

        if (instance.View is not null || instance.Function is not { } callable)
        {
            return null;
        }

        if (callable is { Name: "_create_array", Module: "dill._dill" or "dill.dill" })
        {
            return FromDill(instance);
        }

        if (!callable.Module.StartsWith("numpy", StringComparison.Ordinal))
        {
            return null;
        }

        NDArray? array = callable.Name == "scalar" ? FromScalar(instance.Arguments) : FromCall(instance, callable);
        array?.Source ??= instance;
        instance.View = array;
        return array;
    }

    /// <summary>_create_array(_reconstruct, (class, shape, type), state, attributes)</summary>
    private static NDArray? FromDill(PyObject instance)
    {
        if (instance.Arguments is not { Count: 3 or 4 } arguments || arguments[1].As<PyTuple>() is not { } inner)
        {
            return null;
        }

        var call = new PyObject(arguments[0], inner) { State = arguments[2] };
        NDArray? array = call.Function is { } callable && callable.Module.StartsWith("numpy", StringComparison.Ordinal)
            ? FromCall(call, callable) : null;
        array?.Source ??= instance;
        instance.View = array;
        return array;
    }

    /// <summary>numpy.core.multiarray, numpy._core.multiarray, numpy.core._multiarray_umath: the module moved, the names stayed.</summary>
    private static NDArray? FromCall(PyObject instance, PyGlobal callable) => callable.Name switch
    {
        "_reconstruct" => FromState(instance.State.As<PyTuple>()),
        "_frombuffer" => FromBuffer(instance.Arguments),
        _ => null,
    };

    /// <summary>The array as numpy pickles it; one that was read from a pickle is described as it was there.</summary>
    /// <param name="protocol">The pickle protocol: from 5 on the elements are a buffer.</param>
    public PyObject ToPickle(int protocol = PicklerOptions.DefaultProtocol) => new ArrayPickler(protocol).Describe(this);

    /// <summary>(version, shape, dtype, is_fortran, data), where the oldest files have no version.</summary>
    internal static NDArray? FromState(PyTuple? state)
    {
        if (state is not { Count: 4 or 5 })
        {
            return null;
        }

        int at = state.Count - 4;
        int[] shape = ReadShape(state[at]);
        bool isFortran = state[at + 2].TryGetInt64(out long fortran) && fortran != 0;
        DType dtype = DType.From(state[at + 1]) ?? throw Bad("an array has no dtype");
        if (state[at + 3].As<PyList>() is { } items)
        {
            return FromItems(dtype, shape, items, isFortran);
        }

        return OverBytes(dtype, shape, BytesOf(state[at + 3]) ?? throw Bad("an array has no data"), isFortran);
    }

    /// <summary>numpy lists objects in C order whatever the order of the array (<c>_getlist_pkl</c>): a Fortran array puts them where they
    /// stand in it.</summary>
    private static NDArray FromItems(DType dtype, int[] shape, PyList items, bool isFortran)
    {
        NDArray array = OfObjects(dtype, shape, items, isFortran);
        if (!isFortran || shape.Length < 2)
        {
            return array;
        }

        var ordered = new PyValue[items.Count];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[array.Locate(i)] = items[i];
        }

        return OfObjects(dtype, shape, ordered, isFortran: true);
    }

    /// <summary>Protocol 5: _frombuffer(buffer, dtype, shape, order), with the permutation of the axes behind it where order is
    /// K.</summary>
    private static NDArray? FromBuffer(PyTuple arguments)
    {
        if (arguments.Count < 4)
        {
            return null;
        }

        DType dtype = DType.From(arguments[1]) ?? throw Bad("an array has no dtype");
        ReadOnlyMemory<byte> data = BytesOf(arguments[0]) ?? throw Bad("an array has no data");
        int[] shape = ReadShape(arguments[2]);
        return arguments[3].AsString() switch
        {
            "K" when arguments.Count > 4 => FromPermuted(dtype, shape, data, ReadShape(arguments[4])),
            "F" => OverBytes(dtype, shape, data, isFortran: true),
            _ => OverBytes(dtype, shape, data),
        };
    }

    /// <summary>The buffer holds the array with its axes permuted: shape and bytes are those of the permuted one.</summary>
    private static NDArray FromPermuted(DType dtype, int[] shape, ReadOnlyMemory<byte> data, int[] axes)
    {
        if (axes.Length != shape.Length || axes.Order().Select((axis, i) => axis == i).Contains(false))
        {
            throw Bad("the axes of an array are not a permutation");
        }

        // numpy: frombuffer(...).reshape(shape).transpose(axes)
        NDArray stored = OverBytes(dtype, shape, data);
        int[] result = [.. axes.Select(axis => shape[axis])];
        int size = dtype.ItemSize;
        var strides = new int[shape.Length];
        for (int axis = shape.Length - 1, step = size; axis >= 0; step *= shape[axis--])
        {
            strides[axis] = step;
        }

        var bytes = new byte[data.Length];
        var index = new int[shape.Length];
        for (int i = 0; i < stored.Length; i++)
        {
            int at = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                at += index[axis] * strides[axes[axis]];
            }

            data.Span.Slice(at, size).CopyTo(bytes.AsSpan(i * size));
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == result[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return OverBytes(dtype, result, bytes);
    }

    private static NDArray? FromScalar(PyTuple arguments)
    {
        if (arguments.Count != 2 || DType.From(arguments[0]) is not { } dtype)
        {
            return null;
        }

        if (dtype.HasObjects)
        {
            // A record that holds objects comes as an array of one record.
            return OfObjects(dtype, [],
                [dtype.Fields.Count > 0 && Boxed(arguments[1]) is { Objects: not null, Length: 1 } record ? record[0] : arguments[1]],
                isFortran: false);
        }

        return BytesOf(arguments[1]) is { } data ? OverBytes(dtype, [], data) : null;
    }

    private static NDArray? Boxed(PyValue value) =>
        value.As<PyObject>() is { Function: { } callable } instance && callable.Module.StartsWith("numpy", StringComparison.Ordinal)
            ? instance.View as NDArray ?? FromCall(instance, callable) : null;

    /// <summary>Reads a tuple of sizes.</summary>
    /// <exception cref="PickleFormatException">The value is not a tuple of sizes, or has over 64.</exception>
    public static int[] ReadShape(PyValue value) =>
        Array.ConvertAll(ReadLongShape(value), size => size <= int.MaxValue ? (int)size : throw Bad($"a dimension of an array is {size}"));

    /// <summary>As <see cref="ReadShape"/>, for arrays that may be larger than memory.</summary>
    internal static long[] ReadLongShape(PyValue value)
    {
        PyTuple? sizes = value.As<PyTuple>();
        if (sizes is null || sizes.Count > MaxRank)
        {
            throw Bad(sizes is null ? "the shape of an array is not a tuple"
                : $"an array has {sizes.Count} dimensions, numpy's limit is {MaxRank}");
        }

        var shape = new long[sizes.Count];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = sizes[i].TryGetInt64(out long size) && size >= 0 ? size : throw Bad($"dimension {i} of an array is {sizes[i]}");
        }

        return shape;
    }

    /// <summary>Bytes of any age: bytes, bytearray, Python 2's string, or text that stands for latin-1.</summary>
    internal static ReadOnlyMemory<byte>? BytesOf(PyValue value) => value.Reference switch
    {
        PyBytes bytes => bytes.Memory,
        PyByteArray array => array.Memory,
        string text => System.Text.Encoding.Latin1.GetBytes(text),

        // bytes(), as dill writes none of them below protocol 3.
        PyObject { Arguments.Count: 0, Class: { Module: "builtins", Name: "bytes" } } => ReadOnlyMemory<byte>.Empty,
        _ => (ReadOnlyMemory<byte>?)null,
    };
}
