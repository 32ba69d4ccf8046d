using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>The end of an archive: where its central directory stands, as Python's <c>zipfile</c> finds it.</summary>
/// <param name="DirectoryOffset">Where the central directory begins in the file.</param>
/// <param name="DirectorySize">How many bytes it has.</param>
/// <param name="Count">How many members the end claims.</param>
/// <param name="Base">How many bytes stand before the archive: all its offsets count from there.</param>
/// <param name="EndOffset">Where the end records begin.</param>
internal sealed record ZipEnd(long DirectoryOffset, long DirectorySize, long Count, long Base, long EndOffset)
{
    private const uint EndSignature = 0x06054B50;
    private const uint Zip64EndSignature = 0x06064B50;
    private const uint Zip64LocatorSignature = 0x07064B50;
    private const uint CentralSignature = 0x02014B50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int Zip64EndLength = 56;
    private const int LongestComment = 65_535;

    internal static ZipEnd Find(ByteSource source, List<ZipFinding> findings)
    {
        int tailLength = (int)Math.Min(source.Length, EndLength + LongestComment);
        long tailStart = source.Length - tailLength;
        ReadOnlySpan<byte> tail = source.Slice(tailStart, tailLength).Span;

        // The last signature counts, for Python and for PyTorch's miniz alike, whatever its comment says.
        int at = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength)
        {
            throw new PickleFormatException("FormatZip",
                "the ZIP archive has no end record: it is corrupt or was cut off; fetch the file again", source.Length);
        }

        ReadOnlySpan<byte> end = tail[at..];
        int comment = BinaryPrimitives.ReadUInt16LittleEndian(end[20..]);
        long endOffset = tailStart + at;
        if (EndLength + comment != end.Length)
        {
            int extra = end.Length - EndLength - comment;
            findings.Add(
                new(ZipFindingKind.TrailingData, endOffset + EndLength, null,
                    extra > 0 ? $"{extra} bytes stand behind the end of the archive" : "the comment of the archive is cut off"));
        }

        ZipEnd found = Read(source, end, endOffset, findings);
        for (int other = tail[..at].LastIndexOf("PK\u0005\u0006"u8); other >= 0; other = tail[..other].LastIndexOf("PK\u0005\u0006"u8))
        {
            ReadOnlySpan<byte> earlier = tail[other..];
            long size = BinaryPrimitives.ReadUInt32LittleEndian(earlier[12..]), start = tailStart + other - size;
            if (start >= 0 && size > 0 && IsCentral(source, start))
            {
                findings.Add(
                    new(ZipFindingKind.Ambiguous, tailStart + other, null,
                        "the archive has a second end record with a central directory of its own"));
            }
        }

        return found;
    }

    private static ZipEnd Read(ByteSource source, ReadOnlySpan<byte> end, long endOffset, List<ZipFinding> findings)
    {
        int disk = BinaryPrimitives.ReadUInt16LittleEndian(end[4..]), directoryDisk = BinaryPrimitives.ReadUInt16LittleEndian(end[6..]);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]),
            offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        long directoryEnd = endOffset;
        if (endOffset >= LocatorLength && source.Slice(endOffset - LocatorLength, LocatorLength).Span is var locator
            && BinaryPrimitives.ReadUInt32LittleEndian(locator) == Zip64LocatorSignature)
        {
            directoryEnd = FindZip64End(source, locator, endOffset, findings);
            ReadOnlySpan<byte> large = source.Slice(directoryEnd, Zip64EndLength).Span;
            disk = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(large[16..]), int.MaxValue);
            directoryDisk = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(large[20..]), int.MaxValue);
            count = BinaryPrimitives.ReadInt64LittleEndian(large[32..]);
            size = BinaryPrimitives.ReadInt64LittleEndian(large[40..]);
            offset = BinaryPrimitives.ReadInt64LittleEndian(large[48..]);
        }

        if (disk != 0 || directoryDisk != 0)
        {
            throw new PickleFormatException("UnsupportedZip", "the ZIP archive is one part of several; join them into one file first",
                endOffset);
        }

        long start = directoryEnd - size, before = start - offset;
        if (size < 0 || offset < 0 || start < 0 || before < 0)
        {
            throw new PickleFormatException("FormatZip",
                "the central directory of the ZIP archive does not fit the file: it is corrupt or was cut off; fetch the file again",
                endOffset);
        }

        if (before > 0 && size > 0)
        {
            findings.Add(new(ZipFindingKind.Prefix, 0, null, $"{before} bytes stand before the archive"));
            if (IsCentral(source, offset))
            {
                findings.Add(
                    new(ZipFindingKind.Ambiguous, offset, null,
                        "a central directory stands where the archive says, and another where its end is"));
            }
        }

        return new ZipEnd(start, size, count, before, directoryEnd);
    }

    /// <summary>The record stands right before its locator, or where that points: PyTorch's reader follows the pointer, Python's does
    /// not.</summary>
    private static long FindZip64End(ByteSource source, ReadOnlySpan<byte> locator, long endOffset, List<ZipFinding> findings)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator[4..]) != 0 || BinaryPrimitives.ReadUInt32LittleEndian(locator[16..]) > 1)
        {
            throw new PickleFormatException("UnsupportedZip", "the ZIP archive is one part of several; join them into one file first",
                endOffset - LocatorLength);
        }

        long near = endOffset - LocatorLength - Zip64EndLength, pointed = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        bool isNear = IsZip64End(source, near), isPointed = IsZip64End(source, pointed);
        if (isNear && isPointed && near != pointed)
        {
            findings.Add(new(ZipFindingKind.Ambiguous, pointed, null, "the archive has two zip64 end records"));
        }

        return isNear ? near : isPointed ? pointed
            : throw new PickleFormatException("FormatZip",
                "the zip64 record of the ZIP archive is missing: it is corrupt; fetch the file again", endOffset);
    }

    private static bool IsZip64End(ByteSource source, long offset) =>
        offset >= 0 && offset <= source.Length - Zip64EndLength
            && BinaryPrimitives.ReadUInt32LittleEndian(source.Slice(offset, 4).Span) == Zip64EndSignature;

    private static bool IsCentral(ByteSource source, long offset) =>
        offset >= 0 && offset <= source.Length - 4
            && BinaryPrimitives.ReadUInt32LittleEndian(source.Slice(offset, 4).Span) == CentralSignature;
}
