using System.Globalization;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>
/// A process is killed (<c>kill -9</c>) while it adds, promotes or clears up: the store opens, its history verifies, no file is
/// missing, and
/// nothing is lost that the process was told to be done. BRINE_KILLS says how many times in all; <c>bench/kill-store</c> makes 500.
/// </summary>
public abstract class KilledStoreTests(StoreBackend backend)
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("BRINE_KILLS"), NumberStyles.None,
        CultureInfo.InvariantCulture, out int kills) ? kills : 21;

    /// <summary>A store is looked at whole after each kill: a new one now and then keeps that from taking longer and longer.</summary>
    private const int Each = 24;

    [Theory]
    [InlineData("add")]
    [InlineData("promote")]
    [InlineData("gc")]
    public void TheStoreIsAsBeforeOrAsAfter(string kind)
    {
        var random = new Random(kind.Length);
        int inTheMiddle = 0, kills = Kills / 3, done = 0;
        for (int first = 0; first < kills; first += Each)
        {
            int count = Math.Min(Each, kills - first);
            (int halves, int things) = KillAndLook(kind, first, count, random);
            (inTheMiddle, done) = (inTheMiddle + halves, done + things);
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {first + count} kills so far, none of {done} things lost");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kind}: {kills} kills, {inTheMiddle} left a half that was cleared away; {done} things were done, none lost");

        // A promotion over a wire leaves nothing on this machine by which one could see that it is under way.
        bool isSeen = backend == StoreBackend.Folder || kind != "promote";
        Assert.True(kills < 20 || !isSeen || inTheMiddle > 0, "no kill came in the middle");
    }

    /// <summary>Kills so many processes that work with one store, the one after the other.</summary>
    /// <returns>How often something half done was left, and how many things were said to be done.</returns>
    private (int InTheMiddle, int Done) KillAndLook(string kind, int first, int count, Random random)
    {
        using var fixture = new StoreFixture(backend);
        var said = new List<string>();
        int inTheMiddle = 0;
        for (int i = first; i < first + count; i++)
        {
            using (var worker = new Worker(fixture, kind, i, int.MaxValue))
            {
                worker.WaitUntilReady();
                WaitForTheMoment(fixture, random, i);
                worker.Kill();
                said.AddRange(worker.Lines.Where(line => line != "ready"));
            }

            inTheMiddle += IsInTheMiddle(fixture) ? 1 : 0;
            using ModelStore store = fixture.Open();
            StoreCheck check = store.Check(Stop);
            Assert.True(check.IsSound, $"kill {i}: {string.Join('\n', check.Problems)}");
            Dictionary<string, int> done = store.Log().Select(entry => Describe(store, entry)).CountBy(line => line).ToDictionary();
            Assert.All(said.CountBy(line => line), line => Assert.True(done.GetValueOrDefault(line.Key) >= line.Value, $"{line.Key} is lost"));
            store.CollectGarbage();
            Assert.False(fixture.Backend.HasLeftovers);
        }

        using ModelStore last = fixture.Open();
        Assert.Equal("ann", last.Add("after", StoreFixture.Tree).AddedBy);
        Assert.True(last.Check(Stop).IsSound);
        return (inTheMiddle, said.Count);
    }

    /// <summary>Two of three kills come at any time; the third soon after something was begun that is not done yet.</summary>
    private static void WaitForTheMoment(StoreFixture fixture, Random random, int kill)
    {
        Thread.Sleep(random.Next(1, 1200));
        DateTime end = DateTime.UtcNow.AddSeconds(2);
        while (kill % 3 == 0 && !IsInTheMiddle(fixture) && DateTime.UtcNow < end)
        {
            Thread.Yield();
        }

        Thread.SpinWait(random.Next(200_000));
    }

    /// <summary>A file is on its way from one place to another on this machine, or a journal is open.</summary>
    private static bool IsInTheMiddle(StoreFixture fixture) => File.Exists(fixture.Database + "-journal")
        || new[] { fixture.Folder, fixture.Cache }.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, "incoming", SearchOption.AllDirectories))
            .Any(incoming => Directory.EnumerateFiles(incoming).Any());

    private static string Describe(ModelStore store, StoreEntry entry) => entry.Action switch
    {
        "add" => $"add {entry.Model} {entry.Version} {store.Find($"{entry.Model}:{entry.Version}").File.Hash}",
        "promote" => $"promote {entry.Model} {entry.Version} {entry.Environment}",
        "remove" => $"remove {entry.Model} {entry.Version}",
        _ => "",
    };
}
