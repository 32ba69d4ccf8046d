using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>Unpacks one LZ4 block: runs of literals, each followed by a copy from what was unpacked before.</summary>
internal static class Lz4Block
{
    /// <summary>Unpacks a block.</summary>
    /// <param name="block">The packed bytes.</param>
    /// <param name="output">The array that is written; it also holds what copies may refer to.</param>
    /// <param name="windowStart">The first byte that a copy may refer to.</param>
    /// <param name="start">Where to write.</param>
    /// <param name="most">How many bytes the block may have; <see cref="UnpackedBuffer.Slack"/> bytes behind them may be overwritten.</param>
    /// <returns>How many bytes it had.</returns>
    internal static int Unpack(ReadOnlySpan<byte> block, byte[] output, int windowStart, int start, int most)
    {
        const int Wide = 16;
        ref byte source = ref MemoryMarshal.GetReference(block);
        ref byte target = ref MemoryMarshal.GetArrayDataReference(output);
        nint inEnd = block.Length;
        nint outEnd = start + (nint)most;
        if (outEnd + UnpackedBuffer.Slack > output.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(most));
        }

        nint from = 0;
        nint to = start;
        while (from < inEnd)
        {
            int token = Unsafe.Add(ref source, from++);
            nint length = token >> 4;
            if (length < 15 && from + Wide <= inEnd)
            {
                Vector128.LoadUnsafe(ref source, (nuint)from).StoreUnsafe(ref target, (nuint)to);
                from += length;
                to += length;
                if (to > outEnd)
                {
                    throw TooLong();
                }
            }
            else
            {
                if (length == 15)
                {
                    length += ReadLength(block, ref from);
                }

                if (length > inEnd - from)
                {
                    throw new InvalidDataException("a block ends too early");
                }

                if (length > outEnd - to)
                {
                    throw TooLong();
                }

                block.Slice((int)from, (int)length).CopyTo(output.AsSpan((int)to));
                from += length;
                to += length;
                if (from == inEnd)
                {
                    return (int)(to - start);
                }
            }

            if (from + 2 > inEnd)
            {
                throw new InvalidDataException("a block ends too early");
            }

            nint offset = Unsafe.Add(ref source, from) | (Unsafe.Add(ref source, from + 1) << 8);
            from += 2;
            length = token & 15;
            if (length == 15)
            {
                length += ReadLength(block, ref from);
            }

            length += 4;
            nint match = to - offset;
            if (match < windowStart || offset == 0)
            {
                throw new InvalidDataException("a copy refers to what is not there");
            }

            if (length > outEnd - to)
            {
                throw TooLong();
            }

            if (offset >= Wide)
            {
                nint end = to + length;
                do
                {
                    Vector128.LoadUnsafe(ref target, (nuint)match).StoreUnsafe(ref target, (nuint)to);
                    match += Wide;
                    to += Wide;
                }
                while (to < end);
                to = end;
            }
            else
            {
                CopyRepeating(ref target, to, offset, length);
                to += length;
            }
        }

        // The last token of a block has literals only: a block that ends behind a copy was cut off.
        throw new InvalidDataException("a block ends too early");
    }

    /// <summary>Copies what overlaps its own source: the pattern is doubled until it is wide enough for whole steps.</summary>
    internal static void CopyRepeating(ref byte target, nint to, nint offset, nint length)
    {
        nint end = to + length;
        nint match = to - offset;
        if (offset == 1)
        {
            Unsafe.InitBlockUnaligned(ref Unsafe.Add(ref target, to), Unsafe.Add(ref target, match), (uint)length);
            return;
        }

        // Eight steps of one byte, then the source lies a multiple of the offset further back.
        nint wide = offset;
        while (wide < 16)
        {
            wide += offset;
        }

        nint first = Math.Min(wide, length);
        for (nint i = 0; i < first; i++)
        {
            Unsafe.Add(ref target, to + i) = Unsafe.Add(ref target, match + i);
        }

        to += first;
        match = to - wide;
        while (to < end)
        {
            Vector128.LoadUnsafe(ref target, (nuint)match).StoreUnsafe(ref target, (nuint)to);
            match += 16;
            to += 16;
        }
    }

    private static nint ReadLength(ReadOnlySpan<byte> block, ref nint from)
    {
        nint length = 0;
        while (true)
        {
            if (from >= block.Length)
            {
                throw new InvalidDataException("a block ends too early");
            }

            byte more = block[(int)from++];
            length += more;
            if (more != 255)
            {
                return length;
            }
        }
    }

    private static InvalidDataException TooLong() => new("a block is longer than its frame allows");
}
