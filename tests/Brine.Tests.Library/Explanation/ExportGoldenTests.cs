using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brine.Models;

namespace Brine.Tests.Explanation;

/// <summary>Importances, coefficients and exported trees are those of scikit-learn 1.2.1 and 1.9.0, to the bit and to the
/// character.</summary>
public class ExportGoldenTests
{
    public static TheoryData<string> Versions => ["1.2.1", "1.9.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void ImportancesAreThoseOfPython(string version)
    {
        int checks = 0;
        foreach ((JsonElement expected, Estimator estimator) in Models(version, "importances"))
        {
            FeatureWeights weights = FeatureWeights.Of(estimator);
            Assert.Equal("feature_importances_", weights.Attribute);
            Assert.Equal(Numbers(expected.GetProperty("importances")), weights.Of(0).ToArray());
            checks++;
        }

        Assert.True(checks >= 40, $"{checks} models with importances");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void CoefficientsAreThoseOfPython(string version)
    {
        int checks = 0, named = 0;
        foreach ((JsonElement expected, Estimator estimator) in Models(version, "coef"))
        {
            if (LinearPart.Of(ExplainedPart.Of(estimator).Estimator) is null)
            {
                continue;
            }

            FeatureWeights weights = FeatureWeights.Of(estimator);
            double[] coefficients = Numbers(expected.GetProperty("coef"));
            Assert.Equal(coefficients,
                Enumerable.Range(0, weights.OutputNames.Count).SelectMany(output => weights.Of(output).ToArray()));
            Assert.Equal(Numbers(expected.GetProperty("intercept"))[0], weights.Intercepts![0]);
            if (expected.TryGetProperty("names", out JsonElement names))
            {
                Assert.Equal(names.EnumerateArray().Select(name => name.GetString()), weights.FeatureNames);
                named++;
            }

            checks++;
        }

        Assert.True(checks >= 40, $"{checks} models with coefficients");
        Assert.True(named >= 2, $"{named} pipelines whose columns have names");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void ExportedTextIsThatOfPython(string version)
    {
        int checks = 0;
        var wrong = new List<string>();
        foreach ((JsonElement expected, Estimator estimator) in Models(version, "texts"))
        {
            bool isEncoded = expected.GetProperty("encoded").GetBoolean();
            foreach (JsonElement pair in expected.GetProperty("texts").EnumerateArray())
            {
                TreeTextOptions options = TextOptions(pair[0], Columns(expected, estimator)) with
                {
                    Tree = expected.GetProperty("tree").GetInt32(),

                    // The trees of a forest call its classes 0.0, 1.0...
                    ClassNames = isEncoded && estimator.Classes is { } classes
                        ? [.. Enumerable.Range(0, classes.Count).Select(number => $"{number}.0")] : null,
                };
                Check(TreeText.Export(estimator, options), pair, expected, wrong);
                checks++;
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {checks} differ:\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(checks >= 200, $"{checks} texts");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void DrawnTreesAreThoseOfPython(string version)
    {
        int checks = 0;
        var wrong = new List<string>();
        foreach ((JsonElement expected, Estimator estimator) in Models(version, "graphs"))
        {
            foreach (JsonElement pair in expected.GetProperty("graphs").EnumerateArray())
            {
                TreeGraphOptions options = GraphOptions(pair[0], Columns(expected, estimator))
                    with { Tree = expected.GetProperty("tree").GetInt32() };
                Check(TreeGraph.Export(estimator, options), pair, expected, wrong);
                checks++;
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {checks} differ:\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(checks >= 280, $"{checks} drawings");
    }

    private static void Check(string text, JsonElement pair, JsonElement expected, List<string> wrong)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != pair[1].GetString())
        {
            wrong.Add($"{expected.GetProperty("model").GetString()} {pair[0].GetRawText()}: {text[..Math.Min(text.Length, 600)]}");
        }
    }

    private static IEnumerable<(JsonElement Expected, Estimator Estimator)> Models(string version, string property)
    {
        foreach (string line in System.IO.File.ReadLines(Repo.Golden("explain", $"models-{version}.jsonl")))
        {
            JsonElement expected = JsonDocument.Parse(line).RootElement;
            if (expected.TryGetProperty(property, out _))
            {
                string file = Repo.File("tests", "fixtures", "sklearn-" + version, expected.GetProperty("model").GetString()!);
                using Model model = Model.Load(file);
                yield return (expected, model.Estimator);
            }
        }
    }

    private static string[] Columns(JsonElement expected, Estimator estimator) =>
        [.. Enumerable.Range(0, ExportedTree.Of(estimator, expected.GetProperty("tree").GetInt32()).Tree.FeatureCount)
            .Select(column => $"column {column}")];

    private static TreeTextOptions TextOptions(JsonElement json, string[] columns) => new()
    {
        FeatureNames = json.TryGetProperty("feature_names", out _) ? columns : null,
        MaxDepth = Int(json, "max_depth") ?? 10,
        Spacing = Int(json, "spacing") ?? 3,
        Decimals = Int(json, "decimals") ?? 2,
        ShowsWeights = Is(json, "show_weights"),
    };

    private static TreeGraphOptions GraphOptions(JsonElement json, string[] columns) => new()
    {
        FeatureNames = json.TryGetProperty("feature_names", out _) ? columns : null,
        NumbersClasses = Is(json, "class_names"),
        MaxDepth = Int(json, "max_depth"),
        Labels = Text(json, "label") switch { "root" => TreeGraphLabels.Root, "none" => TreeGraphLabels.None, _ => TreeGraphLabels.All },
        IsFilled = Is(json, "filled"),
        AlignsLeaves = Is(json, "leaves_parallel"),
        ShowsImpurity = !json.TryGetProperty("impurity", out _),
        ShowsNodeNumbers = Is(json, "node_ids"),
        ShowsProportions = Is(json, "proportion"),
        IsRotated = Is(json, "rotate"),
        IsRounded = Is(json, "rounded"),
        UsesSpecialCharacters = Is(json, "special_characters"),
        Precision = Int(json, "precision") ?? 3,
        FontName = Text(json, "fontname") ?? "helvetica",
    };

    private static int? Int(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;

    private static bool Is(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static double[] Numbers(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().SelectMany(Numbers)] : [json.GetDouble()];
}
