using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Containers;

/// <summary>The CRC-32 of bzip2: the polynomial of <see cref="Crc32"/>, from the high bit down.</summary>
internal static class Bzip2Checksum
{
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The CRC of a bzip2 block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<uint> table = Tables;
        while (data.Length >= 8)
        {
            uint high = crc ^ BinaryPrimitives.ReadUInt32BigEndian(data);
            uint low = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
            crc = table[(7 * 256) + (int)(high >> 24)] ^ table[(6 * 256) + (int)((high >> 16) & 0xFF)]
                ^ table[(5 * 256) + (int)((high >> 8) & 0xFF)] ^ table[(4 * 256) + (int)(high & 0xFF)]
                ^ table[(3 * 256) + (int)(low >> 24)] ^ table[(2 * 256) + (int)((low >> 16) & 0xFF)]
                ^ table[256 + (int)((low >> 8) & 0xFF)] ^ table[(int)(low & 0xFF)];
            data = data[8..];
        }

        foreach (byte value in data)
        {
            crc = table[(int)((crc >> 24) ^ value)] ^ (crc << 8);
        }

        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value >> 31) != 0 ? (value << 1) ^ 0x04C11DB7 : value << 1;
            }

            table[i] = value;
        }

        for (int i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] << 8) ^ table[(int)(table[i - 256] >> 24)];
        }

        return table;
    }
}
