using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Python's <c>str</c> of what stands in columns.</summary>
internal static class PandasText
{
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
        return PandasTimestamp.From(instance)?.ToString() ?? PandasTimedelta.From(instance)?.ToString() ?? PandasPeriod.From(instance)?.ToString() ?? PandasInterval.From(instance)?.ToString()
            ?? (PandasMissing.IsNaT(instance) ? "NaT" : PyDate.From(instance) is { } date ? date.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : NDArray.From(instance) is { IsScalar: true } scalar ? Of(scalar[0]) : PyDecimal.From(instance)?.Text ?? (PyComplex.From(instance) is { } complex ? ElementText.ComplexText(complex.Value.Real, complex.Value.Imaginary) : null) ?? value.ToString());
    }
}
