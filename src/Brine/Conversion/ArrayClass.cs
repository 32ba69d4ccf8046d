using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>The class of a pickled array, where it is more than a plain <c>numpy.ndarray</c>.</summary>
internal static class ArrayClass
{
    /// <summary><c>numpy.matrix</c>, <c>numpy.recarray</c>, <c>numpy scalar</c>...; null for a plain array.</summary>
    internal static string? Of(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance || NDArray.From(value) is null)
        {
            return null;
        }

        PyGlobal? callable = instance.Function;
        if (callable?.Name == "scalar")
        {
            return "numpy scalar";
        }

        // joblib writes the class beside the array, numpy as the first argument of what makes it.
        PyGlobal? type = callable?.Name is "_reconstruct" or "_create_array" ? instance.Class
            : instance.TryGetAttribute("subclass", out PyValue subclass) ? subclass.As<PyGlobal>() : null;
        return type is null or { Name: "ndarray" } or { Name: "memmap", Module: "numpy" or "numpy.core.memmap" or "numpy._core.memmap" }
            ? null : type.FullName;
    }
}
