using System.Text.Json;

namespace Brine;

/// <summary>What was rewritten in a file.</summary>
public sealed class UpgradeReport
{
    /// <summary>The file that was read.</summary>
    public required string Input { get; init; }

    /// <summary>The scikit-learn that the file is written for: <c>1.9.0</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The versions of scikit-learn that were found in the file, oldest first.</summary>
    public required IReadOnlyList<string> SavedBy { get; init; }

    /// <summary>What was changed, in the order of the file.</summary>
    public required IReadOnlyList<UpgradeChange> Changes { get; init; }

    /// <summary>What the new scikit-learn does otherwise, with the places: nothing that changes a prediction.</summary>
    public required IReadOnlyList<UpgradeChange> Notes { get; init; }

    /// <summary>How many methods of the model were asked the same before and after, and gave the same answers.</summary>
    public required int ComparedMethods { get; init; }

    /// <summary>Why no method was compared, so that nothing proves that the file answers as before; null where one was.</summary>
    public string? WhyNothingCompared { get; init; }

    /// <summary>Writes the report as JSON.</summary>
    public void WriteJson(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("input", Input);
        writer.WriteString("target", Target);
        writer.WriteStartArray("savedBy");
        foreach (string version in SavedBy)
        {
            writer.WriteStringValue(version);
        }

        writer.WriteEndArray();
        Write(writer, "changes", Changes);
        Write(writer, "notes", Notes);
        writer.WriteNumber("comparedMethods", ComparedMethods);
        writer.WriteString("whyNothingCompared", WhyNothingCompared);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<UpgradeChange> changes)
    {
        writer.WriteStartArray(name);
        foreach (UpgradeChange change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("path", change.Path);
            writer.WriteString("class", change.ClassName);
            writer.WriteString("description", change.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
