using System.Security.Cryptography;
using Brine.Containers;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>Files that the system copies: the hash is that of the copy, and what goes wrong is said.</summary>
public sealed class KernelCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(16 << 20)]
    [InlineData((40 << 20) + 12345)]
    public void TheCopyHasTheBytesAndTheHashOfTheFile(int length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the system has no such call");
        byte[] bytes = Bytes(length);
        using FileStream source = File.OpenRead(_folder.Write("source", bytes));
        using FileStream target = New("target");
        (string Hash, long Bytes)? copied = KernelCopy.Try(source, target, Stop);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), (long)length), copied);
        target.Dispose();
        Assert.Equal(bytes, File.ReadAllBytes(_folder["target"]));
    }

    [Fact]
    public void SmallFilesOthersThanFilesAndPartsAreCopiedOtherwise()
    {
        using FileStream small = File.OpenRead(_folder.Write("small", Bytes((1 << 20) - 1)));
        using FileStream target = New("target");
        Assert.Null(KernelCopy.Try(small, target, Stop));
        using FileStream large = File.OpenRead(_folder.Write("large", Bytes(1 << 21)));
        large.Position = 1;
        Assert.Null(KernelCopy.Try(large, target, Stop));
        Assert.Equal(0, target.Length);
    }

    [Fact]
    public void ACopyThatIsStoppedSaysSoAndLeavesNothing()
    {
        using var stopping = new CancellationTokenSource();
        stopping.Cancel();
        using var blobs = new BlobFolder(_folder["store"]);
        using FileStream source = File.OpenRead(_folder.Write("source", Bytes(40 << 20)));
        Assert.ThrowsAny<OperationCanceledException>(() => blobs.Receive(source, stopping.Token));
        Assert.Empty(Directory.GetFiles(_folder["store"], "*", SearchOption.AllDirectories));
    }

    /// <summary>A file that grows while it is copied is what it was at some moment, and the hash is that of the copy.</summary>
    [Fact]
    public async Task AFileThatIsChangedMeanwhileHasTheHashOfItsCopy()
    {
        string path = _folder.Write("source", Bytes(48 << 20));
        using var blobs = new BlobFolder(_folder["store"]);
        bool isDone = false;
        Task changing = Task.Run(() =>
        {
            using var writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            byte[] noise = new byte[4096];
            for (int i = 0; !Volatile.Read(ref isDone); i++)
            {
                Random.Shared.NextBytes(noise);
                writer.Position = (i * 7919L % 11000) * 4096;
                writer.Write(noise);
                writer.Flush();
            }
        }, Stop);
        for (int i = 0; i < 3; i++)
        {
            using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using IncomingBlob blob = blobs.Receive(source, Stop);
            using FileStream copy = new(blob.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(copy)), blob.Hash);
        }

        Volatile.Write(ref isDone, true);
        await changing;
    }

    /// <summary>A disk of a few megabytes, where this user may make one: what was there stays, and nothing half is left.</summary>
    [Fact]
    public void ADiskThatIsFullLeavesTheStoreAsItWas()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash") && CanMount(), "no disk can be made here");
        string large = _folder.Write("large.pkl", Brine.Pickle.Dumps(new string('x', 30_000_000)));
        (int exit, string output, string error) = Shell.Run("/usr/bin/unshare", _folder.Path, "-m", "/bin/bash", "-c", $$"""
            set -u
            mkdir disk; mount -t tmpfs -o size=12m none disk
            brine() { dotnet '{{Support.Cli.Program}}' store "$@" --store disk/store; }
            brine add churn '{{StoreFixture.Tree}}' || exit 11
            brine add large '{{large}}'; echo "large: $?"
            find disk/store/incoming -type f
            brine check || exit 12
            head -c 100M /dev/zero > disk/rest 2>/dev/null
            brine tag churn 1 late; echo "tag: $?"
            brine add churn '{{StoreFixture.Forest}}'; echo "add: $?"
            rm disk/rest
            brine check || exit 13
            brine list
            brine tag churn 1 late || exit 14
            """);
        Assert.True(exit == 0, $"{exit}\n{output}{error}");
        Assert.Contains("large: 2\nsound: ", output, StringComparison.Ordinal);
        Assert.Contains("tag: 2\nadd: 2\nsound: 1 entries", output, StringComparison.Ordinal);
        string[] lines = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("brine: ", StringComparison.Ordinal))];
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("brine: FileNotWritten: ", line, StringComparison.Ordinal));
    }

    private bool CanMount() => File.Exists("/usr/bin/unshare")
        && Shell.Run("/usr/bin/unshare", _folder.Path, "-m", "mount", "-t", "tmpfs", "none", "/mnt").Exit == 0;

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private FileStream New(string name) => new(_folder[name], FileMode.CreateNew, FileAccess.ReadWrite, IncomingBlob.Share, bufferSize: 0);
}
