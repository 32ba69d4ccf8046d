using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Describes numpy arrays as joblib does: a <c>NumpyArrayWrapper</c> among the opcodes, and behind it padding and the elements, or a whole
/// inner pickle where they are objects.
/// </summary>
/// <remarks>Follows joblib's <c>NumpyPickler.save</c> and <c>NumpyArrayWrapper.write_array</c>, version 1.2 and later.</remarks>
internal sealed class JoblibSubstitutes(int protocol, int objectProtocol, bool? isAligned = null)
{
    private const int Alignment = 16;
    private const string Subclass = "subclass";
    private const string Shape = "shape";
    private const string Order = "order";
    private const string OrderC = "C";
    private const string OrderF = "F";
    private const string Type = "dtype";
    private const string AllowMap = "allow_mmap";
    private const string AlignmentBytes = "numpy_array_alignment_bytes";

    /// <summary>The names that Python has one str of. The key 'dtype' is not among them: in numpy 2 it is not the str that names the
    /// class.</summary>
    internal static readonly HashSet<string> Names = [Subclass, Shape, Order, AllowMap, AlignmentBytes, OrderC, OrderF];

    private static readonly PyGlobal Wrapper = new("joblib.numpy_pickle", "NumpyArrayWrapper");
    private static readonly PyGlobal Reconstructor = new("copyreg", "_reconstructor");
    private static readonly PyGlobal ObjectClass = new("builtins", "object");

    /// <summary>How many bytes may be written again for arrays that are met again; joblib itself has no limit.</summary>
    private const long RepeatBudget = 4L << 30;

    private readonly HashSet<NDArray> _written = new(ReferenceEqualityComparer.Instance);
    private readonly ArrayPickler _arrays = new(protocol);
    private readonly Dictionary<PyObject, PyObject> _renewed = new(ReferenceEqualityComparer.Instance);
    private PyGlobal? _arrayClass;
    private long _repeated;

    /// <summary>The wrapper of an array; wrappers that a joblib file had stay as they are.</summary>
    internal PyReference? Find(PyReference value)
    {
        if (value is not PyObject instance)
        {
            return null;
        }

        if (JoblibArrays.IsWrapper(instance))
        {
            return instance.View is NDArray held ? OfEra(instance, held) : null;
        }

        if (JoblibSidecars.IsWrapper(instance) && instance.View is NDArray beside)
        {
            instance = _arrays.Describe(beside, _arrays.Describe(beside.DType),
                instance.TryGetAttribute("subclass", out PyValue subclass) ? subclass.As<PyGlobal>() : null);
        }

        return PlainArray(instance, out PyGlobal? type, out PyObject? dtype) is { } array ? Wrap(array, instance, type, dtype!) : null;
    }

    /// <summary>A wrapper of the joblib that is asked for; where none is, the one that the file had.</summary>
    private PyObject OfEra(PyObject wrapper, NDArray array)
    {
        if (isAligned is null || wrapper.State.As<PyDict>() is not { } held
            || (isAligned.Value == held.ContainsKey(AlignmentBytes) && wrapper.Class is { Module: "joblib.numpy_pickle" }))
        {
            return wrapper;
        }

        if (!_renewed.TryGetValue(wrapper, out PyObject? renewed))
        {
            var state = new PyDict();
            foreach ((PyValue name, PyValue part) in held)
            {
                if (name.AsString() != AlignmentBytes)
                {
                    state[name] = part;
                }
            }

            if (isAligned.Value)
            {
                state[AlignmentBytes] = Alignment;
            }

            _renewed[wrapper] = renewed = Instance(state, array);
        }

        return renewed;
    }

