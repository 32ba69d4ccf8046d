using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Python's <c>str</c> of what stands in columns.</summary>
internal static class PandasText
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["Y"] = "years", ["M"] = "months", ["W"] = "weeks", ["D"] = "days", ["h"] = "hours", ["m"] = "minutes", ["s"] = "seconds",
        ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds", ["ps"] = "picoseconds", ["fs"] = "femtoseconds",
        ["as"] = "attoseconds",
    };

    internal static string Of(PyValue value)
    {
        if (value.AsString() is { } text)
        {
            return text;
        }

        if (value.As<PyBytes>() is not null || value.As<PyObject>() is not { } instance)
        {
            return PandasMissing.IsNA(value) ? "<NA>" : value.ToString();
        }

        using PandasNesting level = PandasNesting.Enter();
        return PandasTimestamp.From(instance)?.ToString() ?? PandasTimedelta.From(instance)?.ToString()
            ?? PandasPeriod.From(instance)?.ToString() ?? PandasInterval.From(instance)?.ToString()
            ?? (PandasMissing.IsNaT(instance) ? "NaT"
            : NDArray.From(instance) is { IsScalar: true } scalar ? OfScalar(scalar)
                : OfPython(instance)
                    ?? (PyComplex.From(instance) is { } complex ? ElementText.ComplexText(complex.Value.Real, complex.Value.Imaginary)
                        : null) ?? value.ToString());
    }

    /// <summary>numpy's times and spans are counts: they are printed as what they count.</summary>
    private static string OfScalar(NDArray scalar)
    {
        if (scalar.DType.Kind is not ('M' or 'm') || !scalar[0].TryGetInt64(out long count))
        {
            return Of(scalar[0]);
        }

        (string unit, int multiple) = ElementText.SplitUnit(scalar.DType.Unit);
        return count == long.MinValue ? "NaT" : scalar.DType.Kind == 'M' ? ElementText.TimeText(count, scalar.DType)
            : string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{(Int128)count * multiple} {Units.GetValueOrDefault(unit, "generic time units")}");
    }

    /// <summary>Values of Python's own libraries, as <c>str</c> prints them.</summary>
    private static string? OfPython(PyObject instance) => instance.Class switch
    {
        { Module: "datetime" } =>
            PyDateTime.From(instance)?.ToString() ?? PyDate.From(instance)?.ToString() ?? PyTimeDelta.From(instance)?.ToString()
                ?? PyTime.From(instance)?.ToString(),
        { Module: "decimal" } => PyDecimal.From(instance)?.Text,
        { Module: "fractions" } => PyFraction.From(instance)?.ToString(),
        { Module: "uuid" } => PyUuid.From(instance)?.ToString(),
        { Name: "PosixPath" or "WindowsPath" or "PurePosixPath" or "PureWindowsPath" } => PyPath.From(instance)?.Text,
        _ => null,
    };
}
