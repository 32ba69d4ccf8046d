using System.Globalization;
using System.Text.Json;
using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>The scores that scikit-learn gave, recorded by <c>Golden/scores/record.py</c>.</summary>
public sealed class GoldenScoreTests
{
    /// <summary>Deviances that scikit-learn makes of large numbers that nearly cancel, and a sum of many logarithms.</summary>
    private static readonly string[] Close = ["PoissonRegressor", "GammaRegressor", "TweedieRegressor", "LatentDirichletAllocation"];

    public static TheoryData<string> Versions() => ["1.2.1", "1.9.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void ScoresAreThoseOfScikitLearn(string version)
    {
        string folder = Repo.File("tests", "fixtures", "sklearn-" + version);
        Dictionary<string, (string Model, string Answers)> cases = File.ReadLines(Path.Combine(folder, "manifest.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("id").GetString()!,
                line => (line.GetProperty("model").GetString()!, line.GetProperty("answers").GetString()!));
        var wrong = new List<string>();
        int tried = 0;
        foreach (string line in File.ReadLines(Repo.Golden("scores", $"sklearn-{version}.jsonl")))
        {
            JsonElement said = JsonDocument.Parse(line).RootElement;
            string id = said.GetProperty("id").GetString()!;
            double expected = Score(said.GetProperty("score").GetString()!);
            tried++;
            try
            {
                using Model model = Model.Load(Path.Combine(folder, cases[id].Model));
                double score = model.Score(model.Read(Path.Combine(folder, cases[id].Answers)), Target(said.GetProperty("target")));
                double tolerance = Close.Contains(model.Info.ClassName) ? 1e-10 * Math.Max(1, Math.Abs(expected)) : 0;
                if (!score.Equals(expected) && !(Math.Abs(score - expected) <= tolerance))
                {
                    wrong.Add($"{id}: {score:R}, Python {expected:R}");
                }
            }
            catch (BrineException error)
            {
                wrong.Add($"{id}: {error.Code} {error.Message}, Python {expected:R}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried} scores differ:\n{string.Join("\n", wrong)}");
    }

    private static Features? Target(JsonElement target)
    {
        if (target.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        JsonElement[] rows = [.. target.EnumerateArray()];
        JsonElement[][] cells = [.. rows.Select(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray().ToArray() : [row])];
        if (cells[0][0].ValueKind == JsonValueKind.String)
        {
            return new Table([.. cells[0].Select((_, column) => Column.OfText($"y{column}", [.. cells.Select(row =>
                row[column].GetString()!)]))]);
        }

        return new Matrix(rows.Length, cells[0].Length, [.. cells.SelectMany(row => row).Select(Number)]);
    }

    private static double Score(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static double Number(JsonElement value) =>
        value.ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => value.GetDouble() };
}
