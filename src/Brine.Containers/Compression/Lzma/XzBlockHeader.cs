using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>The header of a block of xz: its sizes where they are given, and its filters.</summary>
internal sealed class XzBlockHeader
{
    private const ulong DeltaFilter = 3;
    private const ulong Lzma2Filter = 0x21;

    private XzBlockHeader(int length, long packedSize, long size, uint dictionarySize, int[] deltas)
    {
        Length = length;
        PackedSize = packedSize;
        Size = size;
        DictionarySize = dictionarySize;
        Deltas = deltas;
    }

    internal int Length { get; }

    /// <summary>The size of the data behind the header, or -1.</summary>
    internal long PackedSize { get; }

    /// <summary>The size of the unpacked data, or -1.</summary>
    internal long Size { get; }

    internal uint DictionarySize { get; }

    /// <summary>The distances of delta filters, in the order in which they are undone.</summary>
    internal int[] Deltas { get; }

    /// <summary>Reads the header at the start of the data.</summary>
    internal static XzBlockHeader Read(ReadOnlySpan<byte> data)
    {
        int length = (data[0] + 1) * 4;
        if (length > data.Length)
        {
            throw new InvalidDataException("it ends within the header of a block");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(data[(length - 4)..]) != Crc32.Of(data[..(length - 4)]))
        {
            throw new InvalidDataException("the checksum of a block's header does not match");
        }

        var input = new InputCursor(data[1..(length - 4)]);
        int flags = input.ReadByte();
        if ((flags & 0x3C) != 0)
        {
            throw new InvalidDataException("the header of a block has flags that nobody defined");
        }

        long packedSize = (flags & 0x40) != 0 ? (long)XzInteger.Read(ref input) : -1;
        long size = (flags & 0x80) != 0 ? (long)XzInteger.Read(ref input) : -1;
        int last = flags & 3;
        var deltas = new int[last];
        for (int i = 0; i < last; i++)
        {
            ulong filter = XzInteger.Read(ref input);
            ReadOnlySpan<byte> properties = input.Take((long)XzInteger.Read(ref input));
            if (filter != DeltaFilter)
            {
                throw Unsupported(filter);
            }

            deltas[last - 1 - i] = properties.Length == 1 ? properties[0] + 1
                : throw new InvalidDataException("a delta filter has no distance");
        }

        ulong main = XzInteger.Read(ref input);
        ReadOnlySpan<byte> dictionary = input.Take((long)XzInteger.Read(ref input));
        if (main != Lzma2Filter)
        {
            throw Unsupported(main);
        }

        if (dictionary.Length != 1 || dictionary[0] > 40)
        {
            throw new InvalidDataException("the size of the dictionary is out of range");
        }

        foreach (byte padding in input.Peek(input.Left))
        {
            if (padding != 0)
            {
                throw new InvalidDataException("the header of a block does not end as it should");
            }
        }

        return new XzBlockHeader(length, packedSize, size, DictionaryOf(dictionary[0]), deltas);
    }

    private static uint DictionaryOf(int code) => code == 40 ? uint.MaxValue : (uint)(2 | (code & 1)) << ((code / 2) + 11);

    private static PickleFormatException Unsupported(ulong filter)
    {
        string name = filter switch
        {
            4 => "x86",
            5 => "PowerPC",
            6 => "IA-64",
            7 => "ARM",
            8 => "ARM Thumb",
            9 => "SPARC",
            10 => "ARM64",
            11 => "RISC-V",
            _ => $"{filter:x}",
        };
        return new PickleFormatException("UnsupportedCodec",
            $"the xz data has the filter {name}, which is for programs and which this version does not undo; unpack it with xz", 0);
    }
}
