using System.Text.Json;

namespace Brine;

/// <summary>In which form a model is best kept.</summary>
public sealed record FormAdvice
{
    /// <summary>The path that was asked about.</summary>
    public required string Path { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>All forms that were tried, the smallest file first.</summary>
    public required IReadOnlyList<FormMeasure> Forms { get; init; }

    /// <summary>The form that is recommended.</summary>
    public required FormMeasure Recommended { get; init; }

    /// <summary>Why it is.</summary>
    public required string Reason { get; init; }

    /// <summary>What else there is to gain: what may be left out, forms that cannot hold the value.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Writes the advice as JSON, as <c>brine advise --json</c> prints it.</summary>
    /// <param name="output">Where to; it is not closed.</param>
    public void WriteJson(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("path", Path);
        json.WriteNumber("bytes", FileBytes);
        json.WriteString("recommended", Recommended.Form);
        json.WriteString("reason", Reason);
        json.WriteStartArray("forms");
        foreach (FormMeasure form in Forms)
        {
            json.WriteStartObject();
            json.WriteString("form", form.Form);
            json.WriteString("extension", form.Extension);
            if (form.Protocol is { } protocol)
            {
                json.WriteNumber("protocol", protocol);
            }

            json.WriteString("compress", form.Compress ?? "none");
            json.WriteString("python", form.Python);
            json.WriteNumber("bytes", form.Bytes);
            json.WriteNumber("save_seconds", form.SaveTime.TotalSeconds);
            json.WriteNumber("load_seconds", form.LoadTime.TotalSeconds);
            json.WriteString("opens", form.Opens);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
