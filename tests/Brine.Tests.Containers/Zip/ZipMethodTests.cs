using System.Buffers.Binary;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Zip;

/// <summary>Members that are neither stored nor deflated: bzip2, LZMA, Zstandard, xz.</summary>
[Trait("Stage", "Python")]
public sealed class ZipMethodTests
{
    private const string Writes = """
        import sys, zipfile
        content = b"".join(b"%d squared is %d\n" % (i, i * i) for i in range(30_000))
        for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            with zipfile.ZipFile(f"{sys.argv[1]}/{method}.zip", "w", method) as z:
                z.writestr("text.txt", content)
                z.writestr("none.txt", b"")
        open(sys.argv[1] + "/text.txt", "wb").write(content)
        """;

    private static readonly byte[] Text = [.. Enumerable.Range(0, 40_000).Select(i => (byte)(i * i >> 7))];

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    public void PythonsMembersAreRead(int method)
    {
        using var folder = new TemporaryFolder();
        Python.Run(Writes, folder.Path);
        byte[] text = File.ReadAllBytes(folder["text.txt"]);
        using ZipReader zip = ZipReader.Open(folder[$"{method}.zip"]);
        Assert.Equal(text, zip.ReadAll(zip.Find("text.txt")!).ToArray());
        Assert.Equal(0, zip.ReadAll(zip.Find("none.txt")!).Length);
        Assert.Empty(zip.Verify());
        using var copy = new MemoryStream();
        using (Stream stream = zip.Open(zip.Find("text.txt")!))
        {
            stream.CopyTo(copy);
        }

        Assert.Equal(text, copy.ToArray());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(93)]
    [InlineData(95)]
    public void EachMethodIsReadAndEachErrorIsFound(int method)
    {
        byte[] packed = Pack(Text, method);
        byte[] zip = Archive(packed, method, Text.Length);
        using (ZipReader reader = ZipReader.Read(zip))
        {
            Assert.Empty(reader.Findings);
            Assert.Equal(Text, reader.ReadAll(reader.Entries[0]).ToArray());
        }

        // One byte changed; cut off; a size that lies in both directions.
        byte[] changed = [.. zip];
        changed[ZipBytes.Local(zip, 0) + 30 + 1 + (packed.Length / 2)] ^= 0x10;
        AssertRefused(changed, ["FormatZip", "FormatZipChecksum"]);
        AssertRefused(Archive(packed[..(packed.Length / 2)], method, Text.Length), ["FormatZip"]);
        AssertRefused(Archive(packed, method, Text.Length - 1), ["FormatZip"]);
        AssertRefused(Archive(packed, method, Text.Length + 1), ["FormatZip"]);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(93)]
    [InlineData(95)]
    public void ABombIsStopped(int method)
    {
        byte[] zip = Archive(Pack(new byte[20 << 20], method), method, 20 << 20);
        using ZipReader reader = ZipReader.Read(zip, Limits.Default with { MaxDecompressedBytes = 5 << 20 });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => reader.ReadAll(reader.Entries[0])).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 40 << 20);
    }

    [Fact]
    public void AnArchiveOfOneModelMayUseThem()
    {
        byte[] pickle = Pickler.Dump("a model");
        foreach (int method in (int[])[12, 14, 93, 95])
        {
            Assert.Equal("a model", PickleFile.Read(Archive(Pack(pickle, method), method, pickle.Length, pickle)).Value.AsString());
        }
    }

    private static void AssertRefused(byte[] zip, string[] codes)
    {
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Contains(Assert.Throws<PickleFormatException>(() => reader.ReadAll(reader.Entries[0])).Code, codes);
        Assert.NotEmpty(reader.Verify());
    }

    private static byte[] Pack(byte[] content, int method)
    {
        Codec codec = method switch
        {
            12 => Codec.Bzip2,
            14 => Codec.Lzma,
            93 => Codec.Zstd,
            _ => Codec.Xz,
        };
        var packed = new MemoryStream();
        using (Stream packer = Compressor.Open(packed, codec, 3))
        {
            packer.Write(content);
        }

        // ZIP keeps the length elsewhere: version 9.20, five bytes of properties, and these; the data ends with a marker.
        byte[] all = packed.ToArray();
        return method == 14 ? [9, 20, 5, 0, .. all[..5], .. all[13..]] : all;
    }

    /// <summary>An archive whose one member is packed elsewhere.</summary>
    private static byte[] Archive(byte[] packed, int method, int size, byte[]? content = null)
    {
        byte[] zip = ZipBytes.Of(("m", packed));
        int local = ZipBytes.Local(zip, 0), central = ZipBytes.Central(zip, 0);
        uint checksum = Crc32.Of(content ?? (size > 1 << 20 ? new byte[size] : Text));
        foreach ((int method, int checksum, int size) at in (ReadOnlySpan<(int, int, int)>)[(local + 8, local + 14, local + 22),
            (central + 10, central + 16, central + 24)])
        {
            BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(at.method), (ushort)method);
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at.checksum), checksum);
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at.size), (uint)size);
        }

        return zip;
    }
}
