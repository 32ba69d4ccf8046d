using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Brine.Store;

/// <summary>Reads and writes what the index holds, as JSON in one fixed form: the same facts are the same bytes.</summary>
internal static class RecordJson
{
    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static JsonDocument Parse(ReadOnlyMemory<byte> body, string place)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException error)
        {
            throw Damaged(place, error);
        }
    }

    internal static StoreException Damaged(string place, Exception? cause = null) =>
        new("StoreDamaged", $"{place} is not as it was written", cause);

    internal static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()!
            : throw Damaged($"the field {name} of a record");

    internal static string? OptionalText(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static bool Flag(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    internal static bool? OptionalFlag(this JsonElement json, string name) =>
        !json.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    internal static int Number(this JsonElement json, string name) => checked((int)json.Whole(name));

    internal static long Whole(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            ? number : throw Damaged($"the field {name} of a record");

    internal static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    internal static string[] Texts(this JsonElement json, string name) =>
        [.. json.Items(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()!
            : throw Damaged($"the field {name} of a record"))];

    internal static JsonElement? Part(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    internal static DateTimeOffset Time(this JsonElement json, string name) =>
        DateTimeOffset.TryParseExact(json.Text(name), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time : throw Damaged($"the field {name} of a record");

    internal static void Time(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    internal static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    internal static void Optional(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    internal static void File(this Utf8JsonWriter json, string name, StoredFile? file)
    {
        if (file is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("name", file.Name);
            json.WriteString("sha256", file.Hash);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteEndObject();
        }
    }

    internal static StoredFile? File(this JsonElement json, string name)
    {
        if (json.Part(name) is not { } file)
        {
            return null;
        }

        string hash = file.Text("sha256");
        return hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) && file.Whole("bytes") is >= 0 and var bytes
            ? new StoredFile(file.Text("name"), hash, bytes) : throw Damaged($"the file {name} of a record");
    }
}
