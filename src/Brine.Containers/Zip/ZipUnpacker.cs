using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Unpacks a compressed member of a ZIP archive whole.</summary>
internal static class ZipUnpacker
{
    internal static ReadOnlyMemory<byte> Unpack(ByteSource source, ZipEntry entry, Limits limits)
    {
        if (entry.CompressedSize > Array.MaxLength)
        {
            throw new PickleLimitException("LimitFileBytes",
                $"the member '{entry.Name}' has {entry.CompressedSize} bytes, more than fit one array", entry.DataOffset);
        }

        using PackedInput packed = source.OpenPacked(entry.DataOffset, (int)entry.CompressedSize);
        var output = new UnpackedBuffer(packed.Length, $"'{entry.Name}'", limits, entry.Size);
        try
        {
            output.Expect(entry.Size);
            Unpack(packed, entry, output);
        }
        catch (InvalidDataException error)
        {
            throw Corrupt(entry, error.Message, error);
        }

        return output.Count == entry.Size ? output.Written
            : throw Corrupt(entry, $"it ends after {output.Count} bytes and should have {entry.Size}", null);
    }

    /// <summary>Unpacks as much of a member as there is, whatever the archive says of its size and checksum.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="entry">The member.</param>
    /// <param name="limits">What it may grow to.</param>
    /// <param name="error">Why there is not all, or null.</param>
    internal static ReadOnlyMemory<byte> UnpackPart(ReadOnlyMemory<byte> packed, ZipEntry entry, Limits limits, out Exception? error)
    {
        var output = new UnpackedBuffer(packed.Length, $"'{entry.Name}'", limits);
        error = null;
        try
        {
            Unpack(PackedInput.Of(packed), entry, output);
        }
        catch (Exception found) when (found is InvalidDataException or PickleException)
        {
            error = found;
        }

        return output.Written;
    }

    private static void Unpack(PackedInput packed, ZipEntry entry, UnpackedBuffer output)
    {
        switch (entry.Record.Method)
        {
            case ZipRecord.Deflated:
                new Inflater().Unpack(packed, 0, output);
                break;
            case ZipRecord.Lzma:
                LzmaAloneDecoder.UnpackMember(packed, entry.Size, output);
                break;
            case ZipRecord.Bzip2:
                Decompressor.Unpack(packed, Codec.Bzip2, output);
                break;
            case ZipRecord.Zstandard:
                Decompressor.Unpack(packed, Codec.Zstd, output);
                break;
            case ZipRecord.Xz:
                Decompressor.Unpack(packed, Codec.Xz, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry));
        }
    }

    private static PickleFormatException Corrupt(ZipEntry entry, string what, Exception? error) =>
        new("FormatZip", $"the member '{entry.Name}' of the ZIP archive is corrupt or cut off ({what}): fetch the file again",
            entry.DataOffset, null, error);
}
