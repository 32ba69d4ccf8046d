using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

/// <summary>A file is unpacked as it is read, whatever window moves over it, to the bytes and the errors that it gives in memory.</summary>
public sealed class PackedInputTests
{
    private static readonly int[] Windows = [1, 100, 5_000, 1 << 20];

    public static TheoryData<string> Packed() => CompressedGoldens.Packed();

    public static TheoryData<Codec, int> Levels()
    {
        var levels = new TheoryData<Codec, int>();
        foreach (Codec codec in (Codec[])[Codec.Zlib, Codec.Gzip, Codec.Bzip2, Codec.Xz, Codec.Lzma, Codec.Lz4, Codec.Zstd])
        {
            levels.Add(codec, 1);
            levels.Add(codec, 5);
        }

        return levels;
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void EveryFormIsReadFromAFile(string name)
    {
        byte[] packed = CompressedGoldens.Read(name);
        using var folder = new TemporaryFolder();
        foreach (int window in Windows)
        {
            Assert.Equal(CompressedGoldens.Payload,
                Decompress(packed, packed.Length, CompressedGoldens.CodecOf(name), window, folder["packed"]).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void WhatIsCutOffOrChangedHasTheSameEndAsInMemory(string name)
    {
        byte[] packed = CompressedGoldens.Read(name);
        Codec codec = CompressedGoldens.CodecOf(name);
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        for (int i = 0; i < 60; i++)
        {
            byte[] changed = (byte[])packed.Clone();
            int length = i % 2 == 0 ? packed.Length : random.Next(packed.Length);
            changed[random.Next(packed.Length)] ^= (byte)(i % 4 < 2 ? 1 << random.Next(8) : 0);
            string expected = Outcome(() => Decompressor.Decompress(changed.AsMemory(0, length), codec, Limits.Default));
            string actual = Outcome(() => Decompress(changed, length, codec, Windows[i % 3], folder["packed"]));
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void ManyBlocksAndWindowsGiveWhatWasPacked(Codec codec, int level)
    {
        byte[] raw = Mixed(codec is Codec.Xz or Codec.Lzma or Codec.Bzip2 ? 700_000 : 3_000_000);
        byte[] packed = Pack(raw, codec, level);
        using var folder = new TemporaryFolder();
        foreach (int window in Windows)
        {
            Assert.True(Decompress(packed, packed.Length, codec, window, folder["packed"]).Span.SequenceEqual(raw), $"window {window}");
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void AFileThatBecomesShorterWhileItIsReadIsAnError(Codec codec, int level)
    {
        byte[] packed = Pack(Mixed(1_500_000), codec, level);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["packed"], packed);
        using var stream = new FileStream(folder["packed"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using var input = new PackedInput(stream.SafeFileHandle, packed.Length, windowSize: 10);
        stream.SetLength(packed.Length / 2);
        Assert.Throws<EndOfStreamException>(() => Decompressor.Decompress(input, codec, Limits.Default));
    }

    /// <summary>Thousands of streams of a few bytes: what is read for each must not be more than it has by much, or this takes
    /// minutes.</summary>
    [Theory]
    [InlineData(Codec.Gzip)]
    [InlineData(Codec.Bzip2)]
    [InlineData(Codec.Xz)]
    [InlineData(Codec.Lz4)]
    [InlineData(Codec.Zstd)]
    public void ManySmallStreamsAreReadOneAfterTheOther(Codec codec)
    {
        const int Streams = 60_000;
        byte[] packed = Pack("a few bytes"u8, codec, 1);
        byte[] many = [.. Enumerable.Repeat(packed, Streams).SelectMany(bytes => bytes)];
        using var folder = new TemporaryFolder();
        ReadOnlySpan<byte> unpacked = Decompress(many, many.Length, codec, 1 << 20, folder["packed"]).Span;
        Assert.Equal(Streams * 11, unpacked.Length);
        Assert.True(unpacked.EndsWith("a few bytes"u8) && unpacked[11..].SequenceEqual(unpacked[..^11]));
    }

    private static ReadOnlyMemory<byte> Decompress(byte[] packed, int length, Codec codec, int window, string path)
    {
        using (FileStream file = File.Create(path))
        {
            file.Write(packed, 0, length);
        }

        using FileStream stream = File.OpenRead(path);
        using var input = new PackedInput(stream.SafeFileHandle, length, windowSize: window);
        return Decompressor.Decompress(input, codec, Limits.Default);
    }

    private static byte[] Pack(ReadOnlySpan<byte> raw, Codec codec, int level)
    {
        var packed = new MemoryStream();
        using (Stream packer = Compressor.Open(packed, codec, level))
        {
            packer.Write(raw);
        }

        return packed.ToArray();
    }

    private static string Outcome(Func<ReadOnlyMemory<byte>> unpack)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = unpack();
            return $"{bytes.Length} bytes, {Crc32.Of(bytes.Span)}";
        }
        catch (PickleException error)
        {
            return error.Code;
        }
    }

    /// <summary>Noise, text that repeats itself, zeros and numbers in turn, so that blocks of every kind are made.</summary>
    private static byte[] Mixed(int length)
    {
        var bytes = new byte[length];
        var random = new Random(8);
        for (int at = 0; at < length;)
        {
            Span<byte> part = bytes.AsSpan(at, Math.Min(random.Next(1, 200_000), length - at));
            switch (random.Next(4))
            {
                case 0:
                    random.NextBytes(part);
                    break;
                case 1:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = (byte)"the tree is green, the leaf is not "[(i + (i / 97)) % 35];
                    }

                    break;
                case 2:
                    break;
                default:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = (byte)(i % 8 < 6 ? random.Next(16) : 64);
                    }

                    break;
            }

            at += part.Length;
        }

        return bytes;
    }
}
