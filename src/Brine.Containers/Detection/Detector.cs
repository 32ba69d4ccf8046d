using System.Buffers.Binary;
using System.Text;

namespace Brine.Containers;

/// <summary>Tells by the first bytes what a file is. The name and the extension count for nothing.</summary>
public static class Detector
{
    /// <summary>A protocol, a frame, the number, and the end.</summary>
    private const int OldTorchHead = 32;

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
        if (data.IsEmpty)
        {
            return FileFormat.Empty;
        }

        if (data[0] == 0x93 && data[1..].StartsWith("NUMPY"u8))
        {
            return FileFormat.Npy;
        }

        if (data.StartsWith("PK\u0003\u0004"u8) || data.StartsWith("PK\u0005\u0006"u8))
        {
            return FileFormat.Zip;
        }

        if (data[0] == 0x89 && data[1..].StartsWith("HDF\r\n"u8))
        {
            return FileFormat.Hdf5;
        }

        if (IsOldTorch(data[..Math.Min(data.Length, OldTorchHead)]))
        {
            return FileFormat.TorchLegacy;
        }

        if (data[0] == 0x80 && data.Length > 1 && data[1] <= 5)
        {
            return FileFormat.Pickle;
        }

        return TarFile.IsTar(data) ? FileFormat.Tar
            : Base64Text.IsWrapping(data) ? FileFormat.Base64
            : ForeignModels.Detect(data) is var foreign and not FileFormat.Unknown ? foreign
            : DetectText(data);
    }

    /// <summary>The first pickle of an old PyTorch file is a number that stands for nothing else, at the protocol that was asked for.</summary>
    private static bool IsOldTorch(ReadOnlySpan<byte> head) => head.StartsWith("L119547037146038801333356L\n."u8)
        || (head[0] == 0x80 && head.IndexOf((ReadOnlySpan<byte>)[0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]) is 2 or 11);

    /// <summary>Protocols 0 and 1 are nearly text: what looks like a web page, JSON or prose is named as such, the rest may be a pickle.</summary>
    private static FileFormat DetectText(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> start = data.TrimStart(" \t\r\n\ufeff"u8);
        if (start.StartsWith("version https://git-lfs.github.com/spec/"u8))
        {
            return FileFormat.GitLfsPointer;
        }

        string head = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 64)]);
        if (head.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<head", StringComparison.OrdinalIgnoreCase))
        {
            return FileFormat.Html;
        }

        if (PickleProbe.IsPickle(data) || (data.Length > 1 && data[^1] == '.' && Brine.Pickling.OpcodeTable.Find(data[0]) is { StackBefore.IsEmpty: true } && !LooksLikeProse(data)))
        {
            return FileFormat.Pickle;
        }

        bool isText = true;
        foreach (byte value in data[..Math.Min(data.Length, 4096)])
        {
            isText &= value is >= 0x20 or (byte)'\t' or (byte)'\r' or (byte)'\n' && value != 0x7F;
        }

        if (isText && head.Length > 0 && head[0] is '{' or '[' && data.TrimEnd(" \t\r\n"u8)[^1] is (byte)'}' or (byte)']')
        {
            return FileFormat.Json;
        }

        return !isText ? FileFormat.Unknown : LooksLikeTable(data) ? FileFormat.Csv : FileFormat.Text;
    }

    /// <summary>The first lines have one separator, as often in each; quoted ones are passed over.</summary>
    private static bool LooksLikeTable(ReadOnlySpan<byte> data)
    {
        foreach (byte separator in ",;\t"u8)
        {
            ReadOnlySpan<byte> rest = data[..Math.Min(data.Length, 1 << 16)];
            int lines = 0, expected = 0, seen = 0;
            bool isQuoted = false;
            foreach (byte value in rest)
            {
                isQuoted ^= value == '"';
                seen += value == separator && !isQuoted ? 1 : 0;
                if (value != '\n' || isQuoted)
                {
                    continue;
                }

                expected = lines == 0 ? seen : expected;
                if (expected == 0 || seen != expected)
                {
                    lines = 0;
                    break;
                }

                lines++;
                seen = 0;
            }

            if (lines > 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lines with commas or spaces from the first one on: prose or CSV, where a pickle has one operand a line.</summary>
    private static bool LooksLikeProse(ReadOnlySpan<byte> data)
    {
        int end = data.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = data[..Math.Min(end < 0 ? data.Length : end, 200)];
        foreach (byte value in line)
        {
            if (value is < 0x20 and not (byte)'\r' and not (byte)'\t')
            {
                return false;
            }
        }

        if (line.IsEmpty || line[0] >= 0x80)
        {
            return false;
        }

        bool isQuoted = line.Length > 1 && line[0] == 'S' && line[1] is (byte)'\'' or (byte)'"';
        return line.IndexOfAny(", ;\t"u8) >= 0 && line[0] != '(' && !isQuoted;
    }
}
