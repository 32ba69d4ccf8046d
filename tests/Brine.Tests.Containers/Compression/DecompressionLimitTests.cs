using System.Buffers.Binary;
using System.IO.Compression;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

[Trait("Stage", "Python")]
public sealed class DecompressionLimitTests
{
    [Theory]
    [InlineData("level9.bz2")]
    [InlineData("preset6.xz")]
    [InlineData("marked.lzma")]
    [InlineData("plain.lz4")]
    [InlineData("level3.zst")]
    [InlineData("level6.zlib")]
    [InlineData("plain.gz")]
    [InlineData("joblib.zf")]
    public void TheAbsoluteLimitStopsEachCodec(string name)
    {
        Limits tight = Limits.Default with { MaxDecompressedBytes = 4000 };
        AssertStopped(CompressedGoldens.Read(name), CompressedGoldens.CodecOf(name), tight);
    }

    [Fact]
    public void AClaimedSizeAllocatesNothing()
    {
        // What the header of each says: a million million bytes, or nearly 2 GiB.
        byte[] zstd = [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0x70, 0, 0, 0, 0, 1, 0, 0];
        byte[] lz4 = [0x04, 0x22, 0x4D, 0x18, 0x68, 0x40, 0, 0, 0, 0x70, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        lz4[14] = (byte)(XxHash32.Of(lz4.AsSpan(4, 10)) >> 8);
        byte[] lzma = [.. CompressedGoldens.Read("marked.lzma")];
        BinaryPrimitives.WriteInt64LittleEndian(lzma.AsSpan(5), 0x70000000);
        foreach ((byte[] packed, Codec codec) in (ReadOnlySpan<(byte[], Codec)>)[(zstd, Codec.Zstd), (lz4, Codec.Lz4), (lzma, Codec.Lzma)])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("FormatCompression",
                Assert.Throws<PickleFormatException>(() => Decompressor.Decompress(packed, codec, Limits.Trusted)).Code);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
        }

        BinaryPrimitives.WriteInt64LittleEndian(lzma.AsSpan(5), 1L << 37);
        AssertStopped(lzma, Codec.Lzma, Limits.Default);
        BinaryPrimitives.WriteInt64LittleEndian(zstd.AsSpan(5), 1L << 40);
        AssertStopped(zstd, Codec.Zstd, Limits.Default);
    }

    [Fact]
    public void ABombOfFourBytesABlockIsStopped()
    {
        // Zstandard's blocks that repeat one byte: four bytes make 128 KiB.
        var packed = new List<byte> { 0x28, 0xB5, 0x2F, 0xFD, 0, 0x58 };
        int header = (ZstdCodes.MaxBlock << 3) | 2;
        for (int i = 0; i < 100_000; i++)
        {
            packed.AddRange([(byte)header, (byte)(header >> 8), (byte)(header >> 16), 0]);
        }

        AssertStopped([.. packed], Codec.Zstd, Limits.Default);
    }

    [Theory]
    [InlineData(Codec.Gzip)]
    [InlineData(Codec.Zlib)]
    public void ABombOfDeflateIsCountedBeforeItFillsTheMemory(Codec codec)
    {
        const int Member = 700 << 20;
        using var stream = new MemoryStream();
        using (Stream packer = codec == Codec.Gzip ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)
            : new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < Member / zeros.Length; i++)
            {
                packer.Write(zeros);
            }
        }

        // Of gzip several members in one file.
        byte[] packed = codec == Codec.Gzip ? [.. Enumerable.Repeat(stream.ToArray(), 4).SelectMany(member => member)] : stream.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertStopped(packed, codec, Limits.Default);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < 240 << 20, $"{taken} bytes were allocated for {packed.Length}");
    }

    [Fact]
    public void ASuspiciousFileWithinTheLimitsIsUnpackedWhole()
    {
        // 80 MiB of zeros, then what does not pack: suspicious at first, and as large as is allowed.
        byte[] data = new byte[(80 << 20) + 500_000];
        new Random(7).NextBytes(data.AsSpan(80 << 20));
        using var stream = new MemoryStream();
        using (var packer = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write(data);
        }

        Assert.Equal(data, Decompressor.Decompress(stream.ToArray(), Codec.Gzip, Limits.Default).ToArray());
    }

    [Fact]
    public void BombsOfTheToolsAreStopped()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.Run(
            """
            import bz2, lzma, sys, zlib
            def save(name, packer, more=b"".join):
                with open(sys.argv[1] + "/" + name, "wb") as f:
                    zeros = bytes(1 << 20)
                    for _ in range(300):
                        f.write(packer.compress(zeros))
                    f.write(packer.flush())
            save("b.bz2", bz2.BZ2Compressor())
            save("b.xz", lzma.LZMACompressor(preset=0))
            save("b.lzma", lzma.LZMACompressor(format=lzma.FORMAT_ALONE, preset=0))
            save("b.zlib", zlib.compressobj())
            """, folder.Path);
        foreach (string name in (string[])["b.bz2", "b.xz", "b.lzma", "b.zlib"])
        {
            byte[] packed = File.ReadAllBytes(folder[name]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            AssertStopped(packed, CompressedGoldens.CodecOf(name), Limits.Default);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 300L << 20, name);
        }
    }

    private static void AssertStopped(byte[] packed, Codec codec, Limits limits) =>
        Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => Decompressor.Decompress(packed, codec, limits)).Code);
}
