using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Traces of the files that Python's libraries wrote: the names are those that the reader finds, and nothing is odd.</summary>
public sealed class SymbolicMachineFileTests
{
    private static readonly string[] MadeByHand = ["shared_lists.pkl"];

    [Fact]
    public void NamesAreThoseThatTheReaderFindsAndNothingIsOdd()
    {
        int tried = 0, arrays = 0;
        var wrong = new List<string>();
        foreach (string file in Files())
        {
            ReadOnlyMemory<byte> data;
            try
            {
                data = PickleFile.ReadBytes(File.ReadAllBytes(file));
            }
            catch (PickleFormatException)
            {
                continue;
            }

            var expected = new List<string>();
            var options = new UnpicklerOptions { OnGlobal = found => expected.Add(found.FullName) };
            var inline = new JoblibArrays(new UnpicklerOptions());
            try
            {
                Unpickler.Load(data, options with { AfterBuild = inline.AfterBuild });
            }
            catch (PickleFormatException)
            {
                continue;
            }

            tried++;
            PickleTrace trace = JoblibRegions.Trace(data, out IReadOnlyList<RawRegion> regions, new PickleTraceOptions { MaxPickles = 1 });
            arrays += regions.Count;
            string[] names = [.. trace.Events.Select(Traces.NameOf).OfType<string>()];
            if (!expected.SequenceEqual(names))
            {
                wrong.Add($"{file}: {expected.Count} names, {names.Length} in the trace");
            }

            if (trace.Findings.FirstOrDefault(found => found.Kind != TraceFindingKind.BytesAfterStop) is { } odd
                && !MadeByHand.Contains(Path.GetFileName(file)))
            {
                wrong.Add($"{file}: {odd}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}:\n" + string.Join('\n', wrong.Take(40)));
        Assert.True(tried > 100, $"only {tried} files were tried");
        Assert.True(arrays > 100, $"only {arrays} arrays were stepped over");
        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} files, {arrays} arrays");
    }

    [Fact]
    public void MutatedFilesNeverThrowAndStayBounded()
    {
        byte[][] seeds = [.. Files().Where(file => new FileInfo(file).Length < 20_000).Take(60).Select(File.ReadAllBytes)];
        var random = new Random(20261129);
        for (int round = 0; round < 6_000; round++)
        {
            byte[] data = [.. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 12); change > 0; change--)
            {
                int at = random.Next(data.Length);
                data[at] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => OpcodeTable.All[random.Next(68)].Code,
                    _ => data[random.Next(data.Length)]
                };
            }

            data = random.Next(4) == 0 ? data[..random.Next(1, data.Length)] : data;
            long before = GC.GetAllocatedBytesForCurrentThread();
            PickleTrace trace = JoblibRegions.Trace(data, out _);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 2_000_000 + (600L * data.Length), $"round {round}: {allocated} bytes for {data.Length}");
            foreach (TraceEvent happened in trace.Events)
            {
                Assert.InRange(happened.Offset, 0, data.Length);
                _ = happened is SymbolicCall call ? new Symbol(call).ToString() : happened.ToString();
            }

            Assert.All(trace.Findings, found => Assert.InRange(found.Offset, 0, data.Length));
        }
    }

    private static IEnumerable<string> Files()
    {
        string[] folders = [Repo.File("tests", "fixtures"), Repo.Golden(),
            .. Environment.GetEnvironmentVariable("BRINE_FIXTURES") is { Length: > 0 } more ? [more] : (string[])[]];
        return folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".pkl" or ".joblib" or ".pickle").Order(StringComparer.Ordinal);
    }
}
