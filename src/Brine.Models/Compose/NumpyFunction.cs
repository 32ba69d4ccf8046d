using Brine.Pickling;

namespace Brine.Models;

/// <summary>A function of numpy that a file names: pure, and written here anew.</summary>
internal abstract class NumpyFunction
{
    /// <summary>The function that a pickle names, or null.</summary>
    /// <param name="value">The reference in the file.</param>
    /// <param name="arguments">The keyword arguments that it is called with.</param>
    internal static NumpyFunction? Find(PyValue value, PyDict? arguments)
    {
        if (FunctionReference.Read(value) is not { } reference)
        {
            return null;
        }

        bool hasArguments = arguments is { Count: > 0 };
        if (reference.FullName == "builtins.abs" || reference.FullName == "__builtin__.abs")
        {
            return hasArguments ? null : Ufuncs.Find("absolute", keepsWhole: true);
        }

        if (!reference.IsNumpy)
        {
            return null;
        }

        // numpy 1 names its ufuncs by numpy.core, and floor, ceil and trunc of ints are floats there.
        bool isOld = reference.Module.StartsWith("numpy.core", StringComparison.Ordinal);
        return ArrayFunctions.Find(reference.Name, arguments)
            ?? (hasArguments ? null : Ufuncs.Find(reference.Name == "abs" ? "absolute" : reference.Name, keepsWhole: !isOld));
    }

    /// <summary>The function of all values.</summary>
    /// <exception cref="ModelInputException">numpy has no such function of values of their kind.</exception>
    internal abstract Features Apply(Features x);

    /// <summary>The function for one row of numbers of float64, or null where it does not act on each value by itself.</summary>
    internal virtual RowKernel? Kernel(int count) => null;
}
