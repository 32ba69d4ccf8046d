using System.Buffers.Binary;
using System.IO.Compression;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// What a gzip file unpacks to, piece by piece, in memory that does not grow with it. At the end the checksum and the length are held
/// against those of the file; a file of several parts, and
/// a damaged one, cannot be told apart so: <see cref="InvalidDataException"/> says that the file has to be unpacked whole, by the decoder
/// that can.
/// </summary>
/// <param name="file">The file, at its beginning; it is not closed.</param>
internal sealed class GzipFileStream(FileStream file) : ForwardStream
{
    /// <summary>Below this size no ratio is suspicious.</summary>
    private const long RatioFloor = 64L << 20;

    private readonly GZipStream _unpacked = new(file, CompressionMode.Decompress, leaveOpen: true);
    private uint _checksum;
    private long _count;
    private bool _isChecked;

    public override int Read(Span<byte> buffer)
    {
        int read = _unpacked.Read(buffer);
        _checksum = Crc32.Append(_checksum, buffer[..read]);
        _count += read;
        double most = Math.Max(RatioFloor, Limits.Default.MaxDecompressionRatio * file.Length);
        if (_count > most)
        {
            throw new PickleLimitException("LimitDecompression", $"{file.Length} bytes of gzip grow to {_count} or more, over the limits");
        }

        if (read == 0 && buffer.Length > 0 && !_isChecked)
        {
            Check();
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Check()
    {
        const int Tail = 8;
        Span<byte> tail = stackalloc byte[Tail];
        if (file.Length < Tail)
        {
            throw new InvalidDataException("the gzip data is cut off");
        }

        FileContent.ReadPart(file.SafeFileHandle, tail, file.Length - Tail);
        _isChecked = BinaryPrimitives.ReadUInt32LittleEndian(tail) == _checksum
            && BinaryPrimitives.ReadUInt32LittleEndian(tail[4..]) == (uint)_count
            ? true : throw new InvalidDataException("the gzip data has another checksum than it should, or several parts");
    }
}
