using System.Globalization;
using System.Text.Json;

namespace Brine.Training;

/// <summary>Values of parameters between C#, JSON and Python.</summary>
internal static class ParameterJson
{
    /// <summary>A value as a pipeline file has it: None, a bool, a number, a text, or a list of such.</summary>
    internal static JsonElement ToJson(string name, PyValue value)
    {
        string text = value.As<PyList>() is { } list ? $"[{string.Join(',', list.Select(item => Scalar(name, item)))}]"
            : value.As<PyTuple>() is { } tuple ? $"[{string.Join(',', tuple.Select(item => Scalar(name, item)))}]"
            : Scalar(name, value);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>A value of a pipeline file as it is searched with.</summary>
    internal static PyValue FromJson(string name, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? new PyList(value.EnumerateArray().Select(item => ScalarOf(name, item))) : ScalarOf(name, value);

    private static string Scalar(string name, PyValue value) => value.Kind switch
    {
        PyKind.None => "null",
        PyKind.Bool => value == PyValue.True ? "true" : "false",
        PyKind.Int => value.ToString(),
        PyKind.Float when value.TryGetDouble(out double number) => double.IsNaN(number) ? "\"nan\""
            : double.IsPositiveInfinity(number) ? "\"inf\""
            : number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? number.ToString("F1", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture),
        PyKind.Str => $"\"{JsonEncodedText.Encode(value.AsString()!)}\"",
        _ => throw Odd(name),
    };

    private static PyValue ScalarOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? (PyValue)whole : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        _ => throw Odd(name),
    };

    private static TrainingException Odd(string name) => new("FitParameter",
        $"the values of {name} to search among must be None, true or false, numbers, texts, or lists of these: "
            + "estimators are not searched");
}
