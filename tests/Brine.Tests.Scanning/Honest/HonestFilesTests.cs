using System.Collections.Concurrent;

namespace Brine.Tests.Scanning.Honest;

/// <summary>
/// Honest files raise no alarm: none is dangerous but for those that carry code of their own, and the models of libraries that people know
/// are safe. <c>BRINE_FIXTURES</c> names a folder with more of them, beside which the corpus of public files lies;
/// <c>BRINE_NAMES</c> a file that is told of each use of a name, for <c>tests/catalog/names.py</c>.
/// </summary>
public class HonestFilesTests(ITestOutputHelper output)
{
    /// <summary>What a file's path has where it is rightly called dangerous, and why.</summary>
    private static readonly (string Path, string Why)[] Rightly =
    [
        ("cloudpickle", "carries byte code"),
        ("dill", "carries byte code"),
        ("lambda", "carries byte code"),
        ("/custom/sklearn-1.2.1/value.", "carries byte code"),
        ("/cache.memory.", "keeps a cache, whose files are loaded as pickles from where it says"),
        ("umap_model", "numba keeps functions as byte code"),
        ("inference-pipeline", "carries byte code"),
        ("shared_lists", "shares lists without end, as bombs do"),
        ("/callables.", "makes functions that reach any attribute"),
        ("/extension.", "names classes by numbers of a registry"),
        ("/persistent.", "names objects that only its program knows"),
    ];

    /// <summary>Libraries whose models are safe, by the beginning of a fixture folder's name.</summary>
    private static readonly string[] Supported = ["sklearn-", "boosters", "mlflow-", "skops-"];

    [Fact]
    public void GoldenFilesRaiseNoAlarm() => Check(Repo.File("tests", "Golden"));

    [Theory]
    [InlineData("fixtures")]
    [InlineData("corpus")]
    public void FixturesRaiseNoAlarm(string folder)
    {
        string root = Path.Combine(Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "none", "..", folder);
        Assert.SkipUnless(Directory.Exists(root), "BRINE_FIXTURES does not name a folder of fixtures");
        Check(root);
    }

    private void Check(string root)
    {
        string? names = Environment.GetEnvironmentVariable("BRINE_NAMES");
        var uses = new ConcurrentDictionary<string, ConcurrentDictionary<string, byte>>(StringComparer.Ordinal);
        IReadOnlyList<ScannedFile> files = FolderScan.Run(root, new ScanOptions(), names is null ? null
            : (module, name, way, form) => uses.GetOrAdd($"{module}\t{name}\t{way}", _ => []).TryAdd(form, 0));
        if (names is not null)
        {
            File.AppendAllLines(names, uses.OrderBy(use => use.Key, StringComparer.Ordinal).Select(use =>
                $"{use.Key}\t{string.Join(" | ", use.Value.Keys.Order(StringComparer.Ordinal).Take(12))}"));
        }

        foreach (var group in files.GroupBy(file => file.Verdict).OrderBy(group => group.Key))
        {
            output.WriteLine($"{group.Key} {group.Count()} ({group.Count(file => file.IsIncomplete)} incomplete)");
        }

        string[] alarms = [.. files.Where(file => file.Verdict >= Verdict.Dangerous && !Rightly.Any(known => Has(file.Path, known.Path)))
            .Select(file => $"{file.Path}: {file.Verdict} {file.Findings.MaxBy(finding => finding.Severity)!.Message}")];
        Assert.True(alarms.Length == 0, string.Join('\n', alarms.Take(20)));
        ScannedFile[] supported = [.. files.Where(file => file.Verdict != Verdict.NotAModel
            && IsSupported(Path.GetRelativePath(root, file.Path)))];
        output.WriteLine(
            $"{supported.Count(file => file.Verdict == Verdict.Safe)} of {supported.Length} models of known libraries are safe");
        string[] doubts = [.. supported.Where(file => file.Verdict != Verdict.Safe).Select(file =>
            $"{file.Path}: {file.Verdict} {file.Findings.MaxBy(finding => finding.Severity)?.Message}")];
        Assert.True(doubts.Length == 0, string.Join('\n', doubts.Take(20)));
        Assert.All(files, file => Assert.False(file.IsIncomplete && file.Verdict == Verdict.Safe, file.Path));
    }

    private static bool Has(string path, string part) => path.Replace('\\', '/').Contains(part, StringComparison.Ordinal);

    /// <summary>Those of a user's own classes aside.</summary>
    private static bool IsSupported(string path) =>
        Supported.Any(library => path.StartsWith(library, StringComparison.Ordinal)) && !Has(path, "custom");
}
