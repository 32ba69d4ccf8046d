using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

public sealed class DecoderTests
{
    /// <summary>Formats that keep no checksum, or files that were made without one: a changed byte may go unseen, as it does in the
    /// tools.</summary>
    private static readonly string[] Unchecked = ["check-none.xz", "plain.lz4", "high.lz4", "legacy.lz4", "frames.lz4", "no-check.zst",
        "streams.xz"];

    /// <summary>Several streams in a file: what is left of it when the last one is missing is a whole file too.</summary>
    private static readonly string[] SeveralStreams = ["streams.bz2", "run4.bz2", "randomised.bz2", "streams.xz", "members.gz",
        "frames.lz4", "frames.zst", "legacy.lz4"];

    public static TheoryData<string> Packed() => CompressedGoldens.Packed();

    public static TheoryData<string> Refused() => CompressedGoldens.Refused();

    [Theory]
    [MemberData(nameof(Packed))]
    public void EveryFormGivesThePayload(string name)
    {
        byte[] packed = CompressedGoldens.Read(name);
        Codec codec = CompressedGoldens.CodecOf(name);
        Assert.Equal(CompressedGoldens.Payload, Decompressor.Decompress(packed, codec, Limits.Default).ToArray());
        Assert.Equal(name == "small-window.zlib" ? Codec.None : codec, Detector.DetectCodec(packed));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatNeedsMoreThanTheFileIsRefusedByName(string name)
    {
        byte[] packed = CompressedGoldens.Read(name);
        PickleFormatException error = Assert.Throws<PickleFormatException>(
            () => Decompressor.Decompress(packed, CompressedGoldens.CodecOf(name), Limits.Default));
        Assert.Equal("UnsupportedCodec", error.Code);
        Assert.Contains(name.Contains("x86", StringComparison.Ordinal) ? "filter x86" : "dictionary", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void AFileCutOffAnywhereIsRefused(string name)
    {
        byte[] packed = CompressedGoldens.Read(name);
        Codec codec = CompressedGoldens.CodecOf(name);
        var accepted = new List<int>();
        for (int length = 0; length < packed.Length; length++)
        {
            if (TryDecompress(packed.AsMemory(0, length), codec, out _))
            {
                accepted.Add(length);
            }
        }

        // Padding and what Python passes over may be missing, and so may whole streams.
        Assert.True(accepted.Count == 0 || SeveralStreams.Contains(name),
            $"accepted with {string.Join(", ", accepted)} of {packed.Length} bytes");
        Assert.True(accepted.Count <= 40);
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void AChangedByteIsFoundOrChangesNothing(string name)
    {
        byte[] packed = CompressedGoldens.Read(name);
        Codec codec = CompressedGoldens.CodecOf(name);
        var random = new Random(5);
        for (int i = 0; i < 2 * packed.Length; i++)
        {
            byte[] changed = (byte[])packed.Clone();
            changed[i / 2] ^= (byte)(i % 2 == 0 ? 1 << random.Next(8) : random.Next(1, 256));
            if (TryDecompress(changed, codec, out ReadOnlyMemory<byte> unpacked) && !unpacked.Span.SequenceEqual(CompressedGoldens.Payload))
            {
                // A header that is no longer one ends the file early where several streams may stand.
                bool isShorter = SeveralStreams.Contains(name) && CompressedGoldens.Payload.AsSpan().StartsWith(unpacked.Span);
                Assert.True(isShorter || Unchecked.Contains(name), $"byte {i / 2} of {name}");
            }
        }
    }

    [Theory]
    [InlineData(Codec.Zlib)]
    [InlineData(Codec.Gzip)]
    [InlineData(Codec.ZFile)]
    [InlineData(Codec.Bzip2)]
    [InlineData(Codec.Xz)]
    [InlineData(Codec.Lzma)]
    [InlineData(Codec.Lz4)]
    [InlineData(Codec.Zstd)]
    public void RandomBytesBehindTheRightStartAreRefused(Codec codec)
    {
        byte[] start = CompressedGoldens.Read(
            CompressedGoldens.Packed().Select(row => row.Data).First(name => CompressedGoldens.CodecOf(name) == codec));
        var random = new Random(9);
        for (int i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(40, 3000)];
            random.NextBytes(bytes);
            start.AsSpan(0, random.Next(40)).CopyTo(bytes);
            Assert.False(TryDecompress(bytes, codec, out _));
        }
    }

    /// <summary>Four streams of 40 codes of one bit each: none has the eight bytes that the fast loop reads at once.</summary>
    [Fact]
    public void ZstandardsFourStreamsMayBeShort()
    {
        const int Count = 160;
        byte[] table = [128, 0x10];
        byte[] stream = [0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0x01];
        byte[] streams = [6, 0, 6, 0, 6, 0, .. stream, .. stream, .. stream, .. stream];
        int packed = table.Length + streams.Length;
        uint header = 2 | (1 << 2) | (Count << 4) | ((uint)packed << 14);
        byte[] block = [(byte)header, (byte)(header >> 8), (byte)(header >> 16), .. table, .. streams, 0];
        int blockHeader = 1 | (2 << 1) | (block.Length << 3);
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x20, Count, (byte)blockHeader, (byte)(blockHeader >> 8), 0, .. block];

        byte[] unpacked = Decompressor.Decompress(frame, Codec.Zstd, Limits.Default).ToArray();
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (byte)(1 - (i % 2))), unpacked);
    }

    private static bool TryDecompress(ReadOnlyMemory<byte> packed, Codec codec, out ReadOnlyMemory<byte> unpacked)
    {
        try
        {
            unpacked = Decompressor.Decompress(packed, codec, Limits.Default);
            return true;
        }
        catch (PickleException error)
        {
            Assert.Contains(error.Code, (string[])["FormatCompression", "UnsupportedCodec", "LimitDecompression"]);
            unpacked = default;
            return false;
        }
    }
}
