using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>
/// Describes arrays as numpy's own pickles do. One pickler per file: what numpy has one object of, such as <c>dtype('float64')</c>,
/// is one object in the file too.
/// </summary>
/// <remarks>Follows numpy's <c>array_reduce</c>, <c>array_reduce_ex_picklebuffer</c> and <c>arraydescr_reduce</c>. The names are those of
/// numpy 1, which numpy 2 reads too.</remarks>
public sealed class ArrayPickler
{
    private const int ObjectFlags = 63;
    private const int RecordOfObjectsFlags = 27;
    private const int RecordFlags = 16;
    private const int TextFlags = 8;
    private const int AlignedFlag = 0x80;

    private static readonly PyGlobal Reconstruct = new("numpy.core.multiarray", "_reconstruct");
    private static readonly PyGlobal ScalarOf = new(Reconstruct.Module, "scalar");
    private static readonly PyGlobal FromBuffer = new("numpy.core.numeric", "_frombuffer");
    private static readonly PyGlobal ArrayClass = new("numpy", "ndarray");
    private static readonly PyGlobal DTypeClass = new(ArrayClass.Module, "dtype");
    private static readonly PyBytes EmptyKind = new("b"u8.ToArray());

    private readonly int _protocol;
    private PyObject? _variableText;
    private readonly Dictionary<DType, PyObject> _dtypes = [];
    private readonly Dictionary<DType, PyObject> _ownDTypes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<NDArray, PyObject> _arrays = new(ReferenceEqualityComparer.Instance);

    /// <summary>Prepares for a protocol: from 5 on the elements are a buffer, which can stay outside the file.</summary>
    public ArrayPickler(int protocol = PicklerOptions.DefaultProtocol) => _protocol = protocol;

    /// <summary>An array as numpy pickles it; what was read from a pickle is described as it was there. An array without dimensions becomes
    /// a scalar.</summary>
    /// <param name="array">The array.</param>
    /// <param name="dtype">The pickled dtype to name, where the array comes from a file that has one.</param>
    /// <param name="type">The class of the array; <c>numpy.ndarray</c> when left out.</param>
    public PyObject Describe(NDArray array, PyObject? dtype = null, PyGlobal? type = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.Source ?? DescribeAnew(array, dtype, type);
    }

    /// <summary>An array as numpy pickles it at this protocol, however the file that it came from has it.</summary>
    /// <param name="array">The array.</param>
    /// <param name="dtype">The pickled dtype to name, where the array comes from a file that has one.</param>
    /// <param name="type">The class of the array; <c>numpy.ndarray</c> when left out.</param>
    public PyObject DescribeAnew(NDArray array, PyObject? dtype = null, PyGlobal? type = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (!_arrays.TryGetValue(array, out PyObject? described))
        {
            described = array.IsScalar && dtype is null ? DescribeScalar(array)
                : DescribeArray(array, dtype ?? Describe(array.DType), type);
            described.View = array;
            _arrays.Add(array, described);
        }

        return described;
    }

    /// <summary>A dtype as numpy pickles it.</summary>
    public PyObject Describe(DType dtype)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        if (dtype.Source is { } source)
        {
            return source;
        }

        if (dtype.Kind == 'T')
        {
            return _variableText ??= new PyObject(new PyGlobal("numpy._core._internal", "_convert_to_stringdtype_kwargs"), new PyTuple(1))
                { View = dtype };
        }

        // Equal records may differ in alignment, and equal dtypes in what a user wrote to them.
        Dictionary<DType, PyObject> known = dtype.Fields.Count > 0 || dtype.SubType is not null || dtype.Metadata is not null ? _ownDTypes
            : _dtypes;
        if (!known.TryGetValue(dtype, out PyObject? described))
        {
            described = DescribeDType(dtype);
            described.View = dtype;
            known.Add(dtype, described);
        }

