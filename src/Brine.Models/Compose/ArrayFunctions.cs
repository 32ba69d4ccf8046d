using Brine.Pickling;

namespace Brine.Models;

/// <summary>numpy's functions of arrays that a FunctionTransformer may call, with their keyword arguments.</summary>
internal static class ArrayFunctions
{
    /// <summary>The function, or null where there is none of that name, or it is called with arguments that are not known.</summary>
    internal static NumpyFunction? Find(string name, PyDict? arguments)
    {
        Dictionary<string, PyValue> given = new(StringComparer.Ordinal);
        foreach ((PyValue key, PyValue value) in arguments ?? new PyDict())
        {
            given[key.AsString() ?? ""] = value;
        }

        NumpyFunction? found = name switch
        {
            "nan_to_num" => ReadNanToNum(given),
            "clip" => ReadClip(given),
            "round" or "around" or "round_" => Take(given, "decimals") is var decimals && decimals.IsNone ? new RoundFunction(0)
                : decimals.TryGetInt64(out long places) && Math.Abs(places) <= 22 ? new RoundFunction((int)places) : null,
            "ravel" =>
                Take(given, "order") is var order && order.IsNone || order.AsString() is "C" or "K" or "A"
                    ? new ShapeFunction(name, ShapeKind.Ravel) : null,
            "squeeze" => new ShapeFunction(name, ShapeKind.Squeeze),
            "asarray" or "asanyarray" or "array" or "ascontiguousarray" or "copy" or "real" => new ShapeFunction(name, ShapeKind.Same),
            _ => null,
        };
        return given.Count == 0 ? found : null;
    }

    private static ClipFunction? ReadClip(Dictionary<string, PyValue> given)
    {
        // numpy 2 has the names min and max too.
        PyValue low = Take(given, given.ContainsKey("a_min") ? "a_min" : "min"),
            high = Take(given, given.ContainsKey("a_max") ? "a_max" : "max");
        return IsNumber(low) && IsNumber(high) && !(low.IsNone && high.IsNone) ? new ClipFunction(low, high) : null;
    }

    private static NanToNumFunction? ReadNanToNum(Dictionary<string, PyValue> given)
    {
        Take(given, "copy");
        PyValue nan = Take(given, "nan"), positive = Take(given, "posinf"), negative = Take(given, "neginf");
        return IsNumber(nan) && IsNumber(positive) && IsNumber(negative)
            ? new NanToNumFunction(nan.TryGetDouble(out double number) ? number : 0, Number(positive), Number(negative)) : null;
    }

    private static bool IsNumber(PyValue value) => value.Kind is PyKind.None or PyKind.Int or PyKind.Float;

    private static double? Number(PyValue value) => value.TryGetDouble(out double number) ? number : null;

    private static PyValue Take(Dictionary<string, PyValue> given, string name) => given.Remove(name, out PyValue value) ? value : default;
}
