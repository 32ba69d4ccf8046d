using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Brine.Models;

namespace Brine.Tests.Live;

/// <summary>
/// All cases of a run, made by Python once for all tests. BRINE_LIVE_CASES says how many (300, and those of <c>tests/live/kept.txt</c>),
/// BRINE_LIVE_FIRST the first seed (0), and then none is kept; BRINE_LIVE_FOLDER keeps the files and the report there.
/// </summary>
internal sealed class LiveRun
{
    private const int Processes = 2;

    private static readonly Lazy<LiveRun> Lazy = new(() => new LiveRun());

    private static readonly Lazy<string> Version = new(() => Python.Run("import sklearn, pandas; print(sklearn.__version__)"));

    private LiveRun()
    {
        int count = Number("BRINE_LIVE_CASES", 300), first = Number("BRINE_LIVE_FIRST", 0);
        using var temporary = new TemporaryFolder();
        Asking = count;
        BeginsElsewhere = Environment.GetEnvironmentVariable("BRINE_LIVE_FIRST") is not null;
        string kept = BeginsElsewhere ? "" : Repo.File("tests", "live", "kept.txt");
        string folder = Environment.GetEnvironmentVariable("BRINE_LIVE_FOLDER") ?? temporary.Path;
        Parallel.For(0, Processes,
            part => Python.RunFile(Repo.File("tests", "live", "generate.py"), "", folder, "--first", Text(first + part), "--count",
                Text(count - part), "--every", Text(Processes), "--kept", kept));
        LiveTables.WriteAll(folder);
        Cases = [.. Enumerable.Range(0, Processes).SelectMany(part => File.ReadLines(Path.Combine(folder, $"cases.{first + part}.jsonl")))
            .Select(line => LiveCase.Read(line, folder)).OrderBy(live => live.Seed)];
        var all = new ConcurrentBag<LiveDifference>();
        var asked = new ConcurrentDictionary<string, int>();
        Parallel.ForEach(Cases, new ParallelOptions { MaxDegreeOfParallelism = Processes }, live =>
        {
            var comparer = new LiveComparer();
            IReadOnlyList<LiveDifference> found = LiveRunner.Run(live, comparer, out int count);
            Asked.AddOrUpdate(live.Name, count, (_, sum) => sum + count);
            Worst.AddOrUpdate(live.Name, comparer.Worst, (_, worst) => Math.Max(worst, comparer.Worst));
            foreach (LiveDifference difference in found)
            {
                all.Add(difference);
            }
        });
        var holds = Cases.ToDictionary(live => live.Seed, live => (IReadOnlyList<string>)[.. live.Holds, live.Name]);
        ILookup<bool, LiveDifference> split = all.OrderBy(difference => difference.Seed)
            .ToLookup(difference => LiveLimit.All.Any(limit => limit.Covers(difference, holds[difference.Seed])));
        Differences = [.. split[false]];
        Limited = [.. split[true]];
        UnusedLimits = [
            .. LiveLimit.All.Where(
                limit => holds.ContainsKey(limit.Seed)
                    && !Limited.Any(difference => difference.Seed == limit.Seed && limit.Covers(difference, holds[limit.Seed])))];
        if (folder != temporary.Path)
        {
            File.WriteAllText(Path.Combine(folder, "report.txt"), string.Join("\n", Differences));
            File.WriteAllText(Path.Combine(folder, "worst.txt"),
                string.Join("\n",
                    Worst.OrderByDescending(pair => pair.Value)
                        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:g3} {pair.Key}"))));
        }
    }

    /// <summary>The run; skips the test where Python is missing.</summary>
    internal static LiveRun Made
    {
        get
        {
            Python.Require();
            if (!Version.Value.StartsWith("1.2.", StringComparison.Ordinal))
            {
                Assert.Skip($"the random models are written for scikit-learn 1.2, and this is {Version.Value}");
            }

            return Lazy.Value;
        }
    }

    /// <summary>How many cases were asked for; classes that came later have some more.</summary>
    internal int Asking { get; }

    /// <summary>True for seeds that somebody chose: they need not hold every class.</summary>
    internal bool BeginsElsewhere { get; }

    internal IReadOnlyList<LiveCase> Cases { get; }

    internal IReadOnlyList<LiveDifference> Differences { get; }

    /// <summary>Differences of a kind that <c>limits.tsv</c> gives a reason for.</summary>
    internal IReadOnlyList<LiveDifference> Limited { get; }

    /// <summary>Lines of <c>limits.tsv</c> whose own case is among these and shows no such difference.</summary>
    internal IReadOnlyList<LiveLimit> UnusedLimits { get; }

    /// <summary>How many questions each class was asked.</summary>
    internal ConcurrentDictionary<string, int> Asked { get; } = new();

    /// <summary>The largest difference of floats that was taken for equal, by class.</summary>
    internal ConcurrentDictionary<string, double> Worst { get; } = new();

    private static int Number(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
