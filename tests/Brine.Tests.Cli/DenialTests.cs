using System.Diagnostics;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Files that are made to take time or memory: every command ends soon, with an answer or a code, and asks for memory by the size
/// of the file.</summary>
public sealed class DenialTests : IDisposable
{
    /// <summary>Far above what any of them takes, for machines that are busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What may be allocated in all, thrown away in between or not.</summary>
    private const long FewBytes = 700L << 20;
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
            ["verify", Tree, "--data", file],
            .. FileConverter.Extensions.Concat([".parquet", ".arrow"])
                .Select(extension => (string[])["convert", file, _folder["out" + extension], "--lossy"]),
        ];
        foreach (string[] command in commands)
        {
            AssertEndsSoon(bytes.Length, command);
        }
    }

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
        Assert.True(allocated < FewBytes + (BytesPerByte * length), $"{call}: {allocated >> 20} MB allocated for {length} bytes");
    }
}
