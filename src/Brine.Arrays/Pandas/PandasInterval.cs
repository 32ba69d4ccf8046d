using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>Interval</c>.</summary>
/// <param name="Left">Where it begins.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Closed">Which end belongs to it: <c>left</c>, <c>right</c>, <c>both</c> or <c>neither</c>.</param>
public sealed record PandasInterval(PyValue Left, PyValue Right, string Closed)
{
    /// <summary>Views a value as an <c>Interval</c>, or gives null where it is none.</summary>
    public static PandasInterval? From(PyValue value) =>
        value.As<PyObject>() is { Arguments: { Count: 3 } arguments } instance
            && instance.Callable.As<PyGlobal>() is { Name: "Interval" } maker && PandasObject.IsPandas(maker)
        && arguments[2].AsString() is { } closed && !IsInterval(arguments[0]) && !IsInterval(arguments[1])
        ? new PandasInterval(arguments[0], arguments[1], closed) : null;

    /// <summary>pandas makes no intervals of intervals.</summary>
    private static bool IsInterval(PyValue value) => value.As<PyObject>()?.Callable.As<PyGlobal>() is { Name: "Interval" };

    /// <summary>As pandas pickles it.</summary>
    public PyObject ToPickle() => new(new PyGlobal("pandas._libs.interval", "Interval"), new PyTuple(Left, Right, Closed));

    /// <summary>As Python's <c>str</c> prints it: <c>(0, 1]</c>.</summary>
    public override string ToString() => Text(PandasText.Of(Left), PandasText.Of(Right), Closed);

    internal static string Text(string? left, string? right, string closed) =>
        $"{(closed is "left" or "both" ? '[' : '(')}{left}, {right}{(closed is "right" or "both" ? ']' : ')')}";
}
