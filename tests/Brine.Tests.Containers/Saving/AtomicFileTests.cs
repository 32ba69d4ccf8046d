using Brine.Containers;

namespace Brine.Tests.Containers.Saving;

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

    /// <summary>What is no file is written to: in its place a reader of the pipe would wait for ever.</summary>
    [Fact]
    public async Task APipeStaysAPipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made by mkfifo");
        using var folder = new TemporaryFolder();
        string pipe = folder["pipe.bin"];
        Assert.Equal(0, Shell.Run("mkfifo", folder.Path, pipe).Exit);
        Task<byte[]> read = Task.Run(() =>
        {
            using FileStream file = File.OpenRead(pipe);
            var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }, TestContext.Current.CancellationToken);
        AtomicFile.Write(pipe, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], await read);
        Assert.Equal("fifo", Shell.Run("stat", folder.Path, "-c", "%F", pipe).Output.Trim());
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
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
        string message = Assert.Throws<FileNotWrittenException>(() => AtomicFile.Write(folder["none/new.bin"], _ => { })).Message;
        Assert.EndsWith($"there is no folder {folder["none"]}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAKilledSaveLeftGoesWithTheNextAndWhatIsBeingWrittenStays()
    {
        using var folder = new TemporaryFolder();
        string left = folder.Write(".model.pkl.abcdefgh.xyz.brine-save", "half of a");
        string kept = folder.Write(".model.pkl.bak", "mine");
        AtomicFile.Write(folder["outer.bin"], outer =>
        {
            outer.WriteByte(1);
            Assert.False(File.Exists(left));
            AtomicFile.Write(folder["inner.bin"], inner => inner.WriteByte(2));
        });
        Assert.Equal([kept, folder["inner.bin"], folder["outer.bin"]], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SavesOfOneFileAtOnceLeaveOneOfThemWhole()
    {
        using var folder = new TemporaryFolder();
        await Parallel.ForAsync(0, 400, TestContext.Current.CancellationToken, (i, _) =>
        {
            byte[] content = new byte[20_000 + (i % 200)];
            Array.Fill(content, (byte)(i % 200));
            AtomicFile.Write(folder["one.bin"], stream =>
            {
                stream.Write(content.AsSpan(0, 100));
                stream.Write(content.AsSpan(100));
            });
            return ValueTask.CompletedTask;
        });
        byte[] whole = File.ReadAllBytes(folder["one.bin"]);
        Assert.Equal(20_000 + whole[0], whole.Length);
        Assert.All(whole, value => Assert.Equal(whole[0], value));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WhatCannotBeWrittenIsNamed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["taken"]);
        FileNotWrittenException error = Assert.Throws<FileNotWrittenException>(
            () => AtomicFile.Write(folder["taken"], stream => stream.WriteByte(1)));
        Assert.Equal("FileNotWritten", error.Code);
        Assert.StartsWith(folder["taken"] + " was not written: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
