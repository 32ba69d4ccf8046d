using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks what holds deflate: zlib, gzip of one or several members, and joblib's old form.</summary>
internal static class DeflateFormats
{
    /// <summary>A ratio that deflate often has.</summary>
    private const long UsualRatio = 6;

    /// <summary>So much is unpacked before the rest is guessed by it.</summary>
    private const long Sample = 1 << 20;

    private const int ZFileHeader = 21;

    internal static void UnpackZlib(PackedInput packed, UnpackedBuffer output) => UnpackZlib(packed, 0, output);

    private static void UnpackZlib(PackedInput packed, int start, UnpackedBuffer output)
    {
        var input = new InputCursor(packed, start);
        int method = input.ReadByte();
        int flags = input.ReadByte();
        if (((method << 8) | flags) % 31 != 0 || (method & 15) != 8)
        {
            throw new InvalidDataException("the header is corrupt");
        }

        if ((flags & 0x20) != 0)
        {
            throw new PickleFormatException("UnsupportedCodec",
                "the zlib data needs a dictionary that is not in the file; unpack it where the dictionary is", 0);
        }

        if (output.Bytes.Length == 0)
        {
            output.Expect(Math.Min(UsualRatio * packed.Length, Sample));
        }

        output.Measure = most => DeflateSize.OfZlib(packed, start, most);
        input.Skip(new Inflater().Unpack(packed, input.Position, output));
        if (BinaryPrimitives.ReadUInt32BigEndian(input.Take(4)) != Adler32.Of(output.Written.Span))
        {
            throw new InvalidDataException("the checksum does not match");
        }

        output.End = input.Position;
    }

    /// <summary>joblib up to 0.9: "ZF", the length in hex padded to 19 characters, in the oldest files one more space, then zlib.</summary>
    internal static void UnpackZFile(PackedInput packed, UnpackedBuffer output)
    {
        ReadOnlySpan<byte> head = packed.At(0, ZFileHeader + 1);
        if (head.Length <= ZFileHeader
            || !long.TryParse(Encoding.Latin1.GetString(head[4..ZFileHeader]).Trim().TrimEnd('L'), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out long size))
        {
            throw new InvalidDataException("the header of a joblib ZF file is corrupt");
        }

        bool isOldest = head[ZFileHeader] is (byte)' ' or (byte)'L';
        output.Demand(size < 0 ? long.MaxValue : size);
        output.Expect(size);
        UnpackZlib(packed, isOldest ? ZFileHeader + 1 : ZFileHeader, output);
        if (output.Count != size)
        {
            throw new InvalidDataException($"it has {output.Count} bytes where its header says {size}");
        }
    }

    internal static void UnpackGzip(PackedInput packed, UnpackedBuffer output)
    {
        // Right for one member of less than 4 GiB, which is what nearly all files are.
        output.Expect(packed.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(packed.At(packed.Length - 4, 4)) : 0);
        output.Measure = most => DeflateSize.OfGzip(packed, most);
        var inflater = new Inflater();
        var input = new InputCursor(packed);
        do
        {
            ReadGzipHeader(packed, ref input);
            int start = output.Count;
            input.Skip(inflater.Unpack(packed, input.Position, output));
            ReadOnlySpan<byte> member = output.Written.Span[start..];
            if (input.ReadUInt32() != Crc32.Of(member) || input.ReadUInt32() != (uint)member.Length)
            {
                throw new InvalidDataException("the checksum does not match");
            }
        }
        while (!IsPadding(input));
    }

    /// <summary>Whether nothing but zeros is left.</summary>
    private static bool IsPadding(InputCursor input)
    {
        while (input.Left > 0)
        {
            ReadOnlySpan<byte> part = input.Peek(1);
            if (part.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            input.Skip(part.Length);
        }

        return true;
    }

    private static void ReadGzipHeader(PackedInput packed, ref InputCursor input)
    {
        const int HeaderChecksum = 2;
        const int Extra = 4;
        const int Name = 8;
        const int Comment = 16;
        int start = input.Position;
        ReadOnlySpan<byte> head = input.Take(10);
        int flags = head[3];
        if (head[0] != 0x1F || head[1] != 0x8B || head[2] != 8 || (flags & 0xE0) != 0)
        {
            throw new InvalidDataException("the header of a member is corrupt");
        }

        if ((flags & Extra) != 0)
        {
            input.Skip(input.ReadUInt16());
        }

        foreach (int text in (ReadOnlySpan<int>)[Name, Comment])
        {
            while ((flags & text) != 0 && input.ReadByte() != 0)
            {
            }
        }

        if ((flags & HeaderChecksum) != 0)
        {
            int length = input.Position - start;
            ushort checksum = (ushort)Crc32.Of(packed.At(start, length)[..length]);
            if (checksum != input.ReadUInt16())
            {
                throw new InvalidDataException("the checksum of a header does not match");
            }
        }
    }
}
