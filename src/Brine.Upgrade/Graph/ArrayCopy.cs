using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Copies numpy's arrays, scalars, dtypes and generators of random numbers, by the names that numpy 1 and numpy 2 both have without a
/// warning.
/// </summary>
internal sealed class ArrayCopy(GraphCopy graph)
{
    // From protocol 5 on an array would name a module that numpy 2 has moved; pickles of any protocol may hold the older form.
    private const int Protocol = 4;

    private const string Multiarray = "numpy.core.multiarray";

    private static readonly PyGlobal Reconstruct = new(Multiarray, "_reconstruct"), ArrayClass = new("numpy", "ndarray"),
        DTypeClass = new("numpy", "dtype"), RandomState = new("numpy.random", "__RandomState_ctor");

    private static readonly PyBytes Kind = new("b"u8.ToArray());

    private readonly ArrayPickler _arrays = new(Protocol);

    /// <summary>The copy, or null where the object is none of numpy's.</summary>
    internal PyValue? Copy(PyObject source, Place place)
    {
        if (source.Function is not { } function)
        {
            return null;
        }

        if (function is { Module: "numpy", Name: "dtype" })
        {
            return CopyDType(source, place);
        }

        if (NDArray.From(source) is { } array)
        {
            return CopyArray(source, array, place);
        }

        if (function.Module is "numpy.random" or "numpy.random._pickle" && function.Name is "__RandomState_ctor" or "__randomstate_ctor")
        {
            return graph.Open(source, new PyObject(RandomState, PyTuple.Empty), place);
        }

        return null;
    }

    /// <summary>An array of this target; one of plain numbers.</summary>
    internal PyValue Describe(NDArray array) => new(_arrays.DescribeAnew(array, _arrays.Describe(array.DType)));

    /// <summary>A scalar of numpy's.</summary>
    internal PyValue Scalar(double value) => new(_arrays.DescribeAnew(NDArray.OverBytes(DType.Float64, [], BitConverter.GetBytes(value))));

    /// <summary>A dtype as numpy pickles it.</summary>
    internal PyValue Describe(DType dtype) => new(_arrays.Describe(dtype));

    /// <summary>Fills the list of an array of objects.</summary>
    internal void FillObjects(PyObject source, PyList items, Place place)
    {
        NDArray array = NDArray.From(source)!;
        for (int i = 0; i < array.Length; i++)
        {
            items.Add(graph.Copy(array[i], place.Inside(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{i}]"))));
        }
    }

    private PyValue? CopyArray(PyObject source, NDArray array, Place place)
    {
        PyGlobal? type = ClassOf(source);
        if (array.DType.HasObjects && array.DType.Kind != 'O')
        {
            return null;
        }

        if (array.Objects is not null && array.DType.Kind == 'O')
        {
            return source.Function!.Name == "scalar" ? (PyValue?)null : CopyObjects(source, array, type, place);
        }

        if (array.DType.Kind == 'S' && place.Owner.Length > 0 && place.Version.IsKnown && !place.Version.IsAtLeast(0, 21))
        {
            array = ToText(array, place);
            return new PyValue(array.IsScalar && source.Function!.Name == "scalar" ? _arrays.DescribeAnew(array)
                : _arrays.DescribeAnew(array, _arrays.Describe(array.DType), type));
        }

        PyObject? dtype = DTypeOf(source);
        if (source.Function!.Name == "scalar")
        {
            PyValue scalarType = dtype is null ? Describe(array.DType) : graph.Copy(new PyValue(dtype), place);
            return new PyValue(new PyObject(new PyGlobal(Multiarray, "scalar"), new PyTuple(scalarType, new PyBytes(array.Data))));
        }

        PyObject described = dtype is null ? _arrays.Describe(array.DType) : graph.Copy(new PyValue(dtype), place).As<PyObject>()!;
        return new PyValue(_arrays.DescribeAnew(array, described, type));
    }

    private PyValue CopyObjects(PyObject source, NDArray array, PyGlobal? type, Place place)
    {
        var items = new PyList();
        var shape = new PyValue[array.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = array.Shape[i];
        }

        var copy = new PyObject(Reconstruct, new PyTuple(type ?? ArrayClass, new PyTuple(0), Kind))
        {
            State = new PyTuple(1, new PyTuple(shape), _arrays.Describe(DType.Object), false, items),
        };
        graph.Open(source, items, place);
        return graph.Remember(source, new PyValue(copy));
    }

    /// <summary>Labels and categories that were Python 2's str are Python 3's.</summary>
    private static NDArray ToText(NDArray array, Place place)
    {
        if (!Ascii.IsValid(array.Data.Span))
        {
            throw UpgradeLog.Refuse("UpgradeText", "text of Python 2 that is not ASCII: its encoding is not in the file", place);
        }

        int width = Math.Max(1, array.DType.ItemSize);
        var bytes = new byte[checked(array.Data.Length * 4)];
        ReadOnlySpan<byte> text = array.Data.Span;
        for (int i = 0; i < text.Length; i++)
        {
            bytes[4 * i] = text[i];
        }

        return NDArray.OverBytes(DType.Text(width), array.Shape, bytes, array.IsFortran);
    }

    /// <summary>numpy 1 wrote 0 and 1 where numpy 2 asks for False and True.</summary>
    private PyValue? CopyDType(PyObject source, Place place)
    {
        if (source.Arguments.Count == 0 || source.Construction != PyConstruction.Reduce)
        {
            return null;
        }

        var arguments = new PyValue[source.Arguments.Count];
        arguments[0] = graph.Copy(source.Arguments[0], place);
        for (int i = 1; i < arguments.Length; i++)
        {
            arguments[i] = source.Arguments[i].TryGetInt64(out long flag) ? flag != 0 : source.Arguments[i];
        }

        return graph.Open(source, new PyObject(DTypeClass, new PyTuple(arguments)), place);
    }

    private static PyObject? DTypeOf(PyObject source) => source.Function?.Name switch
    {
        "scalar" when source.Arguments.Count > 0 => source.Arguments[0].As<PyObject>(),
        "_frombuffer" when source.Arguments.Count > 1 => source.Arguments[1].As<PyObject>(),
        "_reconstruct" => source.State.As<PyTuple>() is { Count: >= 4 } state ? state[^3].As<PyObject>() : null,
        _ => source.TryGetAttribute("dtype", out PyValue dtype) ? dtype.As<PyObject>() : null,
    };

    private static PyGlobal? ClassOf(PyObject source)
    {
        PyGlobal? type = source.Function?.Name == "_reconstruct" && source.Arguments.Count > 0 ? source.Arguments[0].As<PyGlobal>()
            : source.TryGetAttribute("subclass", out PyValue subclass) ? subclass.As<PyGlobal>() : null;
        return type switch
        {
            null or { Name: "ndarray" } => ArrayClass,
            { Name: "memmap" or "matrix" or "recarray" } => new PyGlobal("numpy", type.Name),
            _ => type,
        };
    }
}
