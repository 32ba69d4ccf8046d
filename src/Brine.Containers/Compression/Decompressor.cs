using System.Globalization;
using System.IO.Compression;
using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks a compressed file as a stream, and stops where it grows beyond the limits.</summary>
internal static class Decompressor
{
    /// <summary>Below this size no ratio is suspicious: a megabyte of zeros is an ordinary model.</summary>
    private const long RatioFloor = 64L << 20;

    internal static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> packed, Codec codec, Limits limits)
    {
        int header = codec == Codec.ZFile ? ZFileHeader(packed.Span) : 0;
        using var source = new ReadOnlyMemoryStream(packed[header..]);
        using Stream unpacked = codec switch
        {
            Codec.Gzip => new GZipStream(source, CompressionMode.Decompress),
            Codec.Zlib or Codec.ZFile => new ZLibStream(source, CompressionMode.Decompress),
            _ => throw new PickleFormatException("UnsupportedCodec", $"the file is compressed with {NameOf(codec)}, which this version cannot unpack; unpack it first, or save it again with zlib or gzip", 0),
        };
        return ReadAll(unpacked, packed.Length, codec, limits);
    }

    internal static string NameOf(Codec codec) => codec.ToString().ToLowerInvariant();

    private static ReadOnlyMemory<byte> ReadAll(Stream unpacked, long packedLength, Codec codec, Limits limits)
    {
        var buffer = new byte[(int)Math.Min(Math.Max(4096, packedLength * 4), 1 << 24)];
        int count = 0;
        try
        {
            while (true)
            {
                if (count == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, Array.MaxLength));
                }

                int read = count == buffer.Length
                    ? throw new PickleLimitException("LimitDecompression", "the decompressed file is larger than 2 GiB")
                    : unpacked.Read(buffer, count, buffer.Length - count);
                if (read == 0)
                {
                    // A stream that is cut off within its first block ends without an error and without a byte.
                    return count > 0 ? buffer.AsMemory(0, count) : throw new InvalidDataException();
                }

                count += read;
                if (count > limits.MaxDecompressedBytes || (count > RatioFloor && count > limits.MaxDecompressionRatio * packedLength))
                {
                    throw new PickleLimitException("LimitDecompression", $"{packedLength} bytes of {NameOf(codec)} grow to more than {count}, over the limits; raise them only for a file that you trust");
                }
            }
        }
        catch (InvalidDataException error)
        {
            throw new PickleFormatException("FormatCompression", $"the {NameOf(codec)} data is corrupt or cut off: fetch the file again", -1, null, error);
        }
    }

    /// <summary>"ZF", the length in hex padded to 19 characters, and in the oldest files one more space.</summary>
    private static int ZFileHeader(ReadOnlySpan<byte> packed)
    {
        const int Length = 21;
        if (packed.Length < Length + 2 || !long.TryParse(Encoding.Latin1.GetString(packed[4..Length]).Trim().TrimEnd('L'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            throw new PickleFormatException("FormatCompression", "the header of a joblib ZF file is corrupt", 2);
        }

        return packed[Length] == ' ' || (packed[Length] == 'L') ? Length + 1 : Length;
    }
}
