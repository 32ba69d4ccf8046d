using System.Globalization;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>Several processes work with one store at once. BRINE_STORE_WORK says how much each does; 125, as in a stage of CI, makes
/// 1,000.</summary>
public abstract class ConcurrencyTests(StoreBackend backend)
{
    private const int Processes = 8;

    private static readonly int Work = int.TryParse(Environment.GetEnvironmentVariable("BRINE_STORE_WORK"), NumberStyles.None,
        CultureInfo.InvariantCulture, out int work) ? work : 20;

    [Fact]
    public void NothingIsLostAndEverythingIsInOneOrder()
    {
        using var fixture = new StoreFixture(backend);
        Worker[] workers = [.. Enumerable.Range(0, Processes).Select(seed => new Worker(fixture, "mixed", seed, Work))];
        var said = new List<string>();
        foreach (Worker worker in workers)
        {
            worker.WaitUntilDone();
            Assert.True(worker.ExitCode == 0, worker.ErrorText());
            said.AddRange(worker.Lines.Where(line => line != "ready"));
            worker.Dispose();
        }

        using ModelStore store = fixture.Open();
        StoreCheck check = store.Check(Stop);
        Assert.True(check.IsSound, string.Join('\n', check.Problems));
        IReadOnlyList<StoreEntry> log = store.Log();
        Assert.Equal(Enumerable.Range(1, log.Count).Select(number => (long)number), log.Select(entry => entry.Number));

        // Each add got a number of its own, without gaps; what environments have is what was promoted last.
        string[] adds = [.. said.Where(line => line.StartsWith("add ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(adds, store.List().Select(version => $"add {version} {version.File.Hash}".Replace(':', ' ')).Order(StringComparer.Ordinal));
        Assert.Equal(adds.Length, adds.Distinct().Count());
        foreach (IGrouping<string, ModelVersion> model in store.List().GroupBy(version => version.Name))
        {
            Assert.Equal(Enumerable.Range(1, model.Count()), model.Select(version => version.Number));
        }

        foreach (Placement placement in store.Placements())
        {
            StoreEntry last = log.Last(entry => entry.Action == "promote" && entry.Model == placement.Model
                && entry.Environment == placement.Environment);
            Assert.Equal((last.Version, last.Who, last.Time), ((int?)placement.Version, placement.Who, placement.Time));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{said.Count} things done by {Processes} processes, {log.Count} entries");
        Assert.True(said.Count >= Processes * Work * 9 / 10, $"only {said.Count} things were done");
    }

    /// <summary>The locks of a process are one per file: a store that is opened or let go of must not drop those of another.</summary>
    [Fact]
    public void SeveralStoresInOneProcessDoNotGetInEachOthersWay()
    {
        using var fixture = new StoreFixture(backend);
        using (ModelStore store = fixture.Open())
        {
            store.Add("churn", StoreFixture.Tree);
        }

        const int Threads = 6, Rounds = 15;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                using ModelStore store = fixture.Open($"thread-{thread}", TimeSpan.FromMinutes(2));
                store.Tag("churn", 1, $"tag-{thread}-{round}");
                Assert.Equal("DecisionTreeClassifier", store.Get("churn").Info.ClassName);
            }
        });
        using ModelStore last = fixture.Open();
        Assert.Equal(Threads * Rounds, last.Find("churn").Tags.Count);
        Assert.Equal(1 + (Threads * Rounds), last.Log().Count);
        Assert.True(last.Check(Stop).IsSound);
    }
}
