using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>One value of a frame as JSON: numbers in full, times as ISO 8601, lists and dicts as what they are, all else as text.</summary>
internal static class FrameJson
{
    internal const int DeepestValue = 64;

    internal static void Write(Utf8JsonWriter json, string name, PyValue value)
    {
        json.WritePropertyName(name);
        Write(json, value, 0);
    }

    private static void Write(Utf8JsonWriter json, PyValue value, int depth)
    {
        if (depth > DeepestValue)
        {
            throw new PickleLimitException("LimitDepth", $"a value of the frame nests deeper than {DeepestValue}");
        }

        value = NDArray.From(value) is { IsScalar: true } boxed ? boxed[0] : value;
        switch (value.Reference)
        {
            case null when value.TryGetBool(out bool truth):
                json.WriteBooleanValue(truth);
                break;
            case null when value.Kind == PyKind.Float && value.TryGetDouble(out double number) && double.IsFinite(number):
                // JSON would make an int of 1.0: the point is kept.
                json.WriteRawValue(value.ToString());
                break;
            case null when value.Kind != PyKind.Int:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case PyList or PyTuple:
                json.WriteStartArray();
                foreach (PyValue item in (IReadOnlyList<PyValue>)value.Reference)
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            case PyDict dict:
                json.WriteStartObject();
                for (int i = 0; i < dict.Count; i++)
                {
                    json.WritePropertyName(FrameText.Of(dict.Keys[i]));
                    Write(json, dict.Values[i], depth + 1);
                }

                json.WriteEndObject();
                break;
            default:
                WriteOther(json, value, depth);
                break;
        }
    }

    private static void WriteOther(Utf8JsonWriter json, PyValue value, int depth)
    {
        if (value.TryGetBigInteger(out BigInteger integer))
        {
            json.WriteRawValue(integer.ToString(CultureInfo.InvariantCulture));
        }
        else if (PandasMissing.Is(value))
        {
            json.WriteNullValue();
        }
        else if (NDArray.From(value) is { } array)
        {
            json.WriteStartArray();
            for (int i = 0; i < array.Length; i++)
            {
                Write(json, array[i], depth + 1);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStringValue(PandasTimestamp.From(value)?.ToIsoString() ?? FrameText.Of(value));
        }
    }
}
