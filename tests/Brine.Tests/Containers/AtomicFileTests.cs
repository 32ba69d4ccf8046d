using Brine.Containers;
using Brine.Tests.Support;

namespace Brine.Tests.Containers;

public sealed class AtomicFileTests
{
    [Fact]
    public void WritesANewFile()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder["new.bin"], stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder["new.bin"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AFailureLeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["old.txt"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["old.txt"], stream =>
        {
            stream.Write([1]);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(folder["old.txt"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void KeepsTheModeOfTheOldFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["old.txt"], "old");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(folder["old.txt"], Mode);
        AtomicFile.Write(folder["old.txt"], stream => stream.WriteByte(1));
        Assert.Equal(Mode, File.GetUnixFileMode(folder["old.txt"]));
    }

    [Fact]
    public void WritesThroughALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["real.txt"], "old");
        File.CreateSymbolicLink(folder["link.txt"], folder["real.txt"]);
        AtomicFile.Write(folder["link.txt"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(folder["real.txt"]));
        Assert.NotNull(new FileInfo(folder["link.txt"]).LinkTarget);
    }

    [Fact]
    public void AMissingFolderIsNamed()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(folder["none/new.bin"], _ => { }));
    }
}
