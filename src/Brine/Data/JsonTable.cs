using System.Globalization;
using System.Text;
using System.Text.Json;
using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>Reads records: a JSON array of objects, or one object a line. An array of arrays is rows of numbers.</summary>
internal static class JsonTable
{
    internal static Features Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            ReadOnlySpan<byte> start = bytes.Span.TrimStart(" \t\r\n\ufeff"u8);
            if (start.StartsWith("["u8))
            {
                using JsonDocument document = JsonDocument.Parse(bytes);
                return FromRecords([.. document.RootElement.EnumerateArray()]);
            }

            var lines = new List<JsonDocument>();
            foreach (string line in Encoding.UTF8.GetString(bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                lines.Add(JsonDocument.Parse(line));
            }

            return FromRecords([.. lines.Select(line => line.RootElement)]);
        }
        catch (JsonException error)
        {
            throw new ModelInputException("InputJson", $"the data is no JSON: {error.Message}");
        }
    }

    private static Features FromRecords(JsonElement[] records)
    {
        if (records.Length > 0 && records.All(record => record.ValueKind == JsonValueKind.Array))
        {
            return Matrix.FromRows([.. records.Select((record, row) => record.EnumerateArray().Select(item => Number(item, row)).ToArray())]);
        }

        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (int row = 0; row < records.Length; row++)
        {
            if (records[row].ValueKind != JsonValueKind.Object)
            {
                throw new ModelInputException("InputJson", $"record {row} of the JSON is no object; each record is an object of column names and values");
            }

            foreach (JsonProperty property in records[row].EnumerateObject())
            {
                if (known.Add(property.Name))
                {
                    names.Add(property.Name);
                }
            }
        }

        return names.Count > 0 ? new Table([.. names.Select(name => Column(name, records))]) : throw new ModelInputException("InputEmpty", "the data is empty; JSON data is an array of records");
    }

    private static Column Column(string name, JsonElement[] records)
    {
        JsonElement?[] values = [.. records.Select(record => record.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : (JsonElement?)null)];
        if (values.All(value => value is null || value.Value.ValueKind == JsonValueKind.Number))
        {
            double[] numbers = [.. values.Select(value => value?.GetDouble() ?? double.NaN)];
            bool isInteger = values.All(value => value is not null && value.Value.TryGetInt64(out _));
            return Tables.Column.OfNumbers(name, numbers, isInteger ? DType.Int64 : DType.Float64);
        }

        if (values.All(value => value?.ValueKind is JsonValueKind.True or JsonValueKind.False))
        {
            return Tables.Column.OfNumbers(name, [.. values.Select(value => value!.Value.ValueKind == JsonValueKind.True ? 1.0 : 0.0)], DType.Bool);
        }

        return Tables.Column.OfText(name, [.. values.Select(value => value?.ValueKind switch
        {
            null => null,
            JsonValueKind.String => value.Value.GetString(),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => value.Value.GetRawText(),
        })]);
    }

    private static double Number(JsonElement item, int row) => item.ValueKind switch
    {
        JsonValueKind.Number => item.GetDouble(),
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => throw new ModelInputException("InputJson", string.Create(CultureInfo.InvariantCulture, $"row {row} of the JSON holds {item.ValueKind.ToString().ToLowerInvariant()} where a number should be")),
    };
}
