using System.Globalization;
using System.Text.Json;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>What every scorer of scikit-learn said, recorded by <c>Golden/metrics/record.py</c>: the numbers, and what it
/// refused.</summary>
public sealed class MetricTests
{
    public static TheoryData<string, int> Files()
    {
        var data = new TheoryData<string, int>();
        foreach (string version in new[] { "1.2.1", "1.9.0" })
        {
            for (int part = 0; part < 8; part++)
            {
                data.Add(version, part);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryScorerSaysWhatPythonSays(string version, int part)
    {
        JsonElement[] lines = [.. File.ReadLines(Repo.Golden("metrics", $"metrics-{version}.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement[] asked = [.. lines[0].GetProperty("rows").EnumerateArray()];
        var rows = new Matrix(asked.Length, 3, [.. asked.SelectMany(row => row.EnumerateArray()).Select(item => item.GetDouble())]);
        var wrong = new List<string>();
        int tried = 0;
        foreach (JsonElement line in lines.Skip(1).Where((_, i) => i % 8 == part))
        {
            using Model model = Model.Load(Repo.Golden("metrics", line.GetProperty("model").GetString()!));
            JsonElement weighing = lines[0].GetProperty("weights").GetProperty(line.GetProperty("weights").GetString()!);
            double[]? weights = weighing.ValueKind == JsonValueKind.Null ? null
                : [.. weighing.EnumerateArray().Select(item => item.GetDouble())];
            Features target = Target(line.GetProperty("target"));
            string name = line.GetProperty("case").GetString()!;
            foreach (JsonProperty said in line.GetProperty("said").EnumerateObject())
            {
                if (name.StartsWith("means words", StringComparison.Ordinal) && said.Name is "accuracy" or "matthews_corrcoef")
                {
                    // Text against numbers, which are never equal: scikit-learn 1.2 says 0, and refuses it for two labels.
                    Assert.IsType<ModelInputException>(Record.Exception(() => model.Score(rows, target, said.Name, weights)));
                    continue;
                }

                tried++;
                double expected = Number(said.Value.GetString()!);
                try
                {
                    double score = model.Score(rows, target, said.Name, weights);
                    // A difference of nearly equal numbers, made of logarithms of factorials whose last bits go by scipy.
                    double tolerance = said.Name == "adjusted_mutual_info_score" ? 1e-11 : 0;
                    if (!score.Equals(expected) && !(Math.Abs(score - expected) <= tolerance))
                    {
                        wrong.Add($"{name} {said.Name}: {score:R}, Python {expected:R}");
                    }
                }
                catch (Exception error) when (error is BrineException or ArgumentException)
                {
                    wrong.Add($"{name} {said.Name}: {error.Message}, Python {expected:R}");
                }
            }

            foreach (string refused in line.GetProperty("raises").EnumerateArray().Select(item => item.GetString()!))
            {
                tried++;
                if (Record.Exception(() => model.Score(rows, target, refused, weights)) is not (BrineException or ArgumentException))
                {
                    wrong.Add($"{name} {refused}: Python refuses it, and here is a number");
                }
            }
        }

        Assert.True(tried > 500, $"{tried}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried} differ:\n{string.Join("\n", wrong.Take(400))}");
    }

    private static Features Target(JsonElement target)
    {
        JsonElement[] rows = [.. target.EnumerateArray()];
        if (rows[0].ValueKind == JsonValueKind.String)
        {
            return new Table([Column.OfText("y", [.. rows.Select(row => row.GetString()!)])]);
        }

        JsonElement[][] cells = [.. rows.Select(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray().ToArray() : [row])];
        return new Matrix(rows.Length, cells[0].Length, [.. cells.SelectMany(row => row).Select(cell => cell.GetDouble())]);
    }

    private static double Number(string text) => text == "nan" ? double.NaN
        : text is "inf" or "-inf" ? (text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity)
        : double.Parse(text, CultureInfo.InvariantCulture);
}
