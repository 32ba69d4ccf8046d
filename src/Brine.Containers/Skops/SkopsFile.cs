using System.Text.Json;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// A model that skops saved: a tree of named nodes in <c>schema.json</c>, and arrays beside it. It becomes the value that a pickle of the same
/// model gives; types that nothing here knows stay inert objects under their names.
/// </summary>
public sealed class SkopsFile
{
    /// <summary>Nodes nest about two levels of JSON each; scikit-learn's deepest pipelines stay below a tenth of this.</summary>
    private const int DeepestSchema = 1000;

    private SkopsFile(PyValue value, string? version, int protocol)
    {
        Value = value;
        Version = version;
        Protocol = protocol;
    }

    /// <summary>The value in the file.</summary>
    public PyValue Value { get; }

    /// <summary>The version of skops that wrote the file, or null.</summary>
    public string? Version { get; }

    /// <summary>The version of the format.</summary>
    public int Protocol { get; }

    /// <summary>Loads a skops file.</summary>
    /// <exception cref="PickleFormatException">The file is no skops file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static SkopsFile Read(UnpackedFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new LoadOptions();
        if (file.Archive?.Find("schema.json") is not { } schema)
        {
            throw new PickleFormatException("FormatSkops", "this is no skops file: it has no schema.json", 0);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(schema.Read(), new JsonDocumentOptions { MaxDepth = DeepestSchema });
            JsonElement root = document.RootElement;
            var reader = new SkopsReader(file.Archive, options);
            PyValue value = reader.Read(root);
            return new SkopsFile(value, root.TryGetProperty("_skops_version", out JsonElement version) ? version.GetString() : null, root.TryGetProperty("protocol", out JsonElement protocol) ? protocol.GetInt32() : 0);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PickleFormatException("FormatSkops", $"schema.json of the skops file is corrupt, or nests deeper than {DeepestSchema} levels: {error.Message}", -1, null, error);
        }
    }
}
