using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

/// <summary>The LZ4 decoder against a plain one that goes byte by byte, on blocks that are whole, changed, and made of random
/// sequences.</summary>
public sealed class Lz4BlockTests
{
    private const byte Canary = 0xC5;
    private const int Before = 300;

    [Fact]
    public void EveryOffsetAndLengthIsCopiedAsTheSlowDecoderDoes()
    {
        for (int offset = 1; offset <= 70; offset++)
        {
            for (int length = 4; length <= 300; length += length < 40 ? 1 : 37)
            {
                // So many literals that the offset has something to refer to, the match, and literals to the end of the block.
                var block = new List<byte>();
                AddSequence(block, [.. Enumerable.Range(0, offset).Select(i => (byte)(i * 7))], offset, length);
                AddSequence(block, new byte[60], 0, 0);
                Compare([.. block], offset + length + 60, 0);
            }
        }
    }

    [Fact]
    public void ChangedBlocksAreReadOrRefusedAsTheSlowDecoderDoes()
    {
        var random = new Random(3);
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] block = MakeBlock(random, out int size);
            for (int changes = random.Next(4); changes > 0; changes--)
            {
                block[random.Next(block.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : random.Next(2) * 255);
            }

            int most = random.Next(4) switch
            {
                0 => random.Next(size + 1),
                1 => size + random.Next(40),
                _ => size,
            };
            read += Compare(block[..(random.Next(8) == 0 ? random.Next(block.Length + 1) : block.Length)], most, random.Next(Before)) ? 1
                : 0;
        }

