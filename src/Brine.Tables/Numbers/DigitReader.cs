using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Tables;

/// <summary>Reads runs of decimal digits into an integer, sixteen at a time where the processor can, else eight.</summary>
internal static class DigitReader
{
    private const int Width = 16;

    /// <summary>From the place <c>n</c> on: bytes that move the first <c>n</c> of 16 bytes to their end, and clear those before.</summary>
    private static ReadOnlySpan<byte> Moves =>
    [
        0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    private static ReadOnlySpan<ulong> Tens =>
    [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    ];

    /// <summary>Reads the digits at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="value">What is there so far; the digits are put behind it, modulo 2^64.</param>
    /// <returns>The place behind the digits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Read(ReadOnlySpan<byte> text, int at, ref ulong value)
    {
        while (Sse41.IsSupported && at <= text.Length - Width)
        {
            Vector128<byte> digits = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at) - Vector128.Create((byte)'0');
            uint others = ~Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits();
            int count = Math.Min(BitOperations.TrailingZeroCount(others), Width);
            digits = Ssse3.Shuffle(digits, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Moves), (nuint)count));
            value = (value * Tens[count]) + ValueOf(digits);
            at += count;
            if (count < Width)
            {
                return at;
            }
        }

        return ReadEights(text, at, ref value);
    }

    /// <summary>The number that sixteen digits are: pairs, fours, then eights are added with their weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ValueOf(Vector128<byte> digits)
    {
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((ushort)0x010A).AsSByte());
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x0001_0064).AsInt16());
        Vector128<short> packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        Vector128<uint> eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create(0x0001_2710).AsInt16()).AsUInt32();
        return (eights[0] * 100_000_000UL) + eights[1];
    }

    private static int ReadEights(ReadOnlySpan<byte> text, int at, ref ulong value)
    {
        ulong read = value;
        while (at <= text.Length - sizeof(ulong))
        {
            ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at));
            eight = BitConverter.IsLittleEndian ? eight : BinaryPrimitives.ReverseEndianness(eight);

            // All bytes are digits where their high halves are 3 and stay so when 6 is added.
            if (((eight & 0xF0F0F0F0F0F0F0F0) | (((eight + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) != 0x3333333333333333)
            {
                break;
            }

            // Pairs, then fours, then all eight are added with their weights.
            eight -= 0x3030303030303030;
            eight = (eight * 10) + (eight >> 8);
            read = (read * 100_000_000)
                + ((((eight & 0x000000FF000000FF) * 0x000F424000000064) + (((eight >> 16) & 0x000000FF000000FF) * 0x0000271000000001))
                    >> 32);
            at += sizeof(ulong);
        }

        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            read = (read * 10) + (uint)(text[at] - '0');
            at++;
        }

        value = read;
        return at;
    }
}
