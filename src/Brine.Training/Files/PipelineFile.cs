using System.Text.Json;

namespace Brine.Training;

/// <summary>
/// A trainer as JSON: an object with the name of the class and its parameters, by their Python names; estimators inside are such objects
/// too.
/// </summary>
/// <example><code>
/// { "class": "Pipeline", "steps": [["scale", { "class": "StandardScaler" }], ["model", { "class": "Ridge", "alpha": 0.5 }]] }
/// </code></example>
public static class PipelineFile
{
    private const int MaxDepth = 64;

    private static readonly string[] KeysBeside = ["class", "$schema"];

    /// <summary>Reads a trainer out of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="version">The scikit-learn whose parameters the file has.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TrainingException">The file is no JSON, or names a class or a parameter that is not trained here.</exception>
    public static Trainer Load(string path, SklearnTarget version = SklearnTarget.V1_9) => Parse(File.ReadAllText(path), version);

    /// <summary>Reads a trainer out of text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="version">The scikit-learn whose parameters the text has.</param>
    /// <exception cref="TrainingException">The text is no JSON, or names a class or a parameter that is not trained here.</exception>
    public static Trainer Parse(string json, SklearnTarget version = SklearnTarget.V1_9)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json,
                new JsonDocumentOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(document.RootElement, "the pipeline", version == SklearnTarget.V1_9);
        }
        catch (JsonException error)
        {
            throw new TrainingException("FitFile",
                $"the pipeline is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine}");
        }
    }

    /// <summary>JSON nests no deeper than the parser lets it.</summary>
    private static Trainer Read(JsonElement element, string place, bool isNew)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return TrainerTable.Make(element.GetString()!);
        }

        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("class", out JsonElement name)
            || name.ValueKind != JsonValueKind.String)
        {
            throw new TrainingException("FitFile", $"{place} is no object with a \"class\": {Shorten(element.GetRawText())}");
        }

        Trainer trainer = TrainerTable.Make(name.GetString()!);
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var beside = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (KeysBeside.Contains(property.Name) ? !beside.Add(property.Name) : !given.TryAdd(property.Name, property.Value))
            {
                throw new TrainingException("FitFile", $"{place} has \"{property.Name}\" twice");
            }
        }

        var binder = new ParameterBinder(isNew, trainer.PythonName)
            { Given = given, ReadTrainer = (inner, step) => Read(inner, $"'{step}' in {place}", isNew) };
        trainer.Bind(binder);
        binder.RefuseUnknown();
        return trainer;
    }

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "..." : text;
}
