using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

/// <summary>A file of Zstandard that is read in parts is what it is when it is read whole, or an error.</summary>
public sealed class ZstdFileStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_072)]
    [InlineData(9_000_001)]
    public void ContentIsReadInParts(int length)
    {
        byte[] content = Content(length);
        foreach (int level in new[] { 1, 3, 6 })
        {
            string path = _folder.Write("a.zst", Pack(content, level));
            Assert.Equal(content, Read(path, level == 3 ? 1000 : 300_000));
        }
    }

    [Fact]
    public void DamageIsAnErrorAndNeverOtherContent()
    {
        byte[] content = Content(400_000);
        byte[] packed = Pack(content, 3);
        var random = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. packed];
            damaged[random.Next(i % 3 == 0 ? 40 : damaged.Length)] ^= (byte)(1 << random.Next(8));
            string path = _folder.Write("b.zst", i % 10 == 9 ? damaged[..random.Next(damaged.Length)] : damaged);
            Exception? error = Record.Exception(() => Assert.Equal(content, Read(path, 100_000)));
            Assert.True(error is null or InvalidDataException or PickleException, $"{i}: {error}");
        }
    }

    /// <summary>A header may claim a window of any size: memory grows with what arrives.</summary>
    [Fact]
    public void AClaimedWindowCostsNothing()
    {
        byte[] packed = Pack([1, 2, 3], 3);
        packed[5] = (27 - 10) << 3;
        string path = _folder.Write("c.zst", packed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([1, 2, 3], Read(path, 10));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        packed[5] = (28 - 10) << 3;
        Assert.Throws<InvalidDataException>(() => Read(_folder.Write("d.zst", packed), 10));
    }

    [Fact]
    public void WhatGrowsBeyondTheLimitsIsRefused()
    {
        string path = _folder.Write("e.zst", Pack(new byte[100 << 20], 1));
        Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => Read(path, 1 << 20)).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Content(int length)
    {
        var text = new StringBuilder();
        for (int i = 0; text.Length < length; i++)
        {
            text.Append((i * 7919L) % 100_003).Append(i % 9 == 0 ? '\n' : ',');
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] Pack(byte[] content, int level)
    {
        using var stream = new MemoryStream();
        using (Stream packer = Compressor.Open(stream, Codec.Zstd, level))
        {
            packer.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Read(string path, int piece)
    {
        using FileStream file = File.OpenRead(path);
        using var unpacked = new ZstdFileStream(file);
        using var content = new MemoryStream();
        unpacked.CopyTo(content, piece);
        return content.ToArray();
    }
}
