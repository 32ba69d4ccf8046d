using System.Buffers.Binary;
using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Reads the central directory, which is what an archive says it holds.</summary>
internal static class ZipDirectory
{
    private const uint Signature = 0x02014B50;
    private const int FixedLength = 46;
    private const int MaxEntries = 1_000_000;
    private const int Zip64Extra = 0x0001;
    private const int UnicodePathExtra = 0x7075;

    internal static List<ZipEntry> Read(ByteSource source, ZipEnd end, List<ZipFinding> findings)
    {
        var entries = new List<ZipEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        long at = end.DirectoryOffset;
        while (at < end.EndOffset)
        {
            if (entries.Count == MaxEntries)
            {
                throw new PickleLimitException("LimitZipEntries", $"the ZIP archive has more than {MaxEntries} members", at);
            }

            ZipEntry entry = ReadEntry(source, end, ref at, findings);
            entries.Add(entry);
            if (!names.Add(entry.Name))
            {
                findings.Add(
                    new(ZipFindingKind.DuplicateName, entry.Start, entry.Name,
                        "an earlier member has the same name; Python takes this one"));
            }
        }

        if (entries.Count != end.Count)
        {
            findings.Add(
                new(ZipFindingKind.CountDiffers, end.EndOffset, null, $"the archive counts {end.Count} members and lists {entries.Count}"));
        }

        return entries;
    }

    private static ZipEntry ReadEntry(ByteSource source, ZipEnd end, ref long at, List<ZipFinding> findings)
    {
        if (end.EndOffset - at < FixedLength
            || source.Slice(at, FixedLength).Span is var head && BinaryPrimitives.ReadUInt32LittleEndian(head) != Signature)
        {
            throw Bad("an entry of the central directory is corrupt", at);
        }

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]),
            extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]),
            commentLength = BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);
        int variable = nameLength + extraLength + commentLength;
        if (variable > end.EndOffset - at - FixedLength)
        {
            throw Bad("an entry of the central directory is longer than it", at);
        }

        ReadOnlySpan<byte> rest = source.Slice(at + FixedLength, variable).Span;
        ReadOnlySpan<byte> nameBytes = rest[..nameLength], extra = rest.Slice(nameLength, extraLength);
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), disk = BinaryPrimitives.ReadUInt16LittleEndian(head[34..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]), size = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]),
            offset = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        if (!ApplyZip64(extra, ref size, ref packed, ref offset) || size < 0 || packed < 0 || offset < 0
            || offset > end.DirectoryOffset - end.Base)
        {
            throw Bad("the sizes of a member are none", at);
        }

        if (disk is not (0 or 0xFFFF))
        {
            throw new PickleFormatException("UnsupportedZip", "the ZIP archive is one part of several; join them into one file first", at);
        }

        string name = ZipNames.Decode(nameBytes, flags);
        var record = new ZipRecord(flags, BinaryPrimitives.ReadUInt16LittleEndian(head[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[16..]), packed, size, offset + end.Base);
        var entry = new ZipEntry(name, record) { Start = record.HeaderOffset };
        if (ZipNames.Danger(name, nameBytes, flags) is { } danger)
        {
            findings.Add(new(ZipFindingKind.UnsafeName, at, name, danger));
        }

        if (UnicodePath(extra) is { } other && other != name)
        {
            findings.Add(new(ZipFindingKind.NamesDiffer, at, name, $"a second name stands beside it, '{other}'"));
        }

        NoteUnreadable(entry, at, findings);
        at += FixedLength + variable;
        return entry;
    }

    private static void NoteUnreadable(ZipEntry entry, long at, List<ZipFinding> findings)
    {
        if ((entry.Record.Flags & ZipRecord.EncryptedFlags) != 0 || entry.Record.Method == 99)
        {
            findings.Add(new(ZipFindingKind.Encrypted, at, entry.Name, "the member is encrypted, or says so"));
            entry.IsUnsupported = true;
            entry.Refuse("is encrypted; save it without a password");
        }
        else if (!ZipRecord.IsRead(entry.Record.Method) || (entry.Record.Flags & ZipRecord.PatchFlag) != 0)
        {
            string method = (entry.Record.Flags & ZipRecord.PatchFlag) != 0 ? "patched data" : ZipRecord.NameOfMethod(entry.Record.Method);
            findings.Add(new(ZipFindingKind.UnsupportedMethod, at, entry.Name, $"the member is compressed with {method}"));
            entry.IsUnsupported = true;
            entry.Refuse($"is compressed with {method}, which is not read; save it stored or deflated");
        }
    }

    /// <summary>The 64-bit values stand in the extra field in the order of those that do not fit, and only those.</summary>
    internal static bool ApplyZip64(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long offset)
    {
        ReadOnlySpan<byte> values = FindExtra(extra, Zip64Extra);
        return Take(ref values, ref size) && Take(ref values, ref packed) && Take(ref values, ref offset);

        static bool Take(ref ReadOnlySpan<byte> values, ref long value)
        {
            if (value != uint.MaxValue)
            {
                return true;
            }

            if (values.Length < 8)
            {
                return false;
            }

            value = BinaryPrimitives.ReadInt64LittleEndian(values);
            values = values[8..];
            return true;
        }
    }

    private static ReadOnlySpan<byte> FindExtra(ReadOnlySpan<byte> extra, int id)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == id)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return default;
    }

    /// <summary>Info-ZIP's second name: version, checksum of the first, UTF-8. Some readers prefer it.</summary>
    private static string? UnicodePath(ReadOnlySpan<byte> extra) =>
        FindExtra(extra, UnicodePathExtra) is { Length: > 5 } field ? Encoding.UTF8.GetString(field[5..]) : null;

    private static PickleFormatException Bad(string what, long offset) =>
        new("FormatZip", $"{what}: the ZIP archive is corrupt or was cut off; fetch the file again", offset);
}
