using System.Security.Cryptography;
using System.Text.Json;

namespace Brine.Tests.Provenance;

/// <summary>The bill of materials and the card of a model.</summary>
public sealed class PaperTests : IDisposable
{
    private static readonly string Passengers = Repo.File("samples", "models", "passengers.pkl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheBillHasWhatCycloneDxRequiresAndWhatTheFileTells()
    {
        JsonElement bill = Bill(Passengers, new PaperOptions
        {
            Name = "survivors", Version = "3", License = "MIT", Metrics = new Dictionary<string, double> { ["auc"] = 0.1 + 0.2 },
        });
        Assert.Equal(("CycloneDX", "1.6", 1), (Text(bill, "bomFormat"), Text(bill, "specVersion"), bill.GetProperty("version").GetInt32()));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", Text(bill, "serialNumber"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Text(bill.GetProperty("metadata"), "timestamp"));
        JsonElement model = bill.GetProperty("metadata").GetProperty("component");
        Assert.Equal(("machine-learning-model", "survivors", "3", "Pipeline"),
            (Text(model, "type"), Text(model, "name"), Text(model, "version"), Text(model, "description")));
        JsonElement hash = model.GetProperty("hashes")[0];
        Assert.Equal(("SHA-256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Passengers)))),
            (Text(hash, "alg"), Text(hash, "content")));
        JsonElement parameters = model.GetProperty("modelCard").GetProperty("modelParameters");
        Assert.Equal(("supervised", "classification", "Pipeline"), (Text(parameters.GetProperty("approach"), "type"),
            Text(parameters, "task"), Text(parameters, "modelArchitecture")));
        Assert.Equal("age fare cabin_class port",
            string.Join(' ', parameters.GetProperty("inputs").EnumerateArray().Select(input => Text(input, "format"))));
        JsonElement metric = model.GetProperty("modelCard").GetProperty("quantitativeAnalysis").GetProperty("performanceMetrics")[0];
        Assert.Equal(("auc", "0.30000000000000004"), (Text(metric, "type"), Text(metric, "value")));
        JsonElement library = bill.GetProperty("components").EnumerateArray().Single(item => Text(item, "name") == "scikit-learn");
        Assert.Equal(("library", "1.2.1", "pkg:pypi/scikit-learn@1.2.1"),
            (Text(library, "type"), Text(library, "version"), Text(library, "purl")));
        JsonElement depends = bill.GetProperty("dependencies")[0];
        Assert.Equal("model", Text(depends, "ref"));
        Assert.Equal(bill.GetProperty("components").EnumerateArray().Select(item => Text(item, "bom-ref")),
            depends.GetProperty("dependsOn").EnumerateArray().Select(item => item.GetString()));
    }

    [Theory]
    [InlineData("iris-tree.pkl", "classification")]
    [InlineData("iris-forest.joblib", "classification")]
    public void TheTaskIsThatOfTheEstimator(string file, string task) => Assert.Equal(task,
        Text(Bill(Repo.File("samples", "models", file)).GetProperty("metadata").GetProperty("component").GetProperty("modelCard")
            .GetProperty("modelParameters"), "task"));

    [Fact]
    public void WhatIsNoModelHasAPaperWithoutOne()
    {
        string file = _folder.Write("dict.pkl", Brine.Pickle.Dumps(new Dictionary<string, long> { ["a"] = 1 }));
        JsonElement bill = Bill(file);
        Assert.False(bill.GetProperty("metadata").GetProperty("component").GetProperty("modelCard").GetProperty("modelParameters")
            .TryGetProperty("task", out _));
        Assert.StartsWith("---\nmodel_file: \"dict.pkl\"\n---\n\n# Model Card for dict\n", ModelCard.Create(file), StringComparison.Ordinal);
        Assert.Throws<Pickling.PickleFormatException>(() => ModelCard.Create(_folder.Write("text.txt", "hello there")));
        Assert.Throws<ArgumentException>(() => Bill(file, new PaperOptions
            { Metrics = new Dictionary<string, double> { ["auc"] = double.NaN } }));
    }

    [Fact]
    public void TheCardHasTheHeadingsOfHuggingFace()
    {
        string card = ModelCard.Create(Passengers, new PaperOptions { Metrics = new Dictionary<string, double> { ["auc"] = 0.9 } });
        string[] headings = [.. card.Split('\n').Where(line => line.StartsWith('#'))];
        Assert.Equal(
        [
            "# Model Card for passengers", "## Model Details", "### Model Description", "## Uses", "### Direct Use", "### Out-of-Scope Use",
            "## Bias, Risks, and Limitations", "## How to Get Started with the Model", "## Training Details", "### Training Data",
            "### Training Procedure", "#### Training Hyperparameters", "## Evaluation", "### Results", "## Technical Specifications",
            "### Model Architecture and Objective", "### Software", "## Model Card Contact",
        ], headings);
        Assert.Contains("| age, fare, cabin_class, port |", card, StringComparison.Ordinal);
        Assert.Contains("- scikit-learn 1.2.1\n", card, StringComparison.Ordinal);
        Assert.Contains("| auc | 0.9 |", card, StringComparison.Ordinal);
        Assert.Contains("pickle.load(open(\"passengers.pkl\", \"rb\"))", card, StringComparison.Ordinal);
    }

    /// <summary>A name out of a file is a word of the card, and no part of it.</summary>
    [Fact]
    public void NamesOutOfAFileMakeNoMarkdown()
    {
        string card = ModelCard.Create(Passengers, new PaperOptions
        {
            Name = "x\n# Heading <script>alert(1)</script> [link](https://example.org) | cell",
            License = "MIT\"\ninjected: true",
            Metrics = new Dictionary<string, double> { ["a|b\n## c"] = 1 },
        });
        Assert.DoesNotContain("\n# Heading", card, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", card, StringComparison.Ordinal);
        Assert.DoesNotContain("\ninjected", card, StringComparison.Ordinal);
        Assert.DoesNotContain("\n## c", card, StringComparison.Ordinal);
        Assert.Contains(@"a\|b", card, StringComparison.Ordinal);
    }

    private static JsonElement Bill(string path, PaperOptions? options = null)
    {
        using var output = new MemoryStream();
        ModelBom.Write(path, output, options);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
