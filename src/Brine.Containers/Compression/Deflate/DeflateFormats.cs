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

    internal static void UnpackZlib(ReadOnlySpan<byte> packed, UnpackedBuffer output)
    {
        var input = new InputCursor(packed);
        int method = input.ReadByte();
        int flags = input.ReadByte();
        if (((method << 8) | flags) % 31 != 0 || (method & 15) != 8)
        {
            throw new InvalidDataException("the header is corrupt");
        }

        if ((flags & 0x20) != 0)
        {
            throw new PickleFormatException("UnsupportedCodec", "the zlib data needs a dictionary that is not in the file; unpack it where the dictionary is", 0);
        }

        if (output.Bytes.Length == 0)
        {
            output.Expect(Math.Min(UsualRatio * packed.Length, Sample));
        }

        input.Take(new Inflater().Unpack(input.Rest, output));
        if (BinaryPrimitives.ReadUInt32BigEndian(input.Take(4)) != Adler32.Of(output.Written.Span))
        {
            throw new InvalidDataException("the checksum does not match");
        }
    }

    /// <summary>joblib up to 0.9: "ZF", the length in hex padded to 19 characters, in the oldest files one more space, then zlib.</summary>
    internal static void UnpackZFile(ReadOnlySpan<byte> packed, UnpackedBuffer output)
    {
        if (packed.Length <= ZFileHeader
            || !long.TryParse(Encoding.Latin1.GetString(packed[4..ZFileHeader]).Trim().TrimEnd('L'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long size))
        {
            throw new InvalidDataException("the header of a joblib ZF file is corrupt");
        }

        output.Demand(size < 0 ? long.MaxValue : size);
        output.Expect(size);
        UnpackZlib(packed[(packed[ZFileHeader] is (byte)' ' or (byte)'L' ? ZFileHeader + 1 : ZFileHeader)..], output);
        if (output.Count != size)
        {
            throw new InvalidDataException($"it has {output.Count} bytes where its header says {size}");
        }
    }

    internal static void UnpackGzip(ReadOnlySpan<byte> packed, UnpackedBuffer output)
    {
        // Right for one member of less than 4 GiB, which is what nearly all files are.
        output.Expect(packed.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(packed[^4..]) : 0);
        var inflater = new Inflater();
        var input = new InputCursor(packed);
        do
        {
            ReadGzipHeader(ref input);
            int start = output.Count;
            input.Take(inflater.Unpack(input.Rest, output));
            ReadOnlySpan<byte> member = output.Written.Span[start..];
            if (input.ReadUInt32() != Crc32.Of(member) || input.ReadUInt32() != (uint)member.Length)
            {
                throw new InvalidDataException("the checksum does not match");
            }
        }
        while (input.Rest.ContainsAnyExcept((byte)0));
    }

    private static void ReadGzipHeader(ref InputCursor input)
    {
        const int HeaderChecksum = 2;
        const int Extra = 4;
        const int Name = 8;
        const int Comment = 16;
        ReadOnlySpan<byte> header = input.Rest;
        int start = input.Position;
        ReadOnlySpan<byte> head = input.Take(10);
        int flags = head[3];
        if (head[0] != 0x1F || head[1] != 0x8B || head[2] != 8 || (flags & 0xE0) != 0)
        {
            throw new InvalidDataException("the header of a member is corrupt");
        }

        if ((flags & Extra) != 0)
        {
            input.Take(input.ReadUInt16());
        }

        foreach (int text in (ReadOnlySpan<int>)[Name, Comment])
        {
            while ((flags & text) != 0 && input.ReadByte() != 0)
            {
            }
        }

        if ((flags & HeaderChecksum) != 0 && (ushort)Crc32.Of(header[..(input.Position - start)]) != input.ReadUInt16())
        {
            throw new InvalidDataException("the checksum of a header does not match");
        }
    }
}
