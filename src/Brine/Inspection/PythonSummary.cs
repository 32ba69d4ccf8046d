using Brine.Pickling;

namespace Brine;

/// <summary>Python's own small values with their type, as <c>str</c> prints them.</summary>
internal static class PythonSummary
{
    /// <summary>The value in one line, or null where it is none of these.</summary>
    internal static string? Of(PyObject instance) => Small(instance) ?? (PySlice.From(instance) is { } slice ? $"slice({ValueSummary.OfPart(slice.Start)}, {ValueSummary.OfPart(slice.Stop)}, {ValueSummary.OfPart(slice.Step)})"
        : instance.Class is { Module: "datetime" or "builtins" or "zoneinfo" } && !instance.HasState ? new PyValue(instance).ToString() : null);

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
}
