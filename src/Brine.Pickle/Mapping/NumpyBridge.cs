namespace Brine.Pickling;

/// <summary>Converts numpy's and pandas' values to .NET ones and back, for the mapping.</summary>
internal abstract class NumpyBridge
{
    /// <summary>The bridge in use; null where nothing of numpy was loaded.</summary>
    /// <remarks>It stands here so that setting it makes no converters, which few programs need.</remarks>
    internal static NumpyBridge? Current { get; set; }

    /// <summary>The number, text or bool that a numpy scalar holds; null for anything else.</summary>
    public abstract PyValue? Scalar(PyObject instance);

    /// <summary>True where a value stands for a missing one: <c>NaT</c>, <c>NA</c>.</summary>
    public abstract bool IsMissing(PyValue value);

    /// <summary>A moment of numpy or pandas, or null for anything else.</summary>
    public abstract NumpyMoment? Moment(PyObject instance);

    /// <summary>A span of numpy or pandas in ticks, and whether that is exact; null for anything else.</summary>
    public abstract (long Ticks, bool IsExact)? Span(PyObject instance);

    /// <summary>The elements of an array in C order, and its shape; null for anything else.</summary>
    public abstract IReadOnlyList<PyValue>? Items(PyObject instance, out int[] shape);

    /// <summary>A copy of the elements in C order, where they are of this very type; else null.</summary>
    public abstract T[]? Copy<T>(PyObject instance);

    /// <summary>A .NET array of numbers as a numpy array; null where numpy has no such type.</summary>
    public abstract PyReference? Describe(Array array, MappingWriter writer);

    /// <summary>A value as a scalar of the kind that stood in its place, or of one that holds it; null where numpy has none.</summary>
    public abstract PyReference? ScalarLike(PyObject original, PyValue value, MappingWriter writer);

    /// <summary>Items as an array of the kind that stood in their place, or of one that holds them; null where numpy has none.</summary>
    public abstract PyReference? ArrayLike(PyObject original, IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape, MappingWriter writer);
}
