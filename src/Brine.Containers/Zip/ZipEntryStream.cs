using System.IO.Compression;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>The unpacked bytes of a member. It ends where the archive says, or throws: more bytes, fewer bytes and other bytes are
/// errors.</summary>
internal sealed class ZipEntryStream(Stream packed, ZipEntry entry, Limits limits, Action<ZipEntry, int> spend) : ForwardStream
{
    /// <summary>Below this size no ratio is suspicious: a megabyte of zeros is an ordinary array.</summary>
    private const long RatioFloor = 64L << 20;

    private readonly Stream _data = entry.IsStored ? packed : new DeflateStream(packed, CompressionMode.Decompress);
    private uint _checksum;
    private long _count;
    private bool _isProven;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = _data.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw new PickleFormatException("FormatZip",
                $"the member '{entry.Name}' of the ZIP archive is corrupt or cut off: fetch the file again", entry.DataOffset, null, error);
        }

        _count += read;
        if (_count > entry.Size || (read == 0 && _count < entry.Size))
        {
            string message = read == 0 ? $"ends after {_count} bytes and should have {entry.Size}"
                : $"grows beyond the {entry.Size} bytes that it should have";
            throw new PickleFormatException("FormatZip", $"the member '{entry.Name}' of the ZIP archive {message}: it is corrupt",
                entry.DataOffset);
        }

        if (!entry.IsStored && read > 0)
        {
            spend(entry, read);
            if (_count > RatioFloor && _count > limits.MaxDecompressionRatio * entry.CompressedSize)
            {
                throw new PickleLimitException("LimitDecompression",
                    $"{entry.CompressedSize} bytes of '{entry.Name}' grow to more than {_count}, over the limits; raise them only for a "
                        + "file that you trust");
            }
        }

        _checksum = Crc32.Append(_checksum, buffer[..read]);
        if (read == 0 && !_isProven)
        {
            _isProven = true;
            if (_checksum != entry.Checksum)
            {
                throw WrongChecksum(entry);
            }
        }

        return read;
    }

    internal static PickleFormatException WrongChecksum(ZipEntry entry) =>
        new("FormatZipChecksum",
            $"the bytes of the member '{entry.Name}' of the ZIP archive do not have the checksum {entry.Checksum:x8}: the file is corrupt, "
                + "or was changed; fetch it again", entry.DataOffset);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _data.Dispose();
        }

        base.Dispose(disposing);
    }
}