        return described;
    }

    private static PyTuple ShapeOf(ReadOnlySpan<int> sizes)
    {
        var shape = new PyValue[sizes.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = sizes[i];
        }

        return shape.Length == 0 ? PyTuple.Empty : new PyTuple(shape);
    }

    private static PyValue ElementsOf(NDArray array) => array.Objects is null ? new PyBytes(array.Data) : new PyList(array.Objects);

    private PyObject DescribeArray(NDArray array, PyObject dtype, PyGlobal? type)
    {
        PyTuple shape = ShapeOf(array.Shape);
        if (_protocol >= 5 && array.Objects is null && array.DType.ItemSize > 0 && array.DType.Kind is not ('M' or 'm')
            && type is null or { Module: "numpy", Name: "ndarray" })
        {
            return new PyObject(FromBuffer,
                new PyTuple(new PyByteArray(array.Data) { IsBuffer = true }, dtype, shape, array.IsFortran ? "F" : "C"));
        }

        return new PyObject(Reconstruct, new PyTuple(type ?? ArrayClass, new PyTuple(0), EmptyKind))
        {
            State = new PyTuple(1, shape, dtype, array.IsFortran, ElementsOf(array)),
        };
    }

    private PyObject DescribeScalar(NDArray scalar) =>
        new(ScalarOf, new PyTuple(Describe(scalar.DType), scalar.Objects is { } objects ? objects[0] : new PyBytes(scalar.Data)));

    private PyObject DescribeDType(DType dtype)
    {
        string name = dtype.Kind switch
        {
            'U' => string.Create(CultureInfo.InvariantCulture, $"U{dtype.ItemSize / 4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{dtype.Kind}{dtype.ItemSize}"),
        };
        if (dtype.Kind is 'M' or 'm')
        {
            name = dtype.Kind + "8";
        }

        return new PyObject(DTypeClass, new PyTuple(name, false, true)) { State = StateOf(dtype) };
    }

    /// <summary>(version, byte order, sub-array, names, fields, item size, alignment, flags), and the unit of times.</summary>
    private PyTuple StateOf(DType dtype)
    {
        PyValue order = dtype.ByteOrder.ToString();
        bool isTime = dtype.Kind is 'M' or 'm';
        if (dtype.Fields.Count > 0)
        {
            var fields = new PyDict();
            foreach (DTypeField field in dtype.Fields)
            {
                var entry = field.Title.IsNone ? new PyTuple(Describe(field.DType), field.Offset)
                    : new PyTuple(Describe(field.DType), field.Offset, field.Title);
                fields[field.Name] = entry;
                if (!field.Title.IsNone)
                {
                    fields[field.Title] = entry;
                }
            }

            var names = new PyTuple([.. dtype.Fields.Select(field => (PyValue)field.Name)]);
            int flags = (dtype.HasObjects ? RecordOfObjectsFlags : RecordFlags) - (dtype.IsAligned ? AlignedFlag : 0);
            return WithMetadata(dtype, 3, order, default, names, fields, dtype.ItemSize, dtype.IsAligned ? AlignmentOf(dtype) : 1, flags);
        }

        if (dtype.SubType is { } element)
        {
            PyTuple shape = ShapeOf([.. dtype.SubShape]);
            return WithMetadata(dtype, 3, order, new PyTuple(Describe(element), shape), default, default, dtype.ItemSize,
                AlignmentOf(element), element.HasObjects ? ObjectFlags : 0);
        }

        (int size, int alignment, int typeFlags) = dtype.Kind switch
        {
            'U' => (dtype.ItemSize, 4, TextFlags),
            'S' or 'V' => (dtype.ItemSize, 1, 0),
            'O' => (-1, -1, ObjectFlags),
            _ => (-1, -1, 0),
        };
        return isTime
            ? new PyTuple(4, order, default, default, default, -1, -1, 0, new PyTuple(dtype.Metadata ?? new PyDict(), UnitOf(dtype)))
            : WithMetadata(dtype, 3, order, default, default, default, size, alignment, typeFlags);
    }

    /// <summary>A dtype that a user wrote something to has a state of version 4.</summary>
    private static PyTuple WithMetadata(DType dtype, params PyValue[] state) =>
        dtype.Metadata is { } metadata ? new PyTuple([4, .. state.AsSpan(1), metadata]) : new PyTuple(state);

    /// <summary>As a C compiler on x86-64 aligns it.</summary>
    private static int AlignmentOf(DType dtype) => dtype.Kind switch
    {
        'S' => 1,
        'U' => 4,
        'c' => dtype.ItemSize / 2,
        'V' when dtype.Fields.Count > 0 => dtype.IsAligned ? dtype.Fields.Max(field => AlignmentOf(field.DType)) : 1,
        'V' => dtype.SubType is { } element ? AlignmentOf(element) : 1,
        _ => dtype.ItemSize,
    };

    /// <summary>(unit, multiple, 1, 1): <c>25s</c> is 25 times <c>s</c>.</summary>
    private static PyTuple UnitOf(DType dtype)
    {
        string unit = dtype.Unit ?? "generic";
        int digits = unit.AsSpan().IndexOfAnyExceptInRange('0', '9');
        int multiple = digits > 0 ? int.Parse(unit.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture) : 1;
        return new PyTuple(new PyBytes(Encoding.ASCII.GetBytes(unit[Math.Max(digits, 0)..])), multiple, 1, 1);
    }
}
