using System.Text.Json;

namespace Brine;

/// <summary>What the doctor says of a file.</summary>
public sealed record DoctorReport
{
    /// <summary>The path that was asked about.</summary>
    public required string Path { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>The class of the model, such as <c>sklearn.pipeline.Pipeline</c>; what the value is where it is no model.</summary>
    public required string ModelName { get; init; }

    /// <summary>What was found, the worst first.</summary>
    public required IReadOnlyList<DoctorFinding> Findings { get; init; }

    /// <summary>The parts with the most bytes, the largest first.</summary>
    public required IReadOnlyList<PartSize> LargestParts { get; init; }

    /// <summary>Which versions of Python, numpy and scikit-learn open the file.</summary>
    public required IReadOnlyList<Opening> Openings { get; init; }

    /// <summary>What to install to open the file as it was saved: the text of a <c>requirements.txt</c>.</summary>
    public required string Requirements { get; init; }

    /// <summary>True where nothing is wrong but for notes.</summary>
    public bool IsSound => Findings.All(finding => finding.Severity == DoctorSeverity.Note);

    /// <summary>Writes the report as JSON, as <c>brine doctor --json</c> prints it.</summary>
    /// <param name="output">Where to; it is not closed.</param>
    public void WriteJson(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("path", Path);
        json.WriteNumber("bytes", FileBytes);
        json.WriteString("model", ModelName);
        json.WriteBoolean("sound", IsSound);
        json.WriteStartArray("findings");
        foreach (DoctorFinding finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteString("place", finding.Place);
            json.WriteString("message", finding.Message);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("largest_parts");
        foreach (PartSize part in LargestParts)
        {
            json.WriteStartObject();
            json.WriteString("place", part.Place);
            json.WriteNumber("bytes", part.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("opens");
        foreach (Opening opening in Openings)
        {
            json.WriteStartObject();
            json.WriteString("software", opening.Software);
            json.WriteString("versions", opening.Versions);
            if (opening.Opens is { } opens)
            {
                json.WriteBoolean("opens", opens);
            }
            else
            {
                json.WriteNull("opens");
            }

            json.WriteString("reason", opening.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("requirements", Requirements);
        json.WriteEndObject();
    }
}
