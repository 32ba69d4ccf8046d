using Brine.Pickling;

namespace Brine;

/// <summary>Python's own small values with their type, as <c>str</c> prints them.</summary>
internal static class PythonSummary
{
    /// <summary>The value in one line, or null where it is none of these.</summary>
    internal static string? Of(PyObject instance) =>
        Small(instance) ?? Dill(instance)
            ?? (PySlice.From(instance) is { } slice
                ? $"slice({ValueSummary.OfPart(slice.Start)}, {ValueSummary.OfPart(slice.Stop)}, {ValueSummary.OfPart(slice.Step)})"
        : instance.Class is { Module: "datetime" or "builtins" or "zoneinfo" } && !instance.HasState ? new PyValue(instance).ToString()
            : null);

    /// <summary>The same for values that hold no others.</summary>
    internal static string? Small(PyObject instance)
    {
        if (instance.Class is not { Module: "datetime" or "decimal" or "fractions" or "uuid" or "pathlib" or "pathlib._local" } type)
        {
            return null;
        }

        object? known = type.Name switch
        {
            "datetime" => PyDateTime.From(instance),
            "date" => PyDate.From(instance),
            "time" => PyTime.From(instance),
            "timedelta" => PyTimeDelta.From(instance),
            "Decimal" => PyDecimal.From(instance),
            "Fraction" => PyFraction.From(instance),
            "UUID" => PyUuid.From(instance),
            _ => PyPath.From(instance),
        };
        return known is null ? null : $"{type.Name} {known}";
    }

    /// <summary>What dill describes instead of naming it: classes, functions with their code, which is data here.</summary>
    private static string? Dill(PyObject instance)
    {
        if (instance.Callable.As<PyGlobal>() is not { Module: "dill._dill" or "dill.dill" } maker)
        {
            return null;
        }

        return PyObject.NameOf(instance)?.FullName ?? PyRange.From(instance)?.ToString() ?? maker.Name switch
        {
            "_eval_repr" when instance.Arguments is { Count: 1 } text => text[0].AsString(),
            "_create_function" =>
                $"function {(instance.Arguments.Count > 2 ? instance.Arguments[2].AsString() : null) ?? "without a name"}, with its code",
            "_create_code" => "code",
            _ => null,
        };
    }
}