        Assert.InRange(read, 1_000, 19_000);
    }

    [Fact]
    public void AFrameThatSaysItsSizeNeedsNoSecondBuffer()
    {
        byte[] raw = new byte[(1 << 22) + 12_345];
        new Random(1).NextBytes(raw.AsSpan(0, 1_000_000));
        var packed = new MemoryStream();
        using (Stream packer = Compressor.Open(packed, Codec.Lz4, 0))
        {
            packer.Write(raw);
        }

        byte[] frame = WithContentSize(packed.ToArray(), raw.Length);
        Assert.Equal(raw, Decompressor.Decompress(frame, Codec.Lz4, Limits.Default).ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Decompressor.Decompress(frame, Codec.Lz4, Limits.Default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, raw.Length, raw.Length + 10_000);
    }

    [Fact]
    public void BlocksThatRunTogetherGiveWhatOneAfterAnotherGives()
    {
        byte[] raw = new byte[(3 << 22) + 777];
        var random = new Random(1);
        random.NextBytes(raw.AsSpan(0, 5_000_000));
        var packed = new MemoryStream();
        using (Stream packer = Compressor.Open(packed, Codec.Lz4, 0))
        {
            packer.Write(raw);
        }

        byte[] frame = packed.ToArray();
        Assert.Equal(raw, Decompressor.Decompress(frame, Codec.Lz4, Limits.Default).ToArray());
        Assert.Equal([.. raw, .. raw],
            Decompressor.Decompress((byte[])[.. frame, .. WithContentSize(frame, raw.Length)], Codec.Lz4, Limits.Default).ToArray());
        foreach (byte[] wrong in (byte[][])[WithContentSize(frame, raw.Length - 1), WithContentSize(frame, raw.Length + 1),
            WithContentSize(frame, 1 << 22), frame[..^12]])
        {
            Assert.Equal("FormatCompression",
                Assert.Throws<PickleFormatException>(() => Decompressor.Decompress(wrong, Codec.Lz4, Limits.Default)).Code);
        }

        for (int i = 0; i < 100; i++)
        {
            byte[] changed = [.. frame];
            changed[random.Next(7, frame.Length)] ^= (byte)random.Next(1, 256);
            Assert.Equal("FormatCompression",
                Assert.Throws<PickleFormatException>(() => Decompressor.Decompress(changed, Codec.Lz4, Limits.Default)).Code);
        }
    }

    /// <summary>The header of a frame gets a size and the checksum that fits.</summary>
    private static byte[] WithContentSize(byte[] frame, long size)
    {
        byte[] header = [(byte)(frame[4] | 8), frame[5], .. BitConverter.GetBytes(size)];
        return [.. frame[..4], .. header, (byte)(XxHash32.Of(header) >> 8), .. frame[7..]];
    }

    private static byte[] MakeBlock(Random random, out int size)
    {
        var block = new List<byte>();
        size = 0;
        for (int sequences = random.Next(1, 30); sequences > 0; sequences--)
        {
            var literals = new byte[random.Next(6) == 0 ? random.Next(600) : random.Next(20)];
            random.NextBytes(literals);
            size += literals.Length;
            int offset = Math.Min(size, random.Next(3) == 0 ? random.Next(1, 400) : random.Next(1, 40));
            int length = random.Next(6) == 0 ? random.Next(4, 800) : random.Next(4, 24);
            if (offset > 0)
            {
                AddSequence(block, literals, offset, length);
                size += length;
            }
            else
            {
                size -= literals.Length;
            }
        }

        int last = random.Next(70);
        AddSequence(block, new byte[last], 0, 0);
        size += last;
        return [.. block];
    }

    private static void AddSequence(List<byte> block, byte[] literals, int offset, int length)
    {
        int rest = Math.Max(length - 4, 0);
        block.Add((byte)((Math.Min(literals.Length, 15) << 4) | Math.Min(rest, 15)));
        AddLength(block, literals.Length);
        block.AddRange(literals);
        if (offset > 0)
        {
            block.Add((byte)offset);
            block.Add((byte)(offset >> 8));
            AddLength(block, rest);
        }
    }

    private static void AddLength(List<byte> block, int length)
    {
        if (length >= 15)
        {
            for (length -= 15; length >= 255; length -= 255)
            {
                block.Add(255);
            }

            block.Add((byte)length);
        }
    }

    /// <returns>True when the block was read.</returns>
    private static bool Compare(byte[] block, int most, int windowStart)
    {
        byte[] expected = MakeOutput(most);
        byte[] output = MakeOutput(most);
        int? size = SlowUnpack(block, expected, windowStart, Before, most);

        // What stands behind the block would make a longer run of it, if it were read.
        byte[] longer = [.. block, .. Enumerable.Repeat((byte)255, 64)];
        if (size is null)
        {
            Assert.Throws<InvalidDataException>(() => Lz4Block.Unpack(longer.AsSpan(0, block.Length), output, windowStart, Before, most));
        }
        else
        {
            Assert.Equal(size, Lz4Block.Unpack(longer.AsSpan(0, block.Length), output, windowStart, Before, most));
            Assert.True(output.AsSpan(0, Before + size.Value).SequenceEqual(expected.AsSpan(0, Before + size.Value)));
        }

        Assert.True(output.AsSpan(0, Before).SequenceEqual(MakeOutput(0).AsSpan(0, Before)));
        Assert.False(output.AsSpan(Before + most).ContainsAnyExcept(Canary));
        return size is not null;
    }

    private static byte[] MakeOutput(int most)
    {
        var output = new byte[Before + most + 200];
        output.AsSpan().Fill(Canary);
        for (int i = 0; i < Before; i++)
        {
            output[i] = (byte)(i * 31);
        }

        return output;
    }

    private static int? SlowUnpack(byte[] block, byte[] output, int windowStart, int start, int most)
    {
        int from = 0;
        int to = start;
        while (from < block.Length)
        {
            int token = block[from++];
            if (ReadLength(block, ref from, token >> 4) is not { } literals || literals > block.Length - from
                || literals > start + most - to)
            {
                return null;
            }

            for (; literals > 0; literals--)
            {
                output[to++] = block[from++];
            }

            if (from == block.Length)
            {
                return to - start;
            }

            if (block.Length - from < 2)
            {
                return null;
            }

            int offset = block[from] | (block[from + 1] << 8);
            from += 2;
            if (ReadLength(block, ref from, token & 15) is not { } length || offset == 0 || to - offset < windowStart
                || length + 4 > start + most - to)
            {
                return null;
            }

            for (length += 4; length > 0; length--)
            {
                output[to] = output[to - offset];
                to++;
            }
        }

        return null;
    }

    private static int? ReadLength(byte[] block, ref int from, int length)
    {
        for (int more = length == 15 ? 255 : 0; more == 255; length += more)
        {
            if (from >= block.Length)
            {
                return null;
            }

            more = block[from++];
        }

        return length;
    }
}
