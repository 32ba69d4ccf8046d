using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>
/// Small random tables with ties, asked of Python and of Brine: every metric, algorithm, weight and dtype. The cases are made of their
/// numbers alone, so that a failure can be repeated.
/// </summary>
[Trait("Stage", "Python")]
public sealed class RandomNeighborsTests
{
    [Theory]
    [InlineData(100_000, 250)]
    [InlineData(200_000, 250)]
    public void AnswersAndRefusalsAreThoseOfPython(int first, int count)
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.RunFile(Script, folder.Path, folder.Path, first.ToString(System.Globalization.CultureInfo.InvariantCulture),
            count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        string[] lines = File.ReadAllLines(folder["manifest.jsonl"]);
        Assert.Equal(count, lines.Length);
        IReadOnlyList<CaseInfo> cases = CaseInfo.ReadManifest(folder["manifest.jsonl"]);
        string[] failures = [.. cases.Zip(lines).SelectMany(pair => Failures(folder.Path, pair.First, pair.Second))];
        Assert.True(failures.Length == 0, string.Join('\n', failures.Take(20)));
    }

    private static IEnumerable<string> Failures(string folder, CaseInfo info, string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        string[] refused = [.. document.RootElement.GetProperty("refused").EnumerateArray().Select(item => item.GetString()!)];
        NpzFile expected = NpzFile.Open(Path.Combine(folder, info.Answers));
        Features rows = NpzFeatures.Read(expected, info.Npz);
        foreach (string method in info.Methods.Concat(refused))
        {
            var actual = new NpzFile();
            string? refusal = null;
            try
            {
                NpzAnswers.Add(actual, method, Model.Load(Path.Combine(folder, info.Model)).Call(method, rows));
            }
            catch (Exception error) when (error is UnsupportedModelException or ModelInputException)
            {
                refusal = error.Message;
            }

            if (refused.Contains(method) != (refusal is not null))
            {
                yield return $"{info.Id} {info.Estimator}.{method}: {refusal ?? "answered, Python raises"}";
            }
            else if (refusal is null && Difference(expected, actual, method) is { } difference)
            {
                yield return $"{info.Id} {info.Estimator}.{method}: {difference}";
            }
        }
    }

    private static string? Difference(NpzFile expected, NpzFile actual, string method)
    {
        AnswerGrade grade = new AnswerComparer().Compare(expected, actual, method);
        if (!grade.IsBitEqual)
        {
            return grade.IsRight ? "close, not equal" : "different";
        }

        foreach (string name in new[] { method, method + ".0", method + ".1" })
        {
            if (expected.Find(name) is { } want && actual.Find(name) is { } got && !want.DType.Equals(got.DType))
            {
                return $"{name} is {got.DType}, not {want.DType}";
            }
        }

        return null;
    }

    private static string Script => Repo.File("tests", "Brine.Tests.Models", "Neighbors", "random_neighbors.py");
}
