using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks a compressed file, and stops where it grows beyond the limits.</summary>
internal static class Decompressor
{
    internal static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> packed, Codec codec, Limits limits) =>
        Decompress(PackedInput.Of(packed), codec, limits);

    internal static ReadOnlyMemory<byte> Decompress(PackedInput packed, Codec codec, Limits limits)
    {
        var output = new UnpackedBuffer(packed.Length, NameOf(codec), limits);
        try
        {
            Unpack(packed, codec, output);
            return output.Written;
        }
        catch (InvalidDataException error)
        {
            throw new PickleFormatException("FormatCompression",
                $"the {NameOf(codec)} data is corrupt or cut off ({error.Message}): fetch the file again", -1, null, error);
        }
    }

    /// <summary>Unpacks as much as there is: what comes before an error, too.</summary>
    /// <param name="packed">The compressed bytes.</param>
    /// <param name="codec">How they are compressed.</param>
    /// <param name="limits">How far they may grow.</param>
    /// <param name="end">Where the packed data ends.</param>
    /// <param name="error">Why there is not all, or null.</param>
    internal static ReadOnlyMemory<byte> DecompressPart(ReadOnlyMemory<byte> packed, Codec codec, Limits limits, out int end,
        out Exception? error)
    {
        var output = new UnpackedBuffer(packed.Length, NameOf(codec), limits);
        error = null;
        try
        {
            Unpack(PackedInput.Of(packed), codec, output);
        }
        catch (Exception found) when (found is InvalidDataException or PickleException)
        {
            error = found;
        }

        end = (int)(output.End ?? packed.Length);
        return output.Written;
    }

    internal static string NameOf(Codec codec) => codec.ToString().ToLowerInvariant();

    /// <exception cref="InvalidDataException">The data is corrupt.</exception>
    internal static void Unpack(PackedInput packed, Codec codec, UnpackedBuffer output)
    {
        switch (codec)
        {
            case Codec.Zlib:
                DeflateFormats.UnpackZlib(packed, output);
                break;
            case Codec.Gzip:
                DeflateFormats.UnpackGzip(packed, output);
                break;
            case Codec.ZFile:
                DeflateFormats.UnpackZFile(packed, output);
                break;
            case Codec.Bzip2:
                Bzip2Decoder.Unpack(packed, output);
                break;
            case Codec.Xz:
                XzDecoder.Unpack(packed, output);
                break;
            case Codec.Lzma:
                LzmaAloneDecoder.Unpack(packed, output);
                break;
            case Codec.Lz4:
                Lz4Decoder.Unpack(packed, output);
                break;
            case Codec.Zstd:
                ZstdDecoder.Unpack(packed, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(codec));
        }
    }
}
