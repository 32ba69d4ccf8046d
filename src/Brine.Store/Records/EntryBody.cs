using System.Text.Json;

namespace Brine.Store;

/// <summary>An entry of the history as it is kept: a JSON text that holds the hash of the entry before.</summary>
internal sealed record EntryBody(long Number, string Before, DateTimeOffset Time, string Who, string Machine, string Action,
    JsonElement Data)
{
    internal byte[] Write() => RecordJson.Write(json =>
    {
        json.WriteNumber("entry", Number);
        json.WriteString("before", Before);
        json.Time("time", Time);
        json.WriteString("by", Who);
        json.WriteString("machine", Machine);
        json.WriteString("action", Action);
        json.WritePropertyName("data");
        Data.WriteTo(json);
    });

    internal static EntryBody Read(ReadOnlyMemory<byte> body, string place)
    {
        using JsonDocument document = RecordJson.Parse(body, place);
        JsonElement json = document.RootElement;
        return new EntryBody(json.Whole("entry"), json.Text("before"), json.Time("time"), json.Text("by"), json.Text("machine"),
            json.Text("action"), json.Part("data")?.Clone() ?? throw RecordJson.Damaged(place));
    }

    /// <summary>What an action is about, as JSON.</summary>
    internal static JsonElement DataOf(Action<Utf8JsonWriter> write)
    {
        using JsonDocument document = JsonDocument.Parse(RecordJson.Write(write));
        return document.RootElement.Clone();
    }

    internal StoreEntry ToEntry(string hash) => new(Number, Time, Who, Machine, Action,
        Data.OptionalText("model") ?? Data.Part("version")?.OptionalText("name"),
        Data.TryGetProperty("number", out JsonElement number) && number.TryGetInt32(out int value) ? value
            : Data.Part("version")?.Number("version"),
        Data.OptionalText("environment"), Detail(), hash);

    private string Detail() => Action switch
    {
        "tag" => Data.Text("tag"),
        "untag" => Data.Text("tag"),
        "note" => Data.Text("text"),
        "environment" => Data.Text("rules"),
        "promote" or "rollback" => string.Join("; ", Data.Texts("results")),
        "attach" => string.Join(", ", new[] { "cases", "signature" }.Where(name => Data.File(name) is not null)),
        "gc" => $"{Data.Whole("files")} files, {Data.Whole("bytes")} bytes",
        _ => "",
    };
}
