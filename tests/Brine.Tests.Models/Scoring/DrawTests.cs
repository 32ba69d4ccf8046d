using System.Text.Json;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>What <c>sample</c>, <c>staged_score</c>, <c>aic</c>, <c>bic</c> and <c>perplexity</c> gave in Python, recorded by
/// <c>Golden/draws/record.py</c>.</summary>
public sealed class DrawTests
{
    public static TheoryData<string, string, string> Recorded()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string file in Directory.GetFiles(Repo.Golden("draws"), "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file))
            {
                JsonElement said = JsonDocument.Parse(line).RootElement;
                data.Add(said.GetProperty("kind").GetString()!, said.GetProperty("model").GetString()!, line);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void DrawsAndStagesArePythons(string kind, string file, string line)
    {
        JsonElement said = JsonDocument.Parse(line).RootElement;
        using Model model = Model.Load(Repo.Golden("draws", file));
        switch (kind)
        {
            case "sample":
                CheckSample(model, said);
                break;
            case "criterion":
                Features rows = Rows(said.GetProperty("rows"));
                Assert.Equal(said.GetProperty("aic").GetDouble(), model.Score(rows, metric: "aic"));
                Assert.Equal(said.GetProperty("bic").GetDouble(), model.Score(rows, metric: "bic"));
                break;
            case "functions":
                Features places = Rows(said.GetProperty("rows"));
                CheckNumbers(said, Numbers(said.GetProperty("first")), model.Call("sample_y", places).ToArray().ToDoubles());
                CheckNumbers(said, Numbers(said.GetProperty("drawn")),
                    model.Call("sample_y", places, new CallOptions { SampleCount = 4, Seed = 7 }).ToArray().ToDoubles());
                break;
            case "perplexity":
                double expected = said.GetProperty("perplexity").GetDouble();
                Assert.Equal(expected, model.Score(Rows(said.GetProperty("rows")), metric: "perplexity"), 1e-10 * expected);
                break;
            default:
                JsonElement[] target = [.. said.GetProperty("target").EnumerateArray()];
                Features truth = target[0].ValueKind == JsonValueKind.String ? (string[])[.. target.Select(item => item.GetString()!)]
                    : new Matrix(target.Length, 1, [.. target.Select(item => item.GetDouble())]);
                Assert.Equal(Numbers(said.GetProperty("scores")), model.ScoreStages(Rows(said.GetProperty("rows")), truth));
                break;
        }
    }

    [Fact]
    public void ThereAreDrawsOfBothVersions() => Assert.True(Recorded().Count >= 50, $"{Recorded().Count}");

    [Fact]
    public void ADensityNeedsASeedAndMixturesOfNoSeedToo()
    {
        using Model density = Model.Load(Repo.Golden("draws", "density-1.2.1.pkl"));
        Assert.Equal("seed", Assert.Throws<ArgumentException>(() => density.Sample(3)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => density.Sample(0, 1));
    }

    [Fact]
    public void AModelThatDrawsNothingSaysSo()
    {
        using Model stages = Model.Load(Repo.Golden("draws", "stages.classes-1.2.1.pkl"));
        Assert.Equal("UnsupportedMethod", Assert.Throws<UnsupportedModelException>(() => stages.Sample(3)).Code);
        using Model density = Model.Load(Repo.Golden("draws", "density-1.2.1.pkl"));
        Assert.Equal("UnsupportedMethod",
            Assert.Throws<UnsupportedModelException>(() => density.ScoreStages(new double[,] { { 1, 2, 3, 4 } },
                new double[,] { { 1 } })).Code);
        Assert.Equal("UnsupportedMethod",
            Assert.Throws<UnsupportedModelException>(() => density.Score(new double[,] { { 1, 2, 3, 4 } }, metric: "bic")).Code);
    }

    [Fact]
    public void MoreRowsThanSignsAreKnownOfAreRefused()
    {
        using Model model = Model.Load(Repo.Golden("draws", "process-1.2.1.pkl"));
        Assert.Equal("UnsupportedOption",
            Assert.Throws<UnsupportedModelException>(() => model.Call("sample_y", new Matrix(26, 4, new double[104]))).Code);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            model.Call("sample_y", new Matrix(1, 4, new double[4]), new CallOptions { SampleCount = 0 }));
    }

    [Fact]
    public void AnotherSeedDrawsOtherRows()
    {
        using Model model = Model.Load(Repo.Golden("draws", "gaussian.full-1.2.1.pkl"));
        double[] own = model.Sample(5).Parts![0].ToArray().ToDoubles();
        Assert.Equal(own, model.Sample(5, 4).Parts![0].ToArray().ToDoubles());
        Assert.NotEqual(own, model.Sample(5, 5).Parts![0].ToArray().ToDoubles());
    }

    private static void CheckSample(Model model, JsonElement said)
    {
        int count = said.GetProperty("count").GetInt32();
        JsonElement seed = said.GetProperty("seed");
        Answer drawn = model.Sample(count, seed.ValueKind == JsonValueKind.Null ? null : seed.GetUInt32());
        double[] expected = Numbers(said.GetProperty("rows")), components = Numbers(said.GetProperty("components"));
        double[] rows = (drawn.Parts?[0] ?? drawn).ToArray().ToDoubles();
        if (rows.Length > expected.Length)
        {
            rows = [.. Enumerable.Range(0, expected.Length)
                .Select(column => Enumerable.Range(0, count).Aggregate(0.0, (sum, row) => sum + rows[(row * expected.Length) + column]))];
        }

        CheckNumbers(said, expected, rows);
        if (components.Length > 0)
        {
            Assert.Equal(components, drawn.Parts![1].ToArray().ToDoubles());
        }
    }

    private static void CheckNumbers(JsonElement said, double[] expected, double[] actual)
    {
        // Debian's bookworm has LAPACK 3.11, whose bits these are; the last ones of 3.12's singular vectors are others. Those of a process
        // belong to values that are nearly the same, which magnifies that.
        double most = expected.Max(Math.Abs), limit = said.GetProperty("kind").GetString() == "functions" ? 1e-7 : 1e-9;
        double tolerance = said.GetProperty("model").GetString()!.EndsWith("1.9.0.pkl", StringComparison.Ordinal) ? limit * most : 0;
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance, $"{pair}"));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    private static Matrix Rows(JsonElement array)
    {
        double[][] rows = [.. array.EnumerateArray().Select(Numbers)];
        return new Matrix(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);
    }
}
