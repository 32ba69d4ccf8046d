using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Containers;

/// <summary>The checksum of zlib.</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>So many bytes can be added up before a sum of 32 bits overflows: a multiple of sixteen.</summary>
    private const int Stretch = 5552;

    internal static uint Of(ReadOnlySpan<byte> data)
    {
        uint low = 1;
        uint high = 0;
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> stretch = data[..Math.Min(Stretch, data.Length)];
            data = data[stretch.Length..];
            int whole = Ssse3.IsSupported ? stretch.Length & ~15 : 0;
            AddWhole(MemoryMarshal.Cast<byte, Vector128<byte>>(stretch[..whole]), ref low, ref high);
            Add(stretch[whole..], ref low, ref high);
            low %= Modulus;
            high %= Modulus;
        }

        return (high << 16) | low;
    }

    /// <summary>Byte by byte; the oracle of <see cref="AddWhole"/>.</summary>
    internal static void Add(ReadOnlySpan<byte> bytes, ref uint low, ref uint high)
    {
        foreach (byte value in bytes)
        {
            low += value;
            high += low;
        }
    }

    /// <summary>Sixteen bytes a step: the high sum takes the low one before the step sixteen times, and the first byte sixteen times, the
    /// last one once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWhole(ReadOnlySpan<Vector128<byte>> blocks, ref uint low, ref uint high)
    {
        if (blocks.IsEmpty)
        {
            return;
        }

        Vector128<sbyte> weights = Vector128.Create((sbyte)16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        Vector128<short> ones = Vector128<short>.One;
        Vector128<uint> sums = Vector128<uint>.Zero;
        Vector128<uint> before = Vector128<uint>.Zero;
        Vector128<int> weighted = Vector128<int>.Zero;
        foreach (Vector128<byte> block in blocks)
        {
            before += sums;
            sums += Sse2.SumAbsoluteDifferences(block, Vector128<byte>.Zero).AsUInt32();
            weighted += Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(block, weights), ones);
        }

        high += (low * (uint)blocks.Length * 16) + (16 * Vector128.Sum(before)) + (uint)Vector128.Sum(weighted);
        low += Vector128.Sum(sums);
    }
}
