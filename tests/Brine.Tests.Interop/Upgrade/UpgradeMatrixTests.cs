using System.Text.Json;

namespace Brine.Tests.Interop;

/// <summary>
/// Files of old versions, rewritten for the scikit-learn of this Python, which loads them with warnings as errors and is asked what their
/// own Python was asked. With BRINE_UPGRADE_CASES, a folder of folders of cases, the whole matrix of docs/upgrade.md; BRINE_PYTHON names
/// the Python of another target.
/// </summary>
[Trait("Stage", "Python")]
public sealed class UpgradeMatrixTests
{
    private static readonly string[] Fine = ["right", "rounded", "gone"];

    private static string Cases => Environment.GetEnvironmentVariable("BRINE_UPGRADE_CASES") ?? Repo.File("tests", "fixtures");

    /// <summary>Of the files of the repository those that were recorded as the whole matrix was.</summary>
    private static string Pattern => Environment.GetEnvironmentVariable("BRINE_UPGRADE_CASES") is null ? "sklearn-0.24.2" : "sklearn-*";

    public static TheoryData<string> Producers =>
        [.. Directory.GetDirectories(Cases, Pattern).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Producers))]
    public void ThePythonOfTheTargetAnswersAsTheirOwnDid(string producer)
    {
        using var folder = new TemporaryFolder();
        UpgradeTarget target = UpgradeTarget.Parse(Python.Run("import sklearn; print(sklearn.__version__)"));
        Dictionary<string, string> refused = Rewrite(producer, folder, target);
        string script = File.ReadAllText(Repo.File("tests", "Brine.Tests.Interop", "Upgrade", "target_answers.py"));
        string output = Python.RunIn(folder.Path, script, ".");
        (string Id, string State, string Said)[] verdicts = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Verdict)];
        Dictionary<string, string> known = Known(target, producer);
        string[] wrong = [.. verdicts.Where(verdict => !Fine.Contains(verdict.State) && !known.ContainsKey(verdict.Id))
            .Select(verdict => $"{verdict.Id} {verdict.State}: {verdict.Said}")];
        string[] foreign = [.. refused.Where(pair => !pair.Value.StartsWith("Upgrade", StringComparison.Ordinal))
            .Select(pair => $"{pair.Key}: {pair.Value}")];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{producer} -> {target.Version}: {verdicts.Count(verdict => verdict.State is "right" or "gone")} of {verdicts.Length} right, "
                + $"{verdicts.Count(verdict => verdict.State == "rounded")} rounded, refused {refused.Count}\n"
                + string.Join('\n', verdicts.Where(verdict => verdict.State is not ("right" or "gone"))
                    .Select(verdict => $"  {verdict.Id} {verdict.State}: {verdict.Said}"))
                + "\n" + string.Join('\n', refused.Select(pair => $"  {pair.Key} refused: {pair.Value}")));
        Assert.Empty(wrong);
        Assert.Empty(foreign);
        Assert.True(verdicts.Length > 100, $"only {verdicts.Length} cases");
    }

    /// <summary>Writes the rewritten models of a producer beside their answers.</summary>
    private static Dictionary<string, string> Rewrite(string producer, TemporaryFolder folder, UpgradeTarget target)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        using var manifest = new StreamWriter(folder["manifest.jsonl"]);
        foreach (string line in File.ReadLines(Path.Combine(Cases, producer, "manifest.jsonl")))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string Text(string name) => row.RootElement.GetProperty(name).GetString()!;
            try
            {
                ModelUpgrade.Rewrite(Path.Combine(Cases, producer, Text("model")), folder[Text("model")], target);
                File.Copy(Path.Combine(Cases, producer, Text("answers")), folder[Text("answers")], overwrite: true);
                manifest.WriteLine(line);
            }
            catch (BrineException error)
            {
                refused[Text("id")] = error.Describe();
            }
        }

        return refused;
    }

    /// <summary>Cases that the target answers otherwise whatever the file says: lines of target, producer, case, why.</summary>
    private static Dictionary<string, string> Known(UpgradeTarget target, string producer) =>
        File.ReadLines(Repo.File("tests", "Brine.Tests.Interop", "Upgrade", "known.tsv")).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t')).Where(row => target.Version.StartsWith(row[0], StringComparison.Ordinal)
                && (row[1] == "*" || producer == "sklearn-" + row[1]))
            .ToDictionary(row => row[2], row => row[3], StringComparer.Ordinal);

    private static (string Id, string State, string Said) Verdict(string line)
    {
        using JsonDocument verdict = JsonDocument.Parse(line);
        string Text(string name) => verdict.RootElement.GetProperty(name).GetString()!;
        return (Text("id"), Text("state"), Text("said"));
    }
}
