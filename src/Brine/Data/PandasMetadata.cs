using System.Text.Json;

namespace Brine;

/// <summary>What pandas notes in a file beside the columns: which of them were the labels of the rows, and which had one of its nullable
/// dtypes.</summary>
internal sealed class PandasMetadata
{
    private readonly HashSet<string> _index = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nullable = new(StringComparer.Ordinal);

    /// <summary>That of a file without notes.</summary>
    internal static PandasMetadata None { get; } = new();

    internal bool IsIndex(string name) => _index.Contains(name);

    internal bool IsNullable(string name) => _nullable.Contains(name);

    internal static PandasMetadata Read(IReadOnlyDictionary<string, string> notes)
    {
        var found = new PandasMetadata();
        if (!notes.TryGetValue("pandas", out string? text))
        {
            return found;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            foreach (JsonElement index in Items(json.RootElement, "index_columns"))
            {
                if (index.ValueKind == JsonValueKind.String)
                {
                    found._index.Add(index.GetString()!);
                }
            }

            foreach (JsonElement column in Items(json.RootElement, "columns"))
            {
                // Int64, UInt8, Float32, boolean: numpy's own dtypes are written small, and its bools are called bool.
                if (Text(column, "numpy_type") is ("boolean" or ['I' or 'U' or 'F', ..]) && Text(column, "field_name") is { } name)
                {
                    found._nullable.Add(name);
                }
            }
        }
        catch (JsonException)
        {
            // A note that cannot be read is none: the columns are all there.
        }

        return found;
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement list)
            && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
