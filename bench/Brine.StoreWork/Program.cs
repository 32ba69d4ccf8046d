using System.Globalization;
using System.Text;
using Brine;
using Brine.Store;

namespace Brine.StoreWork;

/// <summary>
/// Works with a store until it is done, or killed: <c>STORE KIND SEED COUNT</c>, where KIND is add, promote, gc or mixed. Each line of its
/// output is something that was done, written when the store said so. Tests kill it, and run several at once.
/// </summary>
internal static class Program
{
    private const int Models = 3;

    private static int Main(string[] args)
    {
        (string folder, string kind) = (args[0], args[1]);
        int seed = int.Parse(args[2], CultureInfo.InvariantCulture), count = int.Parse(args[3], CultureInfo.InvariantCulture);
        var random = new Random(seed);
        using var store = ModelStore.Open(folder, new StoreOptions
        {
            Actor = $"worker-{seed}", Wait = TimeSpan.FromMinutes(5), CacheFolder = Environment.GetEnvironmentVariable("BRINE_CACHE"),
        });
        if (kind == "speed")
        {
            Speed.Run(store, count, args[4]);
            return 0;
        }

        string file = Path.Combine(Path.GetTempPath(), $"brine-work-{Environment.ProcessId}.pkl");
        store.SetEnvironment(new StoreEnvironment($"env-{seed % 4}", PromotionRules.Parse("safe")));
        Say("ready");
        try
        {
            for (int i = 0; i < count; i++)
            {
                string what = kind == "mixed" ? random.Next(20) switch { < 11 => "add", < 19 => "promote", _ => "gc" } : kind;
                Do(store, what, $"model-{random.Next(Models)}", $"env-{seed % 4}", random, file, i);
            }
        }
        finally
        {
            File.Delete(file);
        }

        return 0;
    }

    private static void Do(ModelStore store, string kind, string model, string environment, Random random, string file, int i)
    {
        if (kind == "add" || !store.List().Any(version => version.Name == model && !version.IsRemoved))
        {
            Add(store, model, random, file, i);
            return;
        }

        // What is promoted is another one than is there.
        int placed = kind == "promote" ? store.Placements(model).FirstOrDefault(item => item.Environment == environment)?.Version ?? 0 : 0;
        ModelVersion[] versions = [.. store.List(model).Where(version => !version.IsRemoved && version.Number != placed)];
        if (versions.Length == 0)
        {
            Add(store, model, random, file, i);
            return;
        }

        ModelVersion one = versions[random.Next(versions.Length)];
        try
        {
            if (kind == "promote")
            {
                store.Promote(model, one.Number, environment);
                Say($"promote {model} {one.Number} {environment}");
                return;
            }

            // Files come and go: the collector has something to do, and something to leave alone.
            Add(store, model, random, file, i);
            store.Remove(model, one.Number);
            Say($"remove {model} {one.Number}");
            store.CollectGarbage();
        }
        catch (StoreException error) when (error.Code is "StoreInUse" or "StoreRemoved" or "StoreFileMissing")
        {
            // Somebody else was first.
        }
    }

    private static void Add(ModelStore store, string model, Random random, string file, int i)
    {
        // Some are large, so that a kill comes while they are copied; some are the same as others had.
        int length = random.Next(8) == 0 ? random.Next(2_000_000) : random.Next(2_000);
        string text = $"{(random.Next(4) == 0 ? 0 : Environment.ProcessId)} {i} " + new string('x', length);
        File.WriteAllBytes(file, Pickle.Dumps(text));
        ModelVersion version = store.Add(model, file, new AddOptions { Metrics = new Dictionary<string, double> { ["auc"] = i } });
        Say($"add {model} {version.Number} {version.File.Hash}");
    }

    private static void Say(string line)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
