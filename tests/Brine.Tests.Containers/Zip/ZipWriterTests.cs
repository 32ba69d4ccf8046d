using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Zip;

[Trait("Stage", "Python")]
public sealed class ZipWriterTests
{
    private const string Reads = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as z:
            assert z.testzip() is None
            for i in z.infolist(): print(i.filename, i.compress_type, i.file_size, i.date_time[0], len(z.read(i)))
        """;

    [Fact]
    public void PythonReadsWhatIsWritten()
    {
        using var folder = new TemporaryFolder();
        using (FileStream stream = File.Create(folder["a.zip"]))
        using (var writer = new ZipWriter(stream))
        {
            writer.Add("stored.bin", new byte[1000], ZipEntryOptions.Stored);
            writer.Add("ä/deflated.bin", new byte[100_000]);
            writer.Add("streamed.bin", target =>
            {
                target.Write(new byte[3000]);
                target.Write(new byte[4000]);
            });
            writer.Add("empty", []);
            writer.Add("streamed.raw", target => target.Write(new byte[5]), ZipEntryOptions.Stored);
        }

        Assert.Equal(
            "stored.bin 0 1000 1980 1000\nä/deflated.bin 8 100000 1980 100000\nstreamed.bin 8 7000 1980 7000\nempty 8 0 1980 "
                + "0\nstreamed.raw 0 5 1980 5", Python.Run(Reads, folder["a.zip"]));
        using ZipReader reader = ZipReader.Open(folder["a.zip"]);
        Assert.Empty(reader.Verify());
    }

    [Fact]
    public void TheSameMembersGiveTheSameBytes() =>
        Assert.Equal(ZipBytes.Of(ZipEntryOptions.Default, ("a", new byte[100])),
            ZipBytes.Of(ZipEntryOptions.Default, ("a", new byte[100])));

    [Fact]
    public void AlignedMembersBeginAtMultiples()
    {
        byte[] zip = ZipBytes.Of(new ZipEntryOptions { IsStored = true, Alignment = 64 },
            [.. Enumerable.Range(0, 100).Select(i => (new string('n', i + 1), new byte[i]))]);
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Empty(reader.Verify());
        Assert.All(reader.Entries, entry => Assert.Equal(0, entry.DataOffset % 64));
        using var folder = new TemporaryFolder();
        Assert.Equal(100, Python.Run(Reads, folder.Write("a.zip", zip)).Split('\n').Length);
    }

    [Fact]
    public void ManyMembersAreCountedInTheLargeForm()
    {
        byte[] zip = ZipBytes.Of([.. Enumerable.Range(0, 70_000).Select(i => ($"{i}", Array.Empty<byte>()))]);
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Empty(reader.Findings);
        Assert.Equal(70_000, reader.Entries.Count);
        using var folder = new TemporaryFolder();
        Assert.Equal("70000",
            Python.Run("import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))", folder.Write("a.zip", zip)));
    }

    [Fact]
    public void OffsetsAndSizesBeyondFourGigabytesAreWritten()
    {
        using var folder = new TemporaryFolder();
        string path = folder["huge.zip"];
        using (FileStream stream = File.Create(path))
        using (var writer = new ZipWriter(stream))
        {
            var zeros = new byte[1 << 20];
            writer.Add("zeros", target =>
            {
                for (int i = 0; i < 4200; i++)
                {
                    target.Write(zeros);
                }
            }, new ZipEntryOptions { CompressionLevel = 1 });
            writer.Add("last", "end"u8);
        }

        using ZipReader reader = ZipReader.Open(path);
        Assert.Empty(reader.Findings);
        Assert.Equal(4200L << 20, reader.Entries[0].Size);
        Assert.Equal("end"u8, reader.ReadAll(reader.Entries[1]).Span);
        Assert.Equal("4404019200 b'end'",
            Python.Run("import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.infolist()[0].file_size, z.read('last'))", path));
    }

    [Fact]
    public void AnArchiveMayBeginInsideAStream()
    {
        using var memory = new MemoryStream();
        memory.Write(new byte[10]);
        using (var writer = new ZipWriter(memory))
        {
            writer.Add("a", "text"u8);
        }

        using ZipReader reader = ZipReader.Read(memory.ToArray().AsMemory(10));
        Assert.Empty(reader.Verify());
    }

    [Fact]
    public void OneNameIsWrittenOnce()
    {
        using var writer = new ZipWriter(new MemoryStream());
        writer.Add("a", []);
        Assert.Throws<ArgumentException>(() => writer.Add("a", []));
    }
}
