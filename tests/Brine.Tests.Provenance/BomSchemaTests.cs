using System.Text.Json.Nodes;
using Json.Schema;

namespace Brine.Tests.Provenance;

/// <summary>Bills of materials against a schema that says what CycloneDX 1.6 requires, and against bills that it must not pass.</summary>
public sealed class BomSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repo.Golden("files/cyclonedx-1.6-ml.schema.json"));

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static readonly PaperOptions All = new()
    {
        Name = "survivors", Version = "3", License = "MIT OR Apache-2.0", Metrics = new Dictionary<string, double> { ["auc"] = 0.9, ["f1"] = -1 },
    };

    public static TheoryData<string> Models => [.. Directory.GetFiles(Repo.File("samples", "models")).Where(file => !file.EndsWith(".md",
        StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheBillOfEverySampleFits(string file)
    {
        Assert.Equal("", Errors(Bill(file, null)));
        Assert.Equal("", Errors(Bill(file, All)));
    }

    [Theory]
    [InlineData("bomFormat")]
    [InlineData("specVersion")]
    [InlineData("metadata/component/type")]
    [InlineData("metadata/component/name")]
    [InlineData("metadata/component/hashes/0/alg")]
    [InlineData("metadata/component/hashes/0/content")]
    [InlineData("metadata/tools/components/0/name")]
    [InlineData("components/0/type")]
    [InlineData("dependencies/0/ref")]
    [InlineData("metadata/component/properties/0/name")]
    public void ABillThatLacksSomethingDoesNot(string path)
    {
        JsonNode bill = Bill("passengers.pkl", All);
        Assert.True(At(bill, path, out string last).AsObject().Remove(last));
        Assert.NotEqual("", Errors(bill));
    }

    [Theory]
    [InlineData("specVersion", "\"1.5\"")]
    [InlineData("version", "0")]
    [InlineData("serialNumber", "\"urn:uuid:1\"")]
    [InlineData("metadata/timestamp", "\"yesterday\"")]
    [InlineData("metadata/component/type", "\"model\"")]
    [InlineData("metadata/component/hashes/0/content", "\"abc\"")]
    [InlineData("metadata/component/modelCard/modelParameters/approach/type", "\"guess\"")]
    [InlineData("metadata/component/modelCard/quantitativeAnalysis/performanceMetrics/0/value", "0.9")]
    [InlineData("metadata/component/author2", "\"x\"")]
    public void ABillWithAWrongOrUnknownValueDoesNot(string path, string value)
    {
        JsonNode bill = Bill("passengers.pkl", All);
        At(bill, path, out string last).AsObject()[last] = JsonNode.Parse(value);
        Assert.NotEqual("", Errors(bill));
    }

    private static JsonNode At(JsonNode node, string path, out string last)
    {
        string[] steps = path.Split('/');
        last = steps[^1];
        return steps[..^1].Aggregate(node, (at, step) => int.TryParse(step, out int index) ? at[index]! : at[step]!);
    }

    private static JsonNode Bill(string file, PaperOptions? options)
    {
        using var output = new MemoryStream();
        ModelBom.Write(Repo.File("samples", "models", file), output, options);
        return JsonNode.Parse(output.ToArray())!;
    }

    private static string Errors(JsonNode bill)
    {
        EvaluationResults results = Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(bill), Options);
        return results.IsValid ? "" : string.Join('\n', (results.Details ?? []).Where(detail => detail.Errors is { Count: > 0 })
            .Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}").Append("not valid"));
    }
}
