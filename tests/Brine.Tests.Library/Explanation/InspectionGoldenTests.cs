using System.Text.Json;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Explanation;

/// <summary>Shuffled columns and averaged answers are those of scikit-learn's <c>sklearn.inspection</c>, from the same seed.</summary>
public class InspectionGoldenTests
{
    public static TheoryData<string> Versions => ["1.2.1", "1.9.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void ShuffledColumnsLowerTheScoreAsInPython(string version)
    {
        int checks = 0, exact = 0;
        foreach ((JsonElement expected, Model model, Features rows) in Models(version))
        {
            using (model)
            {
                JsonElement permutation = expected.GetProperty("permutation");
                PermutationImportance found = PermutationImportance.Of(model.Estimator, rows, Target(expected),
                    new PermutationOptions { Repeats = 3, RandomState = 7 });
                double[] importances = Numbers(permutation.GetProperty("importances"));
                double[] given = [.. Enumerable.Range(0, found.FeatureNames.Count).SelectMany(column => found.Of(column).ToArray())];
                Near(expected, importances, given);
                Near(expected, Numbers(permutation.GetProperty("mean")), [.. found.ImportancesMean]);
                Near(expected, Numbers(permutation.GetProperty("std")), [.. found.ImportancesDeviation]);
                Near(expected, [permutation.GetProperty("baseline").GetDouble()], [found.Baseline]);
                exact += importances.SequenceEqual(given) ? 1 : 0;
                checks++;
            }
        }

        Assert.True(checks >= 20, $"{checks} models");
        Assert.True(exact >= checks * 3 / 4, $"{exact} of {checks} to the last bit");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void AveragedAnswersAreThoseOfPython(string version)
    {
        int checks = 0, exact = 0;
        foreach ((JsonElement expected, Model model, Features rows) in Models(version))
        {
            using (model)
            {
                foreach (JsonElement item in expected.GetProperty("dependence").EnumerateArray())
                {
                    PartialDependence found = PartialDependence.Of(model.Estimator, rows, item[0].GetInt32(),
                        new PartialDependenceOptions { Resolution = item[1].GetInt32() });
                    double[] averages = Numbers(item[3]);
                    double[] given = [.. Enumerable.Range(0, found.OutputNames.Count).SelectMany(output => found.Of(output).ToArray())];
                    Near(expected, Numbers(item[2]), [.. found.Grid]);
                    Near(expected, averages, given);
                    exact += averages.SequenceEqual(given) ? 1 : 0;
                    checks++;
                }
            }
        }

        Assert.True(checks >= 40, $"{checks} dependences");
        Assert.True(exact >= checks / 2, $"{exact} of {checks} to the last bit");
    }

    private static IEnumerable<(JsonElement Expected, Model Model, Features Rows)> Models(string version)
    {
        foreach (string line in System.IO.File.ReadLines(Repo.Golden("explain", $"models-{version}.jsonl")))
        {
            JsonElement expected = JsonDocument.Parse(line).RootElement;
            if (expected.TryGetProperty("permutation", out _))
            {
                string file = Repo.File("tests", "fixtures", "sklearn-" + version, expected.GetProperty("model").GetString()!);
                Model model = Model.Load(file);
                Features rows = model.Read(Path.ChangeExtension(file, ".npz"));
                yield return (expected, model, rows.SelectRows([.. Enumerable.Range(0, Math.Min(40, rows.RowCount))]));
            }
        }
    }

    private static Column Target(JsonElement expected)
    {
        JsonElement[] items = [.. expected.GetProperty("target").EnumerateArray()];
        return items[0].ValueKind == JsonValueKind.String ? Column.OfText("y", [.. items.Select(item => item.GetString())])
            : Column.OfNumbers("y", [.. items.Select(item => item.GetDouble())]);
    }

    private static void Near(JsonElement expected, double[] wanted, double[] given)
    {
        Assert.Equal(wanted.Length, given.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            Assert.True(Math.Abs(wanted[i] - given[i]) <= 1e-12 * Math.Max(1, Math.Abs(wanted[i])),
                $"{expected.GetProperty("model").GetString()} number {i}: {given[i]:R} is not {wanted[i]:R}");
        }
    }

    private static double[] Numbers(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().SelectMany(Numbers)] : [json.GetDouble()];
}
