using Brine.Pickling;

namespace Brine.Containers;

/// <summary>What a frame of Zstandard says of itself, behind its first four bytes.</summary>
/// <param name="Window">How far back copies go.</param>
/// <param name="Size">The size of the content, where it is said.</param>
/// <param name="HasChecksum">True where a checksum follows the last block.</param>
internal readonly record struct ZstdFrameHeader(ulong Window, ulong? Size, bool HasChecksum)
{
    /// <summary>The most bytes that it has, those before it not counted.</summary>
    internal const int MostBytes = 14;

    /// <summary>The most bytes that a block has when it is unpacked.</summary>
    internal int BlockSize => (int)Math.Min(Window, ZstdCodes.MaxBlock);

    /// <exception cref="InvalidDataException">It is cut off or corrupt.</exception>
    /// <exception cref="PickleFormatException">The frame needs a dictionary.</exception>
    internal static ZstdFrameHeader Read(ref InputCursor input)
    {
        int flags = input.ReadByte();
        if ((flags & 8) != 0)
        {
            throw new InvalidDataException("the frame header is corrupt");
        }

        bool isSingleSegment = (flags & 0x20) != 0;
        ulong window = 0;
        if (!isSingleSegment)
        {
            int descriptor = input.ReadByte();
            ulong power = 1UL << (10 + (descriptor >> 3));
            window = power + (power / 8 * (ulong)(descriptor & 7));
        }

        uint dictionary = (flags & 3) switch
        {
            0 => 0,
            1 => input.ReadByte(),
            2 => input.ReadUInt16(),
            _ => input.ReadUInt32(),
        };
        if (dictionary != 0)
        {
            throw new PickleFormatException("UnsupportedCodec",
                $"the Zstandard frame needs the dictionary {dictionary}, which is not in the file; unpack it where the dictionary is", 0);
        }

        ulong? size = (flags >> 6) switch
        {
            0 => isSingleSegment ? input.ReadByte() : null,
            1 => input.ReadUInt16() + 256u,
            2 => input.ReadUInt32(),
            _ => input.ReadUInt64(),
        };
        return new ZstdFrameHeader(isSingleSegment ? size!.Value : window, size, (flags & 4) != 0);
    }
}
