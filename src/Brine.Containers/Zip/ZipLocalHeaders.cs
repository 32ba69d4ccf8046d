using System.Buffers.Binary;
using System.Text;

namespace Brine.Containers;

/// <summary>Compares the central directory with what stands before and behind each member. Readers that go by the one see another archive
/// than those that go by the other.</summary>
internal sealed class ZipLocalHeaders(ByteSource source, ZipEnd end, List<ZipFinding> findings)
{
    private const uint Signature = 0x04034B50;
    private const uint DescriptorSignature = 0x08074B50;
    private const int FixedLength = 30;

    internal void Check(List<ZipEntry> entries)
    {
        foreach (ZipEntry entry in entries)
        {
            CheckEntry(entry);
        }

        ZipEntry[] ordered = [.. entries.Where(entry => entry.DataOffset >= 0).OrderBy(entry => entry.Start)];
        long expected = 0;
        ZipEntry? before = null;
        foreach (ZipEntry entry in ordered)
        {
            if (entry.Start < expected && before is not null)
            {
                findings.Add(new(ZipFindingKind.Overlap, entry.Start, entry.Name, $"the member begins inside '{before.Name}'"));
                entry.Refuse("shares its bytes with another, as decompression bombs do");
                before.Refuse("shares its bytes with another, as decompression bombs do");
            }
            else if (entry.Start > expected)
            {
                NoteUnclaimed(expected, entry.Start, isFirst: before is null);
            }

            if (entry.End >= expected)
            {
                expected = entry.End;
                before = entry;
            }
        }

        if (expected > end.DirectoryOffset && before is not null)
        {
            findings.Add(new(ZipFindingKind.Overlap, before.Start, before.Name, "the member reaches into the central directory"));
            before.Refuse("reaches into the central directory");
        }
        else if (expected < end.DirectoryOffset)
        {
            NoteUnclaimed(expected, end.DirectoryOffset, isFirst: before is null);
        }
    }

