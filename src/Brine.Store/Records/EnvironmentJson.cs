using System.Text.Json;

namespace Brine.Store;

/// <summary>Environments and what they have, as JSON.</summary>
internal static class EnvironmentJson
{
    internal static byte[] Write(StoreEnvironment environment) => RecordJson.Write(json => Write(json, environment));

    internal static void Write(Utf8JsonWriter json, StoreEnvironment environment)
    {
        json.WriteString("name", environment.Name);
        json.WriteString("rules", environment.Rules.ToString());
        json.Texts("keys", environment.Rules.Keys);
    }

    internal static StoreEnvironment Read(ReadOnlyMemory<byte> body, string place)
    {
        using JsonDocument document = RecordJson.Parse(body, place);
        return Read(document.RootElement, place);
    }

    internal static StoreEnvironment Read(JsonElement json, string place)
    {
        try
        {
            return new StoreEnvironment(json.Text("name"), PromotionRules.Parse(json.Text("rules"), json.Texts("keys")));
        }
        catch (Exception error) when (error is ArgumentException or SignatureException)
        {
            throw RecordJson.Damaged(place, error);
        }
    }

    internal static byte[] Write(Placement placement) => RecordJson.Write(json =>
    {
        Write(json, placement);
        json.WriteNumber("entry", placement.Entry);
    });

    internal static void Write(Utf8JsonWriter json, Placement placement)
    {
        json.WriteString("model", placement.Model);
        json.WriteString("environment", placement.Environment);
        json.WriteNumber("version", placement.Version);
        json.WriteString("by", placement.Who);
        json.Time("time", placement.Time);
    }

    internal static Placement ReadPlacement(ReadOnlyMemory<byte> body, string place)
    {
        using JsonDocument document = RecordJson.Parse(body, place);
        JsonElement json = document.RootElement;
        return new Placement(json.Text("model"), json.Text("environment"), json.Number("version"), json.Text("by"), json.Time("time"))
            { Entry = json.Whole("entry") };
    }
}
