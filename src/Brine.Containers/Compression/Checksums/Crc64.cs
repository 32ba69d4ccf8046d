using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>The CRC-64 of xz (ECMA-182, reflected).</summary>
internal static class Crc64
{
    private static readonly ulong[] Table = MakeTables();

    internal static ulong Of(ReadOnlySpan<byte> data)
    {
        ulong crc = ulong.MaxValue;
        ReadOnlySpan<ulong> table = Table;
        while (data.Length >= 8)
        {
            ulong word = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(data);
            crc = table[(7 * 256) + (int)(word & 0xFF)] ^ table[(6 * 256) + (int)((word >> 8) & 0xFF)]
                ^ table[(5 * 256) + (int)((word >> 16) & 0xFF)] ^ table[(4 * 256) + (int)((word >> 24) & 0xFF)]
                ^ table[(3 * 256) + (int)((word >> 32) & 0xFF)] ^ table[(2 * 256) + (int)((word >> 40) & 0xFF)]
                ^ table[256 + (int)((word >> 48) & 0xFF)] ^ table[(int)(word >> 56)];
            data = data[8..];
        }

        foreach (byte value in data)
        {
            crc = table[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static ulong[] MakeTables()
    {
        var table = new ulong[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            ulong value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xC96C5795D7870F42 : value >> 1;
            }

            table[i] = value;
        }

        for (int i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[(int)(table[i - 256] & 0xFF)];
        }

        return table;
    }
}
