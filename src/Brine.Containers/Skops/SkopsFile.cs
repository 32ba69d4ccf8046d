using System.Buffers;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// A model that skops saved: a tree of named nodes in <c>schema.json</c>, and arrays beside it. It becomes the value that a pickle of the
/// same model gives; types that nothing here knows stay inert objects under their names.
/// </summary>
public sealed class SkopsFile
{
    private const string SchemaName = "schema.json";

    /// <summary>Nodes nest about two levels of JSON each; scikit-learn's deepest pipelines stay below a tenth of this.</summary>
    internal const int DeepestSchema = 1000;

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
        if (file.Archive?.Find(SchemaName) is not { } schema)
        {
            throw new PickleFormatException("FormatSkops", "this is no skops file: it has no schema.json", 0);
        }

        using ValueBudget budget = ValueBudget.Open(options.Limits, file.FileBytes);
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema.Read(), new JsonDocumentOptions { MaxDepth = DeepestSchema });
            JsonElement root = document.RootElement;
            var reader = new SkopsReader(file.Archive, options);
            PyValue value = reader.Read(root);
            return new SkopsFile(value, root.TryGetProperty("_skops_version", out JsonElement version) ? version.GetString() : null,
                root.TryGetProperty("protocol", out JsonElement protocol) ? protocol.GetInt32() : 0);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PickleFormatException("FormatSkops",
                $"schema.json of the skops file is corrupt, or nests deeper than {DeepestSchema} levels: {error.Message}", -1, null, error);
        }
    }

    /// <summary>Writes a value as a skops file, at the position of a stream that can seek.</summary>
    /// <param name="value">The value, as a pickle or another skops file gave it.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="options">The version of the format, and how the archive is stored.</param>
    /// <exception cref="UnsupportedSkopsException">The value, or something in it, has no skops form.</exception>
    /// <exception cref="PickleLimitException">The value nests deeper than a schema can.</exception>
    /// <exception cref="ArgumentException">There is no such protocol, or the stream cannot seek.</exception>
    public static void Write(PyValue value, Stream stream, SkopsSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new SkopsSaveOptions();
        if (options.Protocol is < SkopsSaveOptions.OldestProtocol or > SkopsSaveOptions.DefaultProtocol)
        {
            throw new ArgumentException(
                $"skops files are written at protocol {SkopsSaveOptions.OldestProtocol} or {SkopsSaveOptions.DefaultProtocol}, not at "
                    + $"{options.Protocol}", nameof(options));
        }

        using var archive = new ZipWriter(stream);
        List<(string Name, object Content)> members = [];
        archive.Add(
            SchemaName,
            schema =>
            {
                using var writer = new SkopsWriter(schema, options.Protocol);
                writer.Write(value);
                members = writer.Members;
            },
            options.Storage);
        foreach ((string name, object content) in members)
        {
            archive.Add(name, member => WriteMember(content, member), options.Storage);
        }
    }

    /// <summary>Saves a value as a skops file, which appears complete or not at all.</summary>
    /// <exception cref="UnsupportedSkopsException">The value, or something in it, has no skops form.</exception>
    /// <exception cref="PickleLimitException">The value nests deeper than a schema can.</exception>
    public static void Save(PyValue value, string path, SkopsSaveOptions? options = null) =>
        AtomicFile.Write(path, stream => Write(value, stream, options));

    private static void WriteMember(object content, Stream stream)
    {
        switch (content)
        {
            case NDArray array:
                NpyFormat.Write(array, stream);
                break;
            case NpzFile parts:
                stream.Write(parts.Write());
                break;
            default:
                foreach (ReadOnlyMemory<byte> segment in (ReadOnlySequence<byte>)content)
                {
                    stream.Write(segment.Span);
                }

                break;
        }
    }
}
