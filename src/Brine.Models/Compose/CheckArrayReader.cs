using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// Reads <c>functools.partial(check_array, dtype=[float64], ensure_all_finite=False)</c>, which scikit-learn's histogram gradient boosting
/// gives to a FunctionTransformer for its columns of numbers.
/// </summary>
internal static class CheckArrayReader
{
    /// <summary>What <c>check_array</c> lets through, or null where the value is another function, or has other arguments.</summary>
    internal static InputContract? Read(PyValue value)
    {
        if (value.As<PyObject>() is not { Class.FullName: "functools.partial" } partial || partial.Arguments.Count != 1
            || FunctionReference.Read(partial.Arguments[0]) is not { FullName: "sklearn.utils.validation.check_array" }
            || partial.State.As<PyTuple>() is not { Count: 4 } state || state[1].As<PyTuple>() is not { Count: 0 }
            || state[2].As<PyDict>() is not { Count: 2 } arguments)
        {
            return null;
        }

        bool isDouble = arguments.TryGetValue("dtype", out PyValue types) && types.As<PyList>() is { Count: 1 } list
            && list[0].As<PyGlobal>() is { Module: "numpy", Name: "float64" };
        bool takesAll = (arguments.TryGetValue("ensure_all_finite", out PyValue finite)
            || arguments.TryGetValue("force_all_finite", out finite)) && finite.TryGetBool(out bool isFinite) && !isFinite;
        return isDouble && takesAll ? new InputContract { TakesMissing = true, TakesInfinity = true, Precision = InputPrecision.Double }
            : null;
    }
}
