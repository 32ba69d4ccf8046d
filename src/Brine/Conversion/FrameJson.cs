using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>One value of a frame as JSON: numbers in full, times as ISO 8601, lists and dicts as what they are, all else as text.</summary>
/// <param name="json">Where to.</param>
/// <param name="most">How many bytes may be written.</param>
internal sealed class FrameJson(Utf8JsonWriter json, long most)
{
    internal const int DeepestValue = 64;

    /// <summary>The lists and dicts that are open, and how far each is written.</summary>
    private readonly Stack<(IReadOnlyList<PyValue> Items, PyDict? Names, int Next)> _open = [];

    internal void Write(string name, PyValue value)
    {
        json.WritePropertyName(name);
        Begin(value);
        while (_open.TryPop(out (IReadOnlyList<PyValue> Items, PyDict? Names, int Next) top))
        {
            RefuseTooMuch();
            if (top.Next < (top.Names?.Count ?? top.Items.Count))
            {
                _open.Push(top with { Next = top.Next + 1 });
                if (top.Names is { } names)
                {
                    json.WritePropertyName(FrameText.Of(names.Keys[top.Next]));
                }

                Begin(top.Names is { } dict ? dict.Values[top.Next] : top.Items[top.Next]);
            }
            else if (top.Names is null)
            {
                json.WriteEndArray();
            }
            else
            {
                json.WriteEndObject();
            }
        }
    }

    /// <exception cref="PickleLimitException">More was written than may be: values may be shared many times over.</exception>
    internal void RefuseTooMuch()
    {
        if (json.BytesCommitted + json.BytesPending > most)
        {
            throw new PickleLimitException("LimitGraphExpansion", $"the JSON would be larger than {most} bytes");
        }
    }

    private void Begin(PyValue value)
    {
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
                Open((IReadOnlyList<PyValue>)value.Reference, null);
                break;
            case PyDict dict:
                Open([], dict);
                break;
            default:
                BeginOther(value);
                break;
        }
    }

    private void BeginOther(PyValue value)
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
            Open([.. array.Elements()], null);
        }
        else
        {
            json.WriteStringValue(PandasTimestamp.From(value)?.ToIsoString() ?? FrameText.Of(value));
        }
    }

    private void Open(IReadOnlyList<PyValue> items, PyDict? names)
    {
        if (_open.Count > DeepestValue)
        {
            throw new PickleLimitException("LimitDepth", $"a value of the frame nests deeper than {DeepestValue}");
        }

        _open.Push((items, names, 0));
        if (names is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartObject();
        }
    }
}
