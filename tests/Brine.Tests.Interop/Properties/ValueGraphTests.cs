using System.Globalization;
using Brine.Pickling;

namespace Brine.Tests.Properties;

/// <summary>Random graphs of values survive both implementations, shape and identity included.</summary>
[Trait("Stage", "Python")]
public sealed class ValueGraphTests
{
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("BRINE_PROPERTY_RUNS") ?? "2000",
        CultureInfo.InvariantCulture);

    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("BRINE_PROPERTY_SEED") ?? "20261124",
        CultureInfo.InvariantCulture);

    /// <summary>CPython loads what Brine wrote of a graph at one protocol, and what Brine wrote after reading that, at another: both are
    /// the same graph.</summary>
    [Fact]
    public void GraphsAreTheSameInCPython()
    {
        Python.Require();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}, {Runs} graphs");
        PyValue[] graphs = [.. ValueGraphs.Sample(Runs / 2, Seed, 30), .. ValueGraphs.Sample(Runs / 2, Seed + 1, 150)];
        var pairs = new List<(byte[], byte[]?)>();
        for (int i = 0; i < graphs.Length; i++)
        {
            byte[] once = Pickler.Dump(graphs[i], new PicklerOptions { Protocol = i % 6, Profile = (PickleProfile)(i / 6 % 6) });
            byte[] again = Pickler.Dump(Unpickler.Load(once), new PicklerOptions { Protocol = i / 36 % 6 });
            pairs.Add((once, again));
        }

        string[] answers = PickleOracle.Ask(pairs);
        string[] wrong = [
            .. answers.Select((answer, i) => (answer, i)).Where(item => item.answer != "same")
                .Select(item => $"{item.i % 6} to {item.i / 36 % 6}: {item.answer}: {graphs[item.i]}")];
        Assert.True(wrong.Length == 0,
            $"seed {Seed}: {wrong.Length} of {graphs.Length}: {string.Join('\n', wrong.OrderBy(line => line.Length).Take(10))}");
    }

    /// <summary>What Brine wrote and read it writes the same again, at every protocol: nothing is lost on the way, the order of sets
    /// included.</summary>
    [Fact]
    public void GraphsAreWrittenAsTheyWereRead()
    {
        PyValue[] graphs = ValueGraphs.Sample(Runs, Seed + 2, 60);
        for (int i = 0; i < graphs.Length; i++)
        {
            // Below protocol 2 there is no opcode for NEWOBJ: what is read is a call of copyreg.__newobj__, another description of the same
            // object.
            var options = new PicklerOptions { Protocol = 2 + (i % 4) };
            byte[] once = Pickler.Dump(graphs[i], options);
            byte[] again = Pickler.Dump(Unpickler.Load(once), options);
            int same = once.AsSpan().CommonPrefixLength(again);
            Assert.True(once.AsSpan().SequenceEqual(again),
                $"seed {Seed}, graph {i}, byte {same}:\n{Disassemble(once, same)}\n{Disassemble(again, same)}");
        }
    }

    private static string Disassemble(byte[] pickle, int around)
    {
        using var text = new StringWriter();
        Disassembler.Write(pickle, text);
        string[] lines = text.ToString().Split('\n');
        int at = Array.FindLastIndex(lines,
            line => int.TryParse(line.Split(':')[0], CultureInfo.InvariantCulture, out int offset) && offset <= around);
        return string.Join('\n', lines.Skip(Math.Max(0, at - 12)).Take(16));
    }
}