    private void CheckEntry(ZipEntry entry)
    {
        long start = entry.Start;
        if (start > source.Length - FixedLength
            || source.Slice(start, FixedLength).Span is var head && BinaryPrimitives.ReadUInt32LittleEndian(head) != Signature)
        {
            findings.Add(new(ZipFindingKind.LocalHeaderMissing, start, entry.Name, "no member stands where the central directory says"));
            entry.Refuse("is not where the archive says");
            return;
        }

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]),
            extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        long dataOffset = start + FixedLength + nameLength + extraLength;
        if (dataOffset > source.Length || entry.CompressedSize > source.Length - dataOffset)
        {
            findings.Add(
                new(ZipFindingKind.LocalHeaderMissing, start, entry.Name, "the member is larger than what is left of the archive"));
            entry.Refuse("is cut off; fetch the file again");
            return;
        }

        entry.DataOffset = dataOffset;
        entry.End = dataOffset + entry.CompressedSize;
        ReadOnlySpan<byte> rest = source.Slice(start + FixedLength, nameLength + extraLength).Span;
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        CompareNames(entry, rest[..nameLength], flags);
        if (flags != entry.Record.Flags)
        {
            findings.Add(
                new(ZipFindingKind.FlagsDiffer, start, entry.Name,
                    $"flags 0x{entry.Record.Flags:X} in the central directory, 0x{flags:X} before the member"));
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) is var method && method != entry.Record.Method)
        {
            findings.Add(
                new(ZipFindingKind.MethodsDiffer, start, entry.Name,
                    $"{ZipRecord.NameOfMethod(entry.Record.Method)} in the central directory, {ZipRecord.NameOfMethod(method)} "
                        + "before the member"));
            entry.Refuse("is described twice, differently");
        }

        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]), size = BinaryPrimitives.ReadUInt32LittleEndian(head[22..]),
            none = 0;
        bool isDescribedBehind = (flags & ZipRecord.DescriptorFlag) != 0;
        ZipDirectory.ApplyZip64(rest[nameLength..], ref size, ref packed, ref none);
        Compare(entry, checksum, packed, size, start, isOptional: isDescribedBehind);
        if (isDescribedBehind)
        {
            CheckDescriptor(entry);
        }
    }

    private void CompareNames(ZipEntry entry, ReadOnlySpan<byte> name, int flags)
    {
        if (ZipNames.Decode(name, flags) is var local && local != entry.Name)
        {
            findings.Add(new(ZipFindingKind.NamesDiffer, entry.Start, entry.Name, $"the member calls itself '{local}'"));
            entry.Refuse($"calls itself '{local}' where it stands");
        }
    }

    /// <summary>Zeros before the member are no claim where a descriptor stands behind it.</summary>
    private void Compare(ZipEntry entry, uint checksum, long packed, long size, long offset, bool isOptional)
    {
        if (checksum != entry.Checksum && !(isOptional && checksum == 0))
        {
            findings.Add(
                new(ZipFindingKind.ChecksumsDiffer, offset, entry.Name,
                    $"checksum {entry.Checksum:x8} in the central directory, {checksum:x8} at the member"));
        }

        if ((packed != entry.CompressedSize && !(isOptional && packed is 0 or uint.MaxValue))
            || (size != entry.Size && !(isOptional && size is 0 or uint.MaxValue)))
        {
            findings.Add(
                new(ZipFindingKind.SizesDiffer, offset, entry.Name,
                    $"{entry.CompressedSize} bytes for {entry.Size} in the central directory, {packed} for {size} at the member"));
        }
    }

    /// <summary>Behind the data: checksum and sizes of 4 or 8 bytes, with or without a signature. The form that fits is taken.</summary>
    private void CheckDescriptor(ZipEntry entry)
    {
        ReadOnlySpan<byte> behind = source.Slice(entry.End, (int)Math.Min(24, source.Length - entry.End)).Span;
        bool isMarked = behind.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(behind) == DescriptorSignature;
        foreach (int signature in isMarked ? (ReadOnlySpan<int>)[4, 0] : [0])
        {
            foreach (int width in (ReadOnlySpan<int>)[4, 8])
            {
                if (behind.Length < signature + 4 + (2 * width))
                {
                    continue;
                }

                ReadOnlySpan<byte> fields = behind[signature..];
                if (BinaryPrimitives.ReadUInt32LittleEndian(fields) == entry.Checksum
                    && ReadSize(fields[4..], width) == entry.CompressedSize && ReadSize(fields[(4 + width)..], width) == entry.Size)
                {
                    entry.End += signature + 4 + (2 * width);
                    return;
                }
            }
        }

        if (isMarked && behind.Length >= 16)
        {
            Compare(entry, BinaryPrimitives.ReadUInt32LittleEndian(behind[4..]), ReadSize(behind[8..], 4), ReadSize(behind[12..], 4),
                entry.End, isOptional: false);
            entry.End += 16;
            return;
        }

        findings.Add(
            new(ZipFindingKind.SizesDiffer, entry.End, entry.Name, "the descriptor behind the member is missing, or says something else"));
    }

    private static long ReadSize(ReadOnlySpan<byte> field, int width) =>
        width == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(field) : BinaryPrimitives.ReadInt64LittleEndian(field);

    /// <summary>Bytes that no member claims: a second archive may hide there.</summary>
    private void NoteUnclaimed(long from, long to, bool isFirst)
    {
        if (isFirst && from == 0 && to == end.Base)
        {
            return; // the prefix is told already
        }

        int window = (int)Math.Min(to - from, 1 << 20);
        int hidden = source.Slice(from, window).Span.IndexOf("PK\u0003\u0004"u8);
        findings.Add(hidden >= 0
            ? new(ZipFindingKind.HiddenEntry, from + hidden, HiddenName(from + hidden, to),
                "a member that the central directory does not list")
            : new(isFirst ? ZipFindingKind.Prefix : ZipFindingKind.Gap, from, null, $"{to - from} bytes belong to no member"));
    }

    private string? HiddenName(long at, long to)
    {
        if (to - at < FixedLength)
        {
            return null;
        }

        int length = (int)Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(source.Slice(at + 26, 2).Span), to - at - FixedLength);
        return Encoding.UTF8.GetString(source.Slice(at + FixedLength, length).Span);
    }
}
