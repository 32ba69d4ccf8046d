using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Brine.Store;

namespace Brine.StoreWork;

/// <summary>
/// How fast a store is: <c>STORE speed 0 VERSIONS MODEL</c>. Adding a large file against hashing it in the same run, in turn; with so many
/// versions, opening a model that was opened before, and listing all. Each answer is looked at before it is timed.
/// </summary>
internal static class Speed
{
    private const int Megabytes = 512, Rounds = 5;

    internal static void Run(ModelStore store, int versions, string model)
    {
        if (!store.Location.Contains("://", StringComparison.Ordinal))
        {
            AddLarge(store);
        }

        Say("the first look of this machine, and a change", Time(() =>
        {
            store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
            return 0;
        }));
        long start = Stopwatch.GetTimestamp();
        int there = store.List().Count(version => version.Name == "many");
        for (int i = there; i < versions; i++)
        {
            store.Add("many", model, new AddOptions { Metrics = new Dictionary<string, double> { ["auc"] = 0.9, ["f1"] = i } });
        }

        Say($"add, each of {versions - there}", Stopwatch.GetElapsedTime(start).TotalMilliseconds / Math.Max(1, versions - there));
        store.Promote("many", versions / 2, "production");
        Model first = store.Get("many@production");
        Say("get, opened before", Median(1000, () => ReferenceEquals(store.Get("many@production"), first) ? 0 : throw Wrong()));
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Say("list of all", Median(Rounds, () => store.List("many").Count == versions ? 0 : throw Wrong()));
        Say("the same, of the processor", (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Rounds);
        Say("check of all", Median(1, () => store.Check().IsSound ? 0 : throw Wrong()));
    }

    /// <summary>What is no model, so that the scan is over at once: hashing and writing are what is left.</summary>
    private static void AddLarge(ModelStore store)
    {
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        string file = Path.Combine(store.Location, "large.bin");
        byte[] piece = new byte[1 << 20];
        new Random(1).NextBytes(piece);
        using (FileStream stream = File.Create(file))
        {
            for (int i = 0; i < Megabytes; i++)
            {
                piece[0] = (byte)i;
                stream.Write(piece);
            }

            stream.Flush(flushToDisk: true);
        }

        var hashing = new List<double>();
        var adding = new List<double>();
        var copying = new List<double>();
        var writing = new List<double>();
        string copy = Path.Combine(store.Location, "copy.bin");
        for (int i = 0; i < Rounds; i++)
        {
            string hash = "";
            hashing.Add(Math.Min(
                Time(() => Hash(File.OpenRead(file), stream => hash = Convert.ToHexStringLower(SHA256.HashData(stream)))),
                Time(() => Hash(File.OpenRead(file), stream => HashingCopy.Run(stream, Stream.Null, default)))));

            // A version that is added stays: the time to take it away again does not count.
            IncomingBlob? blob = null;
            adding.Add(Time(() => (blob = store.Receive(file)).Hash == hash ? 0 : throw Wrong()));
            blob!.Dispose();
            copying.Add(Time(() => Run("cp", file, copy) + Run("sync", copy)));
            File.Delete(copy);
            writing.Add(Time(() => Run("dd", $"if={file}", $"of={copy}", "bs=128K", "conv=fsync", "status=none")));
            File.Delete(copy);
        }

        File.Delete(file);
        Say(FormattableString.Invariant($"{Megabytes} MB in turn"), ("hashed", hashing), ("cp and sync", copying),
            ("dd conv=fsync", writing), ("copied into the store, hashed and flushed", adding));
        double floor = Math.Max(Middle(hashing), Math.Min(Middle(copying), Middle(writing)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"adding: {Middle(hashing) / Middle(adding):P0} of the speed of hashing; "
                + $"{Middle(adding) / floor:F2} times the slower of hashing and the disk"));
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Say(string what, params (string Name, List<double> Times)[] rows)
    {
        foreach ((string name, List<double> times) in rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}, {name}: median {Middle(times):F0} ms ({times.Min():F0} to {times.Max():F0})"));
        }
    }

    private static int Run(string program, params string[] words)
    {
        using Process process = Process.Start(program, words);
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw Wrong();
    }

    /// <summary>The one that is faster is what adding is held against.</summary>
    private static int Hash(FileStream stream, Action<Stream> hash)
    {
        using (stream)
        {
            hash(stream);
        }

        return 0;
    }

    private static double Median(int rounds, Func<int> work) =>
        Enumerable.Range(0, rounds).Select(_ => Time(work)).Order().ElementAt(rounds / 2);

    private static double Time(Func<int> work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Say(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {milliseconds:F3} ms"));

    private static InvalidOperationException Wrong() => new("the answer is wrong");
}
