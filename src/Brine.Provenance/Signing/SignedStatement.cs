using System.Text;
using System.Text.Json;

namespace Brine;

/// <summary>What is signed: an in-toto statement with the digests of a model (https://model_signing/signature/v1.0).</summary>
internal sealed record SignedStatement
{
    internal const string PayloadType = "application/vnd.in-toto+json";

    private const string StatementType = "https://in-toto.io/Statement/v1";

    private const string PredicateType = "https://model_signing/signature/v1.0";

    private const int MostFiles = 1_000_000;

    internal required string ModelName { get; init; }

    internal required string Root { get; init; }

    internal required IReadOnlyList<SignedFile> Files { get; init; }

    internal required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>How many bytes one digest is of; null for whole files.</summary>
    internal long? ShardSize { get; init; }

    internal byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("_type", StatementType);
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", ModelName);
            json.WriteStartObject("digest");
            json.WriteString("sha256", Root);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            json.WriteStartArray("resources");
            foreach (SignedFile file in Files)
            {
                json.WriteStartObject();
                json.WriteString("algorithm", "sha256");
                json.WriteString("digest", Convert.ToHexStringLower(file.Digest));
                json.WriteString("name", file.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("serialization");
            json.WriteString("method", "files");
            json.WriteString("hash_type", "sha256");
            json.WriteBoolean("allow_symlinks", false);
            json.WriteStartArray("ignore_paths");
            foreach (string path in Ignored)
            {
                json.WriteStringValue(path);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <exception cref="SignatureException">The statement is none of a model, or contradicts itself.</exception>
    internal static SignedStatement Parse(byte[] json)
    {
        using JsonDocument document = SignatureJson.Parse(json, "statement");
        JsonElement root = document.RootElement;
        if (root.Text("_type") != StatementType || root.Text("predicateType") != PredicateType)
        {
            throw SignatureJson.Unsupported($"what is signed is of the kind '{root.Text("predicateType")}', not {PredicateType}");
        }

        JsonElement subject = root.Only("subject"), predicate = root.Member("predicate"), serialization = predicate.Member("serialization");
        string method = serialization.Text("method");
        if (serialization.Text("hash_type") != "sha256" || method is not ("files" or "shards"))
        {
            throw SignatureJson.Unsupported(
                $"the files are digested by {serialization.Text("hash_type")} over {method}; sha256 over files or shards is verified here");
        }

        var files = new List<SignedFile>();
        foreach (JsonElement resource in predicate.Items("resources"))
        {
            if (resource.Text("algorithm") != "sha256" || files.Count == MostFiles)
            {
                throw SignatureJson.Unsupported(files.Count == MostFiles ? $"more than {MostFiles} files are signed"
                    : $"a file is digested by {resource.Text("algorithm")}");
            }

            files.Add(new SignedFile(NameOf(resource.Text("name")), SignatureJson.Hex(resource.Text("digest"))));
        }

        var statement = new SignedStatement
        {
            ModelName = subject.Text("name"),
            Root = subject.Member("digest").Text("sha256"),
            Files = files,
            Ignored = serialization.TryGetProperty("ignore_paths", out JsonElement ignored) && ignored.ValueKind == JsonValueKind.Array
                ? [.. ignored.EnumerateArray().Select(path => SignatureJson.TextOf(path, "ignore_paths"))] : [],
            ShardSize = method == "shards"
                ? serialization.Member("shard_size") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long size)
                    && size > 0 ? size
                : throw SignatureJson.Bad("the size of a shard is no number above 0") : null,
        };
        return ModelDigests.Root(files) == statement.Root ? statement
            : throw SignatureJson.Bad("the digest of the whole is not that of the files it names");
    }

    /// <summary>What a signature calls a file leads nowhere outside of the model.</summary>
    private static string NameOf(string name) =>
        name == "." || (name.Length > 0 && name[0] != '/' && !name.Contains('\\') && !name.Contains('\0')
            && !name.Split('/').Any(part => part is "" or "." or "..")) ? name
            : throw SignatureJson.Bad($"a file is called '{SafeText.Of(name)}'");

    /// <summary>The bytes that a key signs: DSSE's pre-authentication encoding.</summary>
    internal static byte[] Encode(byte[] payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} "), .. payload];
}
