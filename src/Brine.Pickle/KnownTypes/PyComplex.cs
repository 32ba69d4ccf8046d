using System.Numerics;

namespace Brine.Pickling;

/// <summary>Python's <c>complex</c>.</summary>
/// <param name="Value">The number; the bits of both parts are those of the file.</param>
public sealed record PyComplex(Complex Value)
{
    /// <summary>Views a value as a <c>complex</c>, or gives null where it is none.</summary>
    public static PyComplex? From(PyValue value) =>
        KnownObject.Of(value, "builtins", "complex") is { Arguments.Count: 1 or 2 } instance
        && instance.Arguments[0].TryGetDouble(out double real)
        && (instance.Arguments.Count == 1 ? 0
            : instance.Arguments[1].TryGetDouble(out double second) ? second : (double?)null) is { } imaginary
            ? new PyComplex(new Complex(real, imaginary)) : null;
}
