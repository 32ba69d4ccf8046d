using System.Globalization;
using System.Text.Json;

namespace Brine;

/// <summary>Writes the bill of materials of a model: an ML-BOM of CycloneDX 1.6, with the model's hash, what it computes with, and the
/// libraries that wrote it.</summary>
public static class ModelBom
{
    /// <summary>The names on PyPI of the libraries that files tell by other names.</summary>
    private static readonly Dictionary<string, string> PackageNames = new(StringComparer.OrdinalIgnoreCase)
        { ["MLflow"] = "mlflow", ["XGBoost"] = "xgboost", ["LightGBM"] = "lightgbm" };

    /// <summary>Writes the bill as JSON.</summary>
    /// <param name="path">The file of the model.</param>
    /// <param name="output">Where to; it is not closed.</param>
    /// <param name="options">What the file does not tell.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="Pickling.PickleFormatException">The file is nothing that can be shown, or is corrupt.</exception>
    /// <exception cref="Pickling.PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="ArgumentException">A metric is no finite number.</exception>
    public static void Write(string path, Stream output, PaperOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(output);
        options ??= new PaperOptions();
        ModelFacts facts = ModelFacts.Of(path, options.FileName, options.Load);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", "urn:uuid:" + Guid.NewGuid().ToString("D"));
        json.WriteNumber("version", 1);
        json.WriteStartObject("metadata");
        json.WriteString("timestamp",
            options.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "brine");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        WriteModel(json, facts, options);
        json.WriteEndObject();
        WriteLibraries(json, facts);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, ModelFacts facts, PaperOptions options)
    {
        json.WriteStartObject("component");
        json.WriteString("type", "machine-learning-model");
        json.WriteString("bom-ref", "model");
        json.WriteString("name", options.Name ?? facts.Name);
        if (options.Version is { } version)
        {
            json.WriteString("version", version);
        }

        json.WriteString("description", facts.Inspection.Content.Summary);
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", facts.Hash);
        json.WriteEndObject();
        json.WriteEndArray();
        if (options.License is { } license)
        {
            json.WriteStartArray("licenses");
            json.WriteStartObject();
            json.WriteString("expression", license);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteCard(json, facts, options);
        WriteProperties(json, [
            KeyValuePair.Create("brine:file", facts.FileName),
            KeyValuePair.Create("brine:bytes", facts.Bytes.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("brine:format", facts.Inspection.Container),
            KeyValuePair.Create("brine:verdict", facts.Verdict.ToString())]);
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, ModelFacts facts, PaperOptions options)
    {
        json.WriteStartObject("modelCard");
        json.WriteStartObject("modelParameters");
        if (facts.Task is "classification" or "regression")
        {
            json.WriteStartObject("approach");
            json.WriteString("type", "supervised");
            json.WriteEndObject();
        }

        if (facts.Task is { } task)
        {
            json.WriteString("task", task);
        }

        if (facts.ClassName is { } name)
        {
            json.WriteString("architectureFamily", facts.Module);
            json.WriteString("modelArchitecture", name);
        }

        WriteFormats(json, "inputs",
            facts.Inspection.FeatureNames ?? (facts.Inspection.FeatureCount is { } count ? [$"{count} columns"] : []));
        WriteFormats(json, "outputs", facts.Inspection.Classes ?? []);
        json.WriteEndObject();
        if (options.Metrics.Count > 0)
        {
            json.WriteStartObject("quantitativeAnalysis");
            json.WriteStartArray("performanceMetrics");
            foreach ((string metric, double value) in options.Metrics)
            {
                json.WriteStartObject();
                json.WriteString("type", metric);
                json.WriteString("value", double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture)
                    : throw new ArgumentException($"the metric {metric} is no finite number", nameof(options)));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        WriteProperties(json, facts.Parameters.Select(item => KeyValuePair.Create("parameter:" + item.Key, item.Value)));
        json.WriteEndObject();
    }

    private static void WriteLibraries(Utf8JsonWriter json, ModelFacts facts)
    {
        (string Name, string? Version)[] libraries = [.. facts.Libraries.DistinctBy(library => library.Name)];
        json.WriteStartArray("components");
        foreach ((string name, string? version) in libraries)
        {
            json.WriteStartObject();
            json.WriteString("type", "library");
            json.WriteString("bom-ref", "library:" + name);
            json.WriteString("name", name);
            if (version is not null)
            {
                json.WriteString("version", version);
            }

            // A version that only its beginning is known of names no package.
            if (version is not null && version.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '+' or '-')
                && !version.EndsWith(".x", StringComparison.Ordinal))
            {
                json.WriteString("purl", $"pkg:pypi/{PackageNames.GetValueOrDefault(name, name)}@{Uri.EscapeDataString(version)}");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("dependencies");
        json.WriteStartObject();
        json.WriteString("ref", "model");
        json.WriteStartArray("dependsOn");
        foreach ((string name, _) in libraries)
        {
            json.WriteStringValue("library:" + name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFormats(Utf8JsonWriter json, string name, IReadOnlyList<string> formats)
    {
        if (formats.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string format in formats)
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> properties)
    {
        json.WriteStartArray("properties");
        foreach ((string name, string value) in properties)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
