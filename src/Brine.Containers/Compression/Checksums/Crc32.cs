using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Containers;

/// <summary>The CRC-32 of ZIP, gzip and xz: reflected polynomial 0xEDB88320.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Tables = MakeTables();

    internal static uint Of(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>The checksum of what had <paramref name="checksum"/> with more bytes behind it.</summary>
    internal static uint Append(uint checksum, ReadOnlySpan<byte> data)
    {
        uint state = ~checksum;
        if (Pclmulqdq.IsSupported && Sse41.IsSupported && data.Length >= 64)
        {
            int folded = data.Length & ~15;
            state = Fold(state, data[..folded]);
            data = data[folded..];
        }

        return ~AppendByTables(state, data);
    }

    /// <summary>Eight bytes a step through eight tables; the oracle of <see cref="Fold"/>.</summary>
    internal static uint AppendByTables(uint state, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<uint> tables = Tables;
        while (data.Length >= Slices)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            state = tables[0x700 | (int)(low & 0xFF)] ^ tables[0x600 | (int)((low >> 8) & 0xFF)]
                ^ tables[0x500 | (int)((low >> 16) & 0xFF)] ^ tables[0x400 | (int)(low >> 24)]
                ^ tables[0x300 | (int)(high & 0xFF)] ^ tables[0x200 | (int)((high >> 8) & 0xFF)]
                ^ tables[0x100 | (int)((high >> 16) & 0xFF)] ^ tables[(int)(high >> 24)];
            data = data[Slices..];
        }

        foreach (byte value in data)
        {
            state = tables[(int)((state ^ value) & 0xFF)] ^ (state >> 8);
        }

        return state;
    }

    /// <summary>
    /// Folds 64 bytes a step by carry-less multiplication, after Gopal et al., "Fast CRC Computation for Generic Polynomials Using
    /// PCLMULQDQ". The length is a multiple of 16 and at least 64.
    /// </summary>
    private static uint Fold(uint state, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<Vector128<ulong>> blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        Vector128<ulong> a = blocks[0] ^ Vector128.CreateScalar(state).AsUInt64(), b = blocks[1], c = blocks[2], d = blocks[3];
        blocks = blocks[4..];
        Vector128<ulong> by64 = Vector128.Create(0x0154442BD4UL, 0x01C6E41596UL);
        for (; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Step(a, by64) ^ blocks[0];
            b = Step(b, by64) ^ blocks[1];
            c = Step(c, by64) ^ blocks[2];
            d = Step(d, by64) ^ blocks[3];
        }

        Vector128<ulong> by16 = Vector128.Create(0x01751997D0UL, 0x00CCAA009EUL);
        a = Step(a, by16) ^ b;
        a = Step(a, by16) ^ c;
        a = Step(a, by16) ^ d;
        foreach (Vector128<ulong> block in blocks)
        {
            a = Step(a, by16) ^ block;
        }

        // 128 bits to 64, then Barrett's reduction to 32.
        Vector128<ulong> low32 = Vector128.Create(0x00000000FFFFFFFFUL, 0x00000000FFFFFFFFUL);
        a = Pclmulqdq.CarrylessMultiply(a, by16, 0x10) ^ Sse2.ShiftRightLogical128BitLane(a, 8);
        a = Pclmulqdq.CarrylessMultiply(a & low32, Vector128.CreateScalar(0x0163CD6124UL), 0x00) ^ Sse2.ShiftRightLogical128BitLane(a, 4);
        Vector128<ulong> reducer = Vector128.Create(0x01DB710641UL, 0x01F7011641UL);
        Vector128<ulong> quotient = Pclmulqdq.CarrylessMultiply(a & low32, reducer, 0x10) & low32;
        a ^= Pclmulqdq.CarrylessMultiply(quotient, reducer, 0x00);
        return a.AsUInt32()[1];
    }

    private static Vector128<ulong> Step(Vector128<ulong> value, Vector128<ulong> factors) =>
        Pclmulqdq.CarrylessMultiply(value, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, factors, 0x11);

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            tables[i] = value;
        }

        for (int slice = 1; slice < Slices; slice++)
        {
            for (int i = 0; i < 256; i++)
            {
                uint before = tables[((slice - 1) << 8) + i];
                tables[(slice << 8) + i] = tables[(int)(before & 0xFF)] ^ (before >> 8);
            }
        }

        return tables;
    }
}
