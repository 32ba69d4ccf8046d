using System.Globalization;
using System.Text.Json;

namespace Brine.Training;

/// <summary>Parameters of an estimator as a pipeline file has them.</summary>
internal static class ParameterValue
{
    private const int MostItems = 1000;

    /// <returns>The value; null where it is an object.</returns>
    internal static JsonElement? ToJson(PyValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            IReadOnlyList<PyValue>? items = value.As<PyTuple>() is { } tuple ? tuple : value.As<PyList>();
            if (items is null)
            {
                if (!Write(writer, value))
                {
                    return null;
                }
            }
            else
            {
                writer.WriteStartArray();
                foreach (PyValue item in items)
                {
                    if (items.Count > MostItems || !Write(writer, item))
                    {
                        return null;
                    }
                }

                writer.WriteEndArray();
            }
        }

        using JsonDocument document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private static bool Write(Utf8JsonWriter writer, PyValue value)
    {
        value = NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;
        if (value.IsNone)
        {
            writer.WriteNullValue();
        }
        else if (value.TryGetBool(out bool flag))
        {
            writer.WriteBooleanValue(flag);
        }
        else if (value.Kind == PyKind.Int && value.TryGetInt64(out long whole))
        {
            writer.WriteNumberValue(whole);
        }
        else if (value.Kind == PyKind.Float && value.TryGetDouble(out double number))
        {
            WriteNumber(writer, number);
        }
        else if (value.AsString() is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            // A point tells Python's 1.0 from 1, which some parameters mean something else by.
            string text = number.ToString("R", CultureInfo.InvariantCulture);
            writer.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0");
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        }
    }
}
