using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>Values of Python and arrays as JSON. NaN and infinities, which JSON has not, become null.</summary>
internal static class JsonValues
{
    internal static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Utf8JsonWriter json, PyValue value, bool isSingle)
    {
        switch (value.Kind)
        {
            case PyKind.None:
                json.WriteNullValue();
                break;
            case PyKind.Bool when value.TryGetBool(out bool flag):
                json.WriteBooleanValue(flag);
                break;
            case PyKind.Int when value.TryGetInt64(out long integer):
                json.WriteNumberValue(integer);
                break;
            case PyKind.Int:
                json.WriteRawValue(value.ToString());
                break;
            case PyKind.Float when value.TryGetDouble(out double number):
                WriteNumber(json, number, isSingle);
                break;
            default:
                json.WriteStringValue(TextOf(value));
                break;
        }
    }

    /// <summary>The elements of an array, nested as its shape is.</summary>
    internal static void WriteNested(Utf8JsonWriter json, NDArray array)
    {
        if (array.Rank == 0)
        {
            Write(json, array[0], IsSingle(array));
            return;
        }

        int[] shape = [.. array.Shape];
        int inner = shape[^1], rows = 1;
        bool isSingle = IsSingle(array);
        for (int axis = 0; axis < shape.Length - 1; axis++)
        {
            if (shape[axis] == 0)
            {
                json.WriteStartArray();
                json.WriteEndArray();
                return;
            }

            rows *= shape[axis];
        }

        for (int row = 0; row < rows; row++)
        {
            Open(json, shape, row);
            json.WriteStartArray();
            for (int i = 0; i < inner; i++)
            {
                Write(json, array[(row * inner) + i], isSingle);
            }

            json.WriteEndArray();
            Close(json, shape, row);
        }
    }

    internal static void WriteFlat(Utf8JsonWriter json, NDArray array)
    {
        bool isSingle = IsSingle(array);
        json.WriteStartArray();
        for (int i = 0; i < array.Length; i++)
        {
            Write(json, array[i], isSingle);
        }

        json.WriteEndArray();
    }

    /// <summary>An answer as arrays in arrays; a list of answers as a list of them.</summary>
    internal static void WriteAnswer(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Parts is not { } parts)
        {
            WriteNested(json, answer.ToArray());
            return;
        }

        json.WriteStartArray();
        foreach (Answer part in parts)
        {
            WriteAnswer(json, part);
        }

        json.WriteEndArray();
    }

    internal static string TextOf(PyValue value) => value.AsString() ?? (value.As<PyBytes>() is { } bytes
        ? Encoding.Latin1.GetString(bytes.Span) : PandasArray.TextOf(value) ?? value.ToString());

    private static bool IsSingle(NDArray array) => array.DType is { Kind: 'f', ItemSize: 4 };

    private static void WriteNumber(Utf8JsonWriter json, double number, bool isSingle)
    {
        if (!double.IsFinite(number))
        {
            json.WriteNullValue();
        }
        else if (isSingle)
        {
            json.WriteNumberValue((float)number);
        }
        else if (double.IsInteger(number) && Math.Abs(number) < 1e15)
        {
            // As Python writes it: a float stays one.
            json.WriteRawValue(number.ToString("0.0", CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }

    /// <summary>Opens the lists that begin with a row of the last axis.</summary>
    private static void Open(Utf8JsonWriter json, int[] shape, int row)
    {
        int size = 1;
        for (int axis = shape.Length - 2; axis >= 0; axis--)
        {
            size *= shape[axis];
            if (row % size == 0)
            {
                json.WriteStartArray();
            }
        }
    }

    private static void Close(Utf8JsonWriter json, int[] shape, int row)
    {
        int size = 1;
        for (int axis = shape.Length - 2; axis >= 0; axis--)
        {
            size *= shape[axis];
            if ((row + 1) % size == 0)
            {
                json.WriteEndArray();
            }
        }
    }
}
