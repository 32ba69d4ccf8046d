using System.Diagnostics;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Files that are made to take time or memory: every command ends soon, with an answer or a code, and asks for memory by the size
/// of the file.</summary>
[Collection(AloneCollection.Name)]
public sealed class DenialTests : IDisposable
{
    /// <summary>Far above what any of them takes, for machines that are busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What may be allocated in all, thrown away in between or not.</summary>
    private const long FewBytes = 1_000L << 20;
    private const long BytesPerByte = 1_000;

    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Vectors => [.. Bombs.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Vectors))]
    public void EveryCommandEndsSoon(string vector)
    {
        (string suffix, byte[] bytes) = Bombs.Make(vector);
        string file = _folder.Write("bomb" + suffix, bytes);
        string[][] commands =
        [
            ["inspect", file], ["inspect", "--full", file], ["inspect", "--json", file], ["dis", file, "-o", _folder["listing.txt"]],
            ["scan", file], ["scan", "--format", "json", file], ["scan", "--format", "sarif", file],
            ["optimize", file, _folder["optimized.pkl"]], ["predict", file, Iris], ["predict", Tree, file], ["explain", file, Iris],
            ["explain", Tree, file], ["score", file, Iris, "--target", "species"], ["verify", file, "--data", Iris],
            ["verify", Tree, "--data", file], ["doctor", file], ["doctor", "--json", file], ["advise", file],
            .. FileConverter.Extensions.Concat([".parquet", ".arrow", ".xlsx"])
                .Select(extension => (string[])["convert", file, _folder["out" + extension], "--lossy"]),
        ];
        string[][] main = [["inspect", file], ["scan", file], ["doctor", file], ["predict", file, Iris], ["convert", file, _folder["out.json"]]];
        foreach (string[] command in Stages.TriesEveryCommand ? commands : main)
        {
            AssertEndsSoon(bytes.Length, command);
        }
    }

    /// <summary>What is small on disk and large when it is unpacked: a process whose memory ends at 256 MB tells it by its code.</summary>
    [Theory]
    [InlineData("zeros in zlib")]
    [InlineData("zeros in bzip2")]
    [InlineData("zeros in xz")]
    [InlineData("zeros in LZ4")]
    [InlineData("zeros in Zstandard")]
    [InlineData("lists in zlib")]
    [InlineData("lists in xz")]
    [InlineData("zip in zip in zip")]
    [InlineData("objects in an .npz")]
    [InlineData("JSON of lists in gzip")]
    public void BombsAreStoppedWithin256Megabytes(string vector)
    {
        (string suffix, byte[] bytes) = Bombs.Make(vector);
        string file = _folder.Write("bomb" + suffix, bytes);
        foreach (string[] command in (string[][])[["inspect", file], ["dis", file], ["convert", file, _folder["out.joblib"]],
            ["convert", file, _folder["out.json"]], ["predict", Tree, file]])
        {
            (int exit, string _, string error) = Shell.Run("env", _folder.Path,
                ["DOTNET_GCHeapHardLimit=0x10000000", .. Program, .. command]);
            Assert.True(exit is 0 or 2, $"{string.Join(' ', command)}: exit {exit}, {error}");
            Assert.DoesNotContain("LimitMemory", error, StringComparison.Ordinal);
            Assert.DoesNotContain("InternalError", error, StringComparison.Ordinal);
        }
    }

    private static string[] Program => Environment.GetEnvironmentVariable("BRINE_NATIVE") is { Length: > 0 } native
        ? [Path.Combine(Repo.Root, native)] : ["dotnet", Command.Program];

    private static void AssertEndsSoon(long length, string[] command)
    {
        string call = string.Join(' ', command);
        long before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        (int exit, string _, string error) = Command.Run(command);
        long allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.True(exit is 0 or 1 or 2 or 3, $"{call}: exit {exit}, {error}");
        Assert.DoesNotContain("InternalError", error, StringComparison.Ordinal);
        Assert.True(error.Length < 3000, $"{call}: {error.Length} letters of error");
        Assert.True(clock.Elapsed < Patience, $"{call}: {clock.Elapsed.TotalSeconds:F1} s");
        // Each form that is tried is written and loaded once, one after the other.
        int times = command[0] == "advise" ? 2 : 1;
        Assert.True(allocated < times * (FewBytes + (BytesPerByte * length)), $"{call}: {allocated >> 20} MB allocated for {length} bytes");
    }
}
