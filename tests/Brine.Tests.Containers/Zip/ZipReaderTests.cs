using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Zip;

[Trait("Stage", "Python")]
public sealed class ZipReaderTests
{
    /// <summary>Members of every kind that Python's zipfile writes: stored, deflated, with descriptors, zip64, a folder, a foreign
    /// name.</summary>
    private const string Writes = """
        import io, sys, zipfile
        class Pipe(io.RawIOBase):
            def __init__(self, f): self.f = f
            def writable(self): return True
            def write(self, b): return self.f.write(b)
        data = bytes(range(256)) * 300
        folder = sys.argv[1]
        for compression, name in [(zipfile.ZIP_STORED, 'stored'), (zipfile.ZIP_DEFLATED, 'deflated')]:
            with zipfile.ZipFile(f'{folder}/{name}.zip', 'w', compression) as z:
                z.writestr('a.bin', data); z.writestr('ö/é.txt', 'text'); z.writestr('empty', ''); z.writestr('folder/', '')
                with z.open('large.bin', 'w', force_zip64=True) as m: m.write(data)
            with open(f'{folder}/{name}.piped.zip', 'wb') as f, zipfile.ZipFile(Pipe(f), 'w', compression) as z:
                z.writestr('a.bin', data); z.writestr('ö/é.txt', 'text'); z.writestr('empty', ''); z.writestr('folder/', '')
                with z.open('large.bin', 'w', force_zip64=True) as m: m.write(data)
        with open(f'{folder}/prefixed.zip', 'wb') as f: f.write(b'#!/bin/sh\n' + open(f'{folder}/stored.zip', 'rb').read())
        """;

    private static readonly byte[] Data = [.. Enumerable.Range(0, 300 * 256).Select(i => (byte)i)];

    [Fact]
    public void WhatPythonWritesIsReadWithoutAFinding()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Writes, folder.Path);
        foreach (string file in (string[])["stored.zip", "deflated.zip", "stored.piped.zip", "deflated.piped.zip"])
        {
            using ZipReader zip = ZipReader.Open(folder[file]);
            Assert.Empty(zip.Verify());
            Assert.Equal(["a.bin", "ö/é.txt", "empty", "folder/", "large.bin"], zip.Entries.Select(entry => entry.Name));
            Assert.Equal(Data, zip.ReadAll(zip.Find("a.bin")!).ToArray());
            Assert.Equal(Data, zip.ReadAll(zip.Find("large.bin")!).ToArray());
            Assert.Equal("text", Encoding.UTF8.GetString(zip.ReadAll(zip.Find("ö/é.txt")!).Span));
            Assert.Equal(0, zip.ReadAll(zip.Find("empty")!).Length);
            Assert.True(zip.Find("folder/")!.IsFolder);
            Assert.Null(zip.Find("none"));
        }
    }

    [Fact]
    public void APrefixIsToldAndReadOverAsPythonDoes()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Writes, folder.Path);
        using ZipReader zip = ZipReader.Open(folder["prefixed.zip"]);
        Assert.Equal(ZipFindingKind.Prefix, Assert.Single(zip.Findings).Kind);
        Assert.Equal(Data, zip.ReadAll(zip.Find("a.bin")!).ToArray());
    }

    [Fact]
    public void StoredMembersAreViewsOverTheArchive()
    {
        byte[] bytes = ZipBytes.Of(("a", Data));
        using ZipReader zip = ZipReader.Read(bytes);
        ReadOnlyMemory<byte> content = zip.ReadAll(zip.Entries[0]);
        bytes[zip.Entries[0].DataOffset] = 77;
        Assert.Equal(77, content.Span[0]);
        Assert.True(content.Span.Overlaps(bytes));
    }

    [Fact]
    public void ALargeFileIsMappedAndItsViewsEndWithTheReader()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("large.zip", ZipBytes.Of(("a", new byte[20 << 20]), ("b", Data)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlyMemory<byte> content;
        using (ZipReader zip = ZipReader.Open(path))
        {
            content = zip.ReadStored(zip.Find("b")!);
            Assert.True(content.Span.SequenceEqual(Data));
            Assert.Equal(20 << 20, zip.ReadAll(zip.Find("a")!).Length);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
        Assert.Throws<ObjectDisposedException>(() => content.Span.Length);
    }

    [Fact]
    public void AnArchiveOfMoreThanFourGigabytesIsReadWhereItStands()
    {
        using var folder = new TemporaryFolder();
        string path = folder["huge.zip"];
        using (var stream = new FileStream(path, FileMode.CreateNew))
        {
            // A sparse file: the prefix takes no room on the disk.
            stream.Position = (5L << 30) - 3;
            stream.Write([1, 2, 3, .. ZipBytes.Of(("a", Data))]);
        }

        using ZipReader zip = ZipReader.Open(path);
        Assert.Equal(5L << 30, zip.Entries[0].Start);
        Assert.Equal(Data, zip.ReadAll(zip.Entries[0]).ToArray());
    }

    [Fact]
    public void AStreamEndsWhereTheMemberDoes()
    {
        using ZipReader zip = ZipReader.Read(ZipBytes.Of(ZipEntryOptions.Default, ("a", Data), ("b", Data)));
        using Stream stream = zip.Open(zip.Entries[1]);
        using var copy = new MemoryStream();
        stream.CopyTo(copy, 1000);
        Assert.Equal(Data, copy.ToArray());
    }

    [Theory]
    [InlineData("torch-1.13.1")]
    [InlineData("torch-2.14.1")]
    [InlineData("keras-3.15.1")]
    [InlineData("skops-0.16.0")]
    [InlineData("values/py3.11-numpy2.4-pandas3.1")]
    public void ArchivesOfRealLibrariesAreWithoutAFinding(string name)
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "", name);
        Assert.SkipUnless(Directory.Exists(folder), "BRINE_FIXTURES names no folder with fixtures");
        int count = 0;
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
            {
                using ZipReader zip = ZipReader.Read(bytes);
                Assert.True(zip.Verify() is [],
                    $"{file}: {string.Join("; ", zip.Verify().Select(finding => $"{finding.Kind} {finding.Entry} {finding.Message}"))}");
                count++;
            }
        }

        Assert.True(count > 0);
    }

    [Fact]
    public void ChecksumsByFoldingAndByTablesAgree()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        for (int length = 0; length < 400; length++)
        {
            ReadOnlySpan<byte> part = Data.AsSpan(length, length);
            Assert.Equal(~Crc32.AppendByTables(uint.MaxValue, part), Crc32.Of(part));
            Assert.Equal(Crc32.Of(part), Crc32.Append(Crc32.Of(part[..(length / 3)]), part[(length / 3)..]));
        }
    }

    [Fact]
    public void AFileThatIsNoArchiveIsRefused() =>
        Assert.Equal("FormatZip", Assert.Throws<PickleFormatException>(() => ZipReader.Read(Data)).Code);
}
