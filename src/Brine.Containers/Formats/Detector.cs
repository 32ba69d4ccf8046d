using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Tells by the first bytes what a file is. The name and the extension count for nothing.</summary>
public static class Detector
{
    /// <summary>How the bytes are compressed.</summary>
    public static Codec DetectCodec(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("ZF"u8) && head.Length > 2 && head[2] == '0')
        {
            return Codec.ZFile;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return Codec.Gzip;
        }

        if (head.StartsWith("BZh"u8))
        {
            return Codec.Bzip2;
        }

        if (head.StartsWith(XzDecoder.Magic))
        {
            return Codec.Xz;
        }

        if (LzmaAloneDecoder.IsHeader(head))
        {
            return Codec.Lzma;
        }

        ReadOnlySpan<byte> frame = Skippable.SkipAll(head);
        switch (frame.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(frame) : 0)
        {
            case Lz4Decoder.Magic or Lz4Decoder.LegacyMagic:
                return Codec.Lz4;
            case ZstdDecoder.Magic:
                return Codec.Zstd;
        }

        // A zlib header is a byte of 0x78 and a check: both bytes as one number are a multiple of 31.
        return head.Length > 2 && head[0] == 0x78 && ((head[0] << 8) | head[1]) % 31 == 0 ? Codec.Zlib : Codec.None;
    }

    /// <summary>What the (decompressed) bytes are.</summary>
    public static FileFormat DetectFormat(ReadOnlySpan<byte> data)
    {
        foreach (FormatInfo row in FormatTable.Rows)
        {
            if (row.Mark?.Invoke(data) == true)
            {
                return row.Format;
            }
        }

        foreach (FormatInfo row in FormatTable.Rows)
        {
            if (row.Text?.Invoke(data) == true)
            {
                return row.Format;
            }
        }

        return FileFormat.Unknown;
    }
}
