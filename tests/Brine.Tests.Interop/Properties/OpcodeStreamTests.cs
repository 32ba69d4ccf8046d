using System.Globalization;
using Brine.Fuzz;
using Brine.Pickling;

namespace Brine.Tests.Properties;

/// <summary>Random opcode streams: what CPython loads, Brine loads with the same value; what CPython refuses, Brine refuses.</summary>
[Trait("Stage", "Python")]
public sealed class OpcodeStreamTests
{
    /// <summary>BRINE_PROPERTY_RUNS sets how many streams are tried, BRINE_PROPERTY_SEED which.</summary>
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("BRINE_PROPERTY_RUNS") ?? "4000",
        CultureInfo.InvariantCulture);

    [Fact]
    public void RandomStreamsMeanWhatTheyMeanToCPython()
    {
        Python.Require();
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("BRINE_PROPERTY_SEED") ?? "20261124", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {Runs} streams");
        AssertMeanTheSame([.. OpcodeStreams.Sample(Runs / 2, seed, 30), .. OpcodeStreams.Sample(Runs / 2, seed + 1, 120)], seed, 4);
    }

    /// <summary>Pickles of the tests and samples with random changes, at the bounds of opcodes and elsewhere.</summary>
    [Fact]
    public void MutatedPicklesMeanWhatTheyMeanToCPython()
    {
        Python.Require();
        int seed = int.Parse(Environment.GetEnvironmentVariable("BRINE_PROPERTY_SEED") ?? "20261130", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {Runs} mutated pickles");
        // Python 2 has one name for all errors of the system, and Python 3 goes by their number, which a class that is stood in for does
        // not.
        byte[][] seeds = [.. Seeds.Pickles(false).Where(pickle => pickle.Length < 2_000 && pickle.AsSpan().IndexOf("__new__"u8) < 0
            && pickle.AsSpan().IndexOf("PermissionError"u8) < 0)
            .Select(WithoutFrames)];
        Assert.True(seeds.Length > 50, $"{seeds.Length} seeds");
        var random = new Random(seed);
        var mutator = new Mutator(random);
        AssertMeanTheSame(
            [.. Enumerable.Range(0, Runs)
                .Select(_ => WithoutFrames(mutator.Mutate(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)], true)))],
            (ulong)seed, 10);
    }

    /// <summary>Frames say where a reader of a file may read ahead. A change makes nearly all of them wrong, and CPython's reader of files
    /// loses bytes then, which its reader of memory does not.</summary>
    private static byte[] WithoutFrames(byte[] pickle)
    {
        var bytes = new List<byte>(pickle.Length);
        var reader = new OpcodeReader(pickle);
        while (reader.TryRead() == OpcodeRead.Done && reader.Info is not null)
        {
            if (reader.Code != PickleOpcode.Frame)
            {
                bytes.AddRange(pickle.AsSpan(reader.Offset..reader.Position));
            }

            if (reader.Code == PickleOpcode.Stop)
            {
                break;
            }
        }

        return [.. bytes, .. pickle.AsSpan(reader.Code == PickleOpcode.Stop ? reader.Position : reader.Offset)];
    }

    private static void AssertMeanTheSame(byte[][] pickles, ulong seed, int leastShare)
    {
        (byte[] Pickle, byte[]? Written)[] pairs = [
            .. pickles.Select((pickle, i) => (pickle, LoadAndDump(pickle, ProtocolOf(pickle, i), out _)))];
        string[] answers = PickleOracle.Ask(pairs);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        for (int i = 0; i < pairs.Length; i++)
        {
            bool isRead = pairs[i].Written is not null;
            string answer = answers[i].Split(' ')[0];
            string? error = null;
            bool isRight = answer switch
            {
                "same" => true,
                "refused" when !isRead => true,
                "refused" => IsIntended(answers[i], pairs[i].Pickle),
                "accepted" => LoadAndDump(pairs[i].Pickle, ProtocolOf(pairs[i].Pickle, i), out error) is null
                    && IsIntendedRefusal(error!, pairs[i].Pickle),
                _ => false,
            };
            string outcome = $"{answer}{(isRead ? "" : ", refused here")}{(isRight ? "" : ": WRONG")}";
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            if (!isRight)
            {
                wrong.Add($"{answers[i]} | {error} | {Describe(pairs[i].Pickle)} -> {(isRead ? Describe(pairs[i].Written!) : "")}");
            }
        }

        string summary = string.Join("; ", counts.Select(entry => $"{entry.Key}: {entry.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        Assert.True(wrong.Count == 0, $"seed {seed}: {summary}\n{string.Join('\n', wrong.OrderBy(line => line.Length).Take(40))}");
        Assert.True(counts["same"] > pickles.Length / leastShare, summary);
    }

    [Fact]
    public void RandomStreamsAreTracedAsTheyAreRead()
    {
        int read = 0;
        foreach (byte[] pickle in OpcodeStreams.Sample(Runs, 7, 60))
        {
            PickleTrace trace = SymbolicMachine.Run(pickle);
            var names = new List<string>();
            PyValue value;
            try
            {
                value = Unpickler.Load(pickle,
                    new UnpicklerOptions
                        { Buffers = [new byte[] { 97, 98 }, new byte[] { 99, 100 }, Array.Empty<byte>()],
                            OnGlobal = found => names.Add(found.FullName) });
            }
            catch (PickleException)
            {
                continue;
            }

            read++;
            TracedPickle first = trace.Pickles[0];
            Assert.Equal(TraceEnd.Stop, first.End);
            Assert.Equal(names,
                trace.Events.Where(happened => happened.Pickle == 0).Select(Traces.NameOf).OfType<string>());
            if (first.Result.IsData)
            {
                string expected = value.Kind == PyKind.ByteString ? "ByteString" : value.Kind.ToString();
                Assert.Equal(expected,
                    first.Result.Kind switch
                    {
                        SymbolKind.Integer => "Int",
                        SymbolKind.Text => "Str",
                        SymbolKind.Buffer => expected,
                        var kind => $"{kind}"
                    });
            }
        }

        Assert.True(read > Runs / 4, $"{read} of {Runs}");
    }

    /// <summary>All in turn; where there is a persistent id that protocol 0 could not tell from its text, not that.</summary>
    private static int ProtocolOf(byte[] pickle, int turn) => turn % 6 == 0 && pickle.Contains(PickleOpcode.Binpersid) ? 1 : turn % 6;

    private static byte[]? LoadAndDump(byte[] pickle, int protocol, out string? error)
    {
        error = null;
        try
        {
            PyValue value = Unpickler.Load(pickle,
                new UnpicklerOptions { Buffers = [new byte[] { 97, 98 }, new byte[] { 99, 100 }, Array.Empty<byte>()] });
            try
            {
                return Pickler.Dump(value, new PicklerOptions { Protocol = protocol });
            }
            catch (InvalidOperationException)
            {
                // Protocols 0 and 1 cannot say every persistent id, nor names with a line break.
                return Pickler.Dump(value, new PicklerOptions { Protocol = 4 });
            }
        }
        catch (PickleException refused)
        {
            error = $"{refused.Code} at {refused.Offset} {refused.Opcode}: {refused.Message}";
            return null;
        }
    }

    /// <summary>What Brine takes and CPython does not, in docs/limitations.md: nothing is called, so nothing fails; no class is known, nor
    /// a registry.</summary>
    private static bool IsIntended(string answer, byte[] pickle) => answer.StartsWith("refused CallFailed", StringComparison.Ordinal)
        || answer.StartsWith("refused MemoryError", StringComparison.Ordinal)
        || answer.Contains("invalid partial state", StringComparison.Ordinal)
        || answer.Contains("got an unexpected keyword argument", StringComparison.Ordinal)
        || answer.Contains("required positional argument", StringComparison.Ordinal)
        || answer.Contains("takes exactly one argument", StringComparison.Ordinal)
        || answer.Contains("unregistered extension code", StringComparison.Ordinal)
        || answer.Contains("'Persistent' object is not callable", StringComparison.Ordinal)
        || (answer.Contains("set' object is not callable", StringComparison.Ordinal)
            && (pickle.Contains(PickleOpcode.Inst) || pickle.Contains(PickleOpcode.Obj)))
        || answer.Contains("class argument must be a type", StringComparison.Ordinal)
        || (answer.Contains("unhashable type: 'bytearray'", StringComparison.Ordinal) && pickle.Contains(PickleOpcode.ReadonlyBuffer))
        || ((answer.Contains("object has no attribute", StringComparison.Ordinal)
            || answer.Contains("does not support item assignment", StringComparison.Ordinal)
            || answer.Contains("cannot be interpreted as an integer", StringComparison.Ordinal)
            || answer.Contains("state is not a dictionary", StringComparison.Ordinal))
            && (pickle.Contains(PickleOpcode.Reduce) || pickle.Contains(PickleOpcode.Inst) || pickle.Contains(PickleOpcode.Obj)));

    /// <summary>What CPython takes and Brine does not: a bytearray that grows item by item, an object that takes a list for a
    /// key; or the function that stands in for getattr, which takes a state as the built-in one does not.</summary>
    private static bool IsIntendedRefusal(string error, byte[] pickle) =>
        error.StartsWith("CannotWriteProtocol", StringComparison.Ordinal) ||
        error.Contains("a state is given to a Persistent", StringComparison.Ordinal) ||
        (error.Contains("a state is given to a Global", StringComparison.Ordinal) && pickle.AsSpan().IndexOf("getattr"u8) > 0) ||
        error.Contains("appended to something that is not a list", StringComparison.Ordinal)
            || error.StartsWith("FormatKey", StringComparison.Ordinal);

    /// <summary>As Python prints bytes.</summary>
    private static string Describe(byte[] bytes) =>
        string.Concat(bytes.Select(value => value is >= 32 and < 127 ? ((char)value).ToString() : $"\\x{value:x2}"));
}
