using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>JSON as Python's <c>json.load</c> reads it: dicts, lists, text, ints of any size, floats, bools, None.</summary>
internal static class JsonInput
{
    /// <summary>Python's own limit.</summary>
    private const int MostDigits = 4300;

    /// <exception cref="PickleFormatException">The text is no JSON.</exception>
    internal static PyValue Read(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        ReadOnlySpan<byte> text = bytes.Span;
        text = text.StartsWith("\ufeff"u8) ? text["\ufeff"u8.Length..] : text;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        try
        {
            return Read(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new PickleFormatException("FormatJson", $"the text is no JSON: {error.Message}", reader.BytesConsumed);
        }
    }

    /// <summary>A text that is one number, string, <c>true</c>, <c>false</c> or <c>null</c> and nothing else: it would be a table of a header only.</summary>
    internal static bool TryReadScalar(ReadOnlySpan<byte> text, out PyValue value)
    {
        value = default;
        var reader = new Utf8JsonReader(text);
        try
        {
            if (!reader.Read() || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                return false;
            }

            value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => Number(ref reader),
                JsonTokenType.Null => default,
                _ => reader.TokenType == JsonTokenType.True,
            };
            return !reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or PickleFormatException)
        {
            return false;
        }
    }

    /// <summary>Records, as tables are told in JSON, as a frame: a column for each name. Null where the value is no list of dicts.</summary>
    internal static DataFrame? Records(PyValue value)
    {
        if (value.As<PyList>() is not { Count: > 0 } rows || !rows.All(row => row.As<PyDict>() is { Count: > 0 }))
        {
            return null;
        }

        var names = new Dictionary<string, PyValue[]>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            foreach ((PyValue name, PyValue item) in rows[i].As<PyDict>()!)
            {
                if (!names.TryGetValue(name.AsString()!, out PyValue[]? column))
                {
                    names[name.AsString()!] = column = new PyValue[rows.Count];
                }

                column[i] = item;
            }
        }

        return DataFrame.Of([.. names.Select(named => (named.Key, Column(named.Value)))]);
    }

    /// <summary>The column that pandas makes of such values: bools, ints or floats where all are, else objects.</summary>
    internal static PandasArray Column(PyValue[] values)
    {
        if (values.All(value => value.Kind == PyKind.Bool))
        {
            return PandasArray.Of([.. values.Select(value => value == PyValue.True)]);
        }

        if (values.All(value => value.Kind == PyKind.Int && value.TryGetInt64(out _)))
        {
            return PandasArray.Of([.. values.Select(value => value.TryGetInt64(out long number) ? number : 0)]);
        }

        if (values.All(value => value.Kind == PyKind.Int && value.TryGetBigInteger(out BigInteger number) && number >= 0 && number <= ulong.MaxValue))
        {
            return PandasArray.Of([.. values.Select(value => value.TryGetBigInteger(out BigInteger number) ? (ulong)number : 0)]);
        }

        return values.Any(value => value.Kind is PyKind.Float or PyKind.Int) && values.All(value => value.Kind is PyKind.Float or PyKind.None || (value.Kind == PyKind.Int && value.TryGetInt64(out long number) && Math.Abs(number) < 1L << 53))
            ? PandasArray.Of([.. values.Select(value => value.TryGetDouble(out double number) ? number : TextColumn.NaN)])
            : PandasArray.Of(NDArray.OfObjects([values.Length], values));
    }

    private static PyValue Read(ref Utf8JsonReader reader)
    {
        var open = new Stack<PyReference>();
        string? key = null;
        PyValue root = default;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = reader.GetString();
                    continue;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    open.Pop();
                    continue;
            }

            PyValue value = reader.TokenType switch
            {
                JsonTokenType.StartArray => new PyList(),
                JsonTokenType.StartObject => new PyDict(),
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => Number(ref reader),
                JsonTokenType.True => PyValue.True,
                JsonTokenType.False => PyValue.False,
                _ => default,
            };
            if (!open.TryPeek(out PyReference? around))
            {
                root = value;
            }
            else if (around is PyList list)
            {
                list.Add(value);
            }
            else
            {
                ((PyDict)around)[key!] = value;
            }

            if (value.Reference is PyList or PyDict)
            {
                open.Push((PyReference)value.Reference);
            }
        }

        return root;
    }

    private static PyValue Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long small) && !reader.ValueSpan.ContainsAny(".eE"u8))
        {
            return small;
        }

        ReadOnlySpan<byte> digits = reader.ValueSpan;
        if (digits.ContainsAny(".eE"u8))
        {
            return reader.GetDouble();
        }

        return digits.Length <= MostDigits
            ? BigInteger.Parse(System.Text.Encoding.ASCII.GetString(digits), CultureInfo.InvariantCulture)
            : throw new PickleFormatException("FormatJson", $"an int of {digits.Length} digits is over the limit of {MostDigits}", reader.TokenStartIndex);
    }
}
