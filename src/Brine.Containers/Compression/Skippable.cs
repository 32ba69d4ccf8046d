using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Frames with a user's own data between those of LZ4 and Zstandard, which decoders pass over.</summary>
internal static class Skippable
{
    internal static bool Is(uint magic) => (magic & 0xFFFFFFF0) == 0x184D2A50;

    /// <summary>What follows the skippable frames at the start of a file.</summary>
    internal static ReadOnlySpan<byte> SkipAll(ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8 && Is(BinaryPrimitives.ReadUInt32LittleEndian(data)))
        {
            long length = 8L + BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            if (length >= data.Length)
            {
                return [];
            }

            data = data[(int)length..];
        }

        return data;
    }
}
