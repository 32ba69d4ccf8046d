using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Helpers of the views of pandas: they tell which objects are pandas', and where the versions keep an attribute.</summary>
internal static class PandasObject
{
    /// <summary>The object, when its class is pandas' own.</summary>
    internal static PyObject? Of(PyValue value) => value.As<PyObject>() is { Class: { } type } instance && IsPandas(type) ? instance : null;

    internal static bool IsPandas(PyGlobal type) => type.Module == "pandas" || type.Module.StartsWith("pandas.", StringComparison.Ordinal);

    /// <summary>The first of these attributes that is there. Cython's classes keep the dict in a tuple.</summary>
    internal static PyValue? Attribute(PyObject instance, params ReadOnlySpan<string> names)
    {
        PyDict? attributes = instance.Attributes;
        if (attributes is null && instance.State.As<PyTuple>() is { Count: > 0 } state)
        {
            attributes = state[state.Count - 1].As<PyDict>();
        }

        foreach (string name in names)
        {
            if (attributes is not null && attributes.TryGetValue(name, out PyValue value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>(dtype, ndarray), the state of what <c>__pyx_unpickle_NDArrayBacked</c> makes.</summary>
    internal static (PyValue DType, PyValue Values)? Backed(PyObject instance) =>
        instance.State.As<PyTuple>() is { Count: >= 2 } state
            ? NDArray.From(state[1]) is not null ? (state[0], state[1]) : NDArray.From(state[0]) is not null ? (state[1], state[0]) : null
            : null;

    /// <summary>An array out of an attribute; one row of it where the block that holds it has two dimensions.</summary>
    internal static NDArray Array(PyValue? value, int row, string what)
    {
        NDArray array = value is { } given && NDArray.From(given) is { Rank: > 0 } found ? found : throw Bad($"{what} is not an array");
        return array.Rank == 1 ? array
            : array.Rank == 2 && row < array.Shape[0] ? array.Select(0, row) : throw Bad($"{what} has {array.Rank} dimensions");
    }

    internal static PickleFormatException Bad(string what) => new("FormatFrame", $"a pandas object is corrupt: {what}");
}
