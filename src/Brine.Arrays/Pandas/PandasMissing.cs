using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The values by which pandas says that something is missing: <c>NaT</c>, <c>NA</c>, <c>NaN</c>, <c>None</c>.</summary>
internal static class PandasMissing
{
    /// <summary>Python's NaN, whose sign bit is clear; .NET's own has it set.</summary>
    internal static readonly double NaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    /// <summary>True for <c>pandas.NaT</c>.</summary>
    public static bool IsNaT(PyValue value) =>
        value.As<PyObject>() is { Callable: var callable } && callable.As<PyGlobal>() is { Name: "__nat_unpickle" or "_nat_unpickle" } maker
            && PandasObject.IsPandas(maker);

    /// <summary>True for <c>pandas.NA</c>.</summary>
    public static bool IsNA(PyValue value) => value.As<PyGlobal>() is { Name: "NA" } constant && PandasObject.IsPandas(constant);

    /// <summary>True for all of them, as <c>pandas.isna</c>.</summary>
    public static bool Is(PyValue value) =>
        value.IsNone || (PyComplex.From(value) is { Value: var complex } && (double.IsNaN(complex.Real) || double.IsNaN(complex.Imaginary)))
            || (value.Kind == PyKind.Float && value.TryGetDouble(out double number) && double.IsNaN(number)) || IsNA(value) || IsNaT(value);
}
