using System.Buffers;

namespace Brine.Containers;

/// <summary>Unpacks the blocks of an LZ4 frame on all processors, where none refers to another and all but the last are full, as encoders
/// make them.</summary>
internal static class Lz4Parallel
{
    /// <summary>Smaller blocks are done before a thread has come.</summary>
    private const int LeastBlock = 256 << 10;

    /// <summary>Unpacks the blocks that come, and reads the mark behind the last one.</summary>
    /// <returns>False when nothing was done: the blocks are to be unpacked one after the other, which says what is wrong with
    /// them.</returns>
    internal static bool TryUnpack(PackedInput packed, ref InputCursor input, int blockSize, long contentSize, UnpackedBuffer output)
    {
        if (Environment.ProcessorCount == 1 || blockSize < LeastBlock
            || Find(packed, input.Position, blockSize, out int end) is not { Count: > 1 } blocks)
        {
            return false;
        }

        // The room was made by what the frame says or by its length; where it was not, the frame is not what it seems.
        long most = contentSize >= 0 ? contentSize : (long)blocks.Count * blockSize;
        long before = (long)(blocks.Count - 1) * blockSize;
        if (most <= before || most > before + blockSize || output.Count + most + UnpackedBuffer.Slack > output.Bytes.Length)
        {
            return false;
        }

        byte[] bytes = output.Bytes;
        int start = output.Count;
        int last = -1;
        int longest = blocks.Max(block => block.Length);
        ParallelLoopResult result = Parallel.For(0, blocks.Count, () => ArrayPool<byte>.Shared.Rent(longest), (i, loop, buffer) =>
        {
            int room = i < blocks.Count - 1 ? blockSize : (int)(most - before);
            int size = TryUnpack(packed, blocks[i], ref buffer, bytes, start + (i * blockSize), room);
            if (size < 0 || (size < room && i < blocks.Count - 1))
            {
                loop.Stop();
            }

            if (i == blocks.Count - 1)
            {
                last = size;
            }

            return buffer;
        }, buffer => ArrayPool<byte>.Shared.Return(buffer));
        if (!result.IsCompleted || last < 0)
        {
            return false;
        }

        output.Advance((int)before + last);
        input.Skip(end - input.Position);
        return true;
    }

    /// <summary>Where the blocks are and the frame ends, or null where there is one that is too long.</summary>
    private static List<(int Start, int Length, bool IsStored)>? Find(PackedInput packed, int start, int blockSize, out int end)
    {
        using PackedInput ahead = packed.Fork(Lz4Decoder.LookAhead);
        var input = new InputCursor(ahead, start);
        var blocks = new List<(int, int, bool)>();
        while (input.Left >= 4)
        {
            uint size = input.ReadUInt32();
            int length = (int)(size & int.MaxValue);
            if (size == 0)
            {
                end = input.Position;
                return blocks;
            }

            if (length > input.Left || length > blockSize)
            {
                break;
            }

            blocks.Add((input.Position, length, size >> 31 != 0));
            input.Skip(length);
        }

        end = start;
        return null;
    }

    private static int TryUnpack(PackedInput packed, (int Start, int Length, bool IsStored) place, ref byte[] buffer, byte[] output,
        int start, int most)
    {
        try
        {
            ReadOnlySpan<byte> block = packed.View(place.Start, place.Length, ref buffer);
            if (!place.IsStored)
            {
                return Lz4Block.Unpack(block, output, start, start, most);
            }

            return block.Length <= most && block.TryCopyTo(output.AsSpan(start, most)) ? block.Length : -1;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return -1;
        }
    }
}