    /// <summary>Writes what stands behind a wrapper.</summary>
    internal void WriteElements(PyObject wrapper, PickleOutput output)
    {
        var array = (NDArray)wrapper.View!;
        if (!_written.Add(array) && (_repeated += array.Data.Length) > RepeatBudget)
        {
            throw new PickleLimitException("LimitGraphExpansion",
                "the value holds the same arrays so often that a joblib file, which repeats them, would be gigabytes larger; "
                    + "save it as .pkl");
        }

        if (array.DType.HasObjects)
        {
            var inner = new PicklerOptions { Protocol = objectProtocol, ReducerOverride = new NumpySubstitutes(objectProtocol).Find };
            output.Write(Pickler.Dump(new ArrayPickler(objectProtocol).Describe(array), inner));
            return;
        }

        if (wrapper.TryGetAttribute(AlignmentBytes, out PyValue alignment) && alignment.TryGetInt64(out long bytes)
            && bytes is > 0 and <= 255)
        {
            int padding = (int)(bytes - ((output.Position + 1) % bytes));
            Span<byte> filler = stackalloc byte[1 + padding];
            filler.Fill(0xFF);
            filler[0] = (byte)padding;
            output.Write(filler);
        }

        output.Write(array.Data.Span);
    }

    /// <summary>The array that joblib would take out of the pickle: of numpy's own classes, subclasses (masked arrays...) stay
    /// inside.</summary>
    private static NDArray? PlainArray(PyObject instance, out PyGlobal? type, out PyObject? dtype)
    {
        type = null;
        dtype = null;
        if (instance.Construction != PyConstruction.Reduce || instance.Callable.As<PyGlobal>() is not { } callable
            || !callable.Module.StartsWith("numpy", StringComparison.Ordinal))
        {
            return null;
        }

        if (callable.Name == "_reconstruct")
        {
            type = instance.Arguments.Count > 0 ? instance.Arguments[0].As<PyGlobal>() : null;
            bool isOwn = type is { Module: "numpy" or "numpy.matrixlib.defmatrix", Name: "ndarray" or "matrix" or "memmap" }
                or { Module: "numpy.core.memmap" or "numpy._core.memmap", Name: "memmap" };
            dtype = isOwn && instance.State.As<PyTuple>() is { Count: >= 4 } state ? state[^3].As<PyObject>() : null;
        }
        else if (callable.Name == "_frombuffer" && instance.Arguments.Count >= 4)
        {
            dtype = instance.Arguments[1].As<PyObject>();
        }

        return dtype is not null && DType.From(dtype) is { ItemSize: > 0 } ? NDArray.From(instance) : null;
    }

    private PyObject Wrap(NDArray array, PyObject instance, PyGlobal? type, PyObject dtype)
    {
        // In Python the name of a module is one str, shared by all classes in it; in numpy 1 so are the name of its class dtype and the
        // key.
        bool isFirst = instance.Callable.As<PyGlobal>()!.Module.StartsWith("numpy.core", StringComparison.Ordinal);
        var dtypeClass = dtype.Callable.As<PyGlobal>()!;
        type ??= _arrayClass ??= new PyGlobal(dtypeClass.Module, "ndarray");
        var shape = new PyValue[array.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = array.Shape[i];
        }

        var state = new PyDict
        {
            [Subclass] = type,
            [Shape] = shape.Length == 0 ? PyTuple.Empty : new PyTuple(shape),
            [Order] = array.IsFortran ? OrderF : OrderC,
            [isFirst ? dtypeClass.Name : Type] = dtype,
            [AllowMap] = !array.DType.HasObjects,
        };
        if (isAligned ?? true)
        {
            state[AlignmentBytes] = Alignment;
        }

        return Instance(state, array);
    }

    /// <summary>object.__reduce_ex__ of protocols 0 and 1 calls a function of copyreg.</summary>
    private PyObject Instance(PyDict state, NDArray array) => protocol < 2
        ? new PyObject(Reconstructor, new PyTuple(Wrapper, ObjectClass, default)) { State = state, View = array }
        : new PyObject(Wrapper, PyTuple.Empty, PyConstruction.NewObject) { State = state, View = array };
}
