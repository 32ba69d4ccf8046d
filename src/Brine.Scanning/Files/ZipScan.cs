using System.Buffers.Binary;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Scans a ZIP archive: every member whatever its name, as the central directory and as the local headers describe it.</summary>
internal sealed class ZipScan(ScanContext context, FileScan owner, ReadOnlyMemory<byte> data, string place, int depth)
{
    private const int LocalHeader = 30;
    private const int MostLocals = 10_000;

    /// <summary>Bits that change what the bytes of a member mean. The others say how well it is packed, or how its name is
    /// written.</summary>
    private const int MeaningFlags = ZipRecord.EncryptedFlags | ZipRecord.PatchFlag;

    private readonly HashSet<(long, long, int)> _seen = [];
    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private PickleSource _source;

    /// <summary>How many bytes all members grew to.</summary>
    private long _unpacked;

    private FileFindings Findings => context.Findings;

    /// <summary>Scans all members.</summary>
    /// <returns>The format that the members make it.</returns>
    internal FileFormat Run()
    {
        ZipReader zip;
        try
        {
            zip = ZipReader.Read(data, context.Options.Limits);
        }
        catch (PickleException error)
        {
            Findings.AddUnread(ScanRule.UnreadPart, place, error.Offset < 0 ? null : error.Offset, PlainText.Of(error.Message));
            ScanLocals(0, data.Length);
            owner.Sweep(data, place, 0);
            return FileFormat.Zip;
        }

        using (zip)
        {
            FileFormat format = Archive.OfZip(zip).Format;
            bool isScript = zip.Entries.Any(entry => entry.Name.EndsWith("/constants.pkl", StringComparison.Ordinal));
            bool isTorch = format is FileFormat.Torch or FileFormat.TorchExport
                || zip.Entries.Any(entry => entry.Name == "data.pkl" || entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal));
            _source = !isTorch ? PickleSource.Plain : isScript ? PickleSource.TorchScript : PickleSource.Torch;
            foreach (ZipFinding found in zip.Findings)
            {
                // The end of an archive that is a member is none of this archive.
                if (found.Kind != ZipFindingKind.Ambiguous || !zip.Entries.Any(entry => entry.DataOffset >= 0
                    && found.Offset >= entry.DataOffset && found.Offset < entry.DataOffset + entry.CompressedSize))
                {
                    Report(found, zip);
                }
            }

            foreach (ZipEntry entry in zip.Entries)
            {
                _sizes[entry.Name] = entry.Size;
            }

            ReportCode([.. zip.Entries.Where(entry => _source == PickleSource.TorchScript && TorchScriptCode.IsCode(entry.Name))
                .Select(entry => entry.Name)]);

            foreach (ZipEntry entry in zip.Entries)
            {
                if (!entry.IsFolder || entry.CompressedSize > 0)
                {
                    ScanEntry(entry, format);
                }
            }

            ScanBetween(zip);
            return format;
        }
    }

    private void ReportCode(string[] members)
    {
        const int Shown = 5;
        if (members.Length > 0)
        {
            Findings.Add(ScanRule.ScriptCode, place, null, "the archive carries code, which torch.jit.load compiles: "
                + PlainText.Of(string.Join(", ", members.Take(Shown)))
                + (members.Length > Shown ? $" and {members.Length - Shown} more" : ""),
                "code");
        }
    }

    private void Report(ZipFinding found, ZipReader zip)
    {
        string inner = found.Entry is null ? place : $"{place}!{PlainText.Of(found.Entry)}";
        switch (found.Kind)
        {
            case ZipFindingKind.Overlap:
                Findings.Add(ScanRule.Bomb, inner, found.Offset, PlainText.Of(found.Message));
                break;
            case ZipFindingKind.UnsafeName:
                Findings.Add(ScanRule.OutsidePath, inner, found.Offset, PlainText.Of(found.Message));
                break;
            case ZipFindingKind.FlagsDiffer when zip.Entries.FirstOrDefault(entry => entry.Start == found.Offset) is { } entry
                && ((FlagsAt(entry) ^ entry.Record.Flags) & MeaningFlags) == 0:
                Findings.Add(ScanRule.ArchiveConflict, inner, found.Offset, PlainText.Of(found.Message), severity: ScanSeverity.Review);
                break;
            case ZipFindingKind.Encrypted or ZipFindingKind.UnsupportedMethod:
                Findings.AddUnread(ScanRule.UnreadPart, inner, found.Offset, PlainText.Of(found.Message));
                break;
            case ZipFindingKind.Prefix or ZipFindingKind.Gap or ZipFindingKind.TrailingData:
                Findings.AddUnread(ScanRule.UnreadBytes, inner, found.Offset, PlainText.Of(found.Message));
                break;
            default:
                Findings.Add(ScanRule.ArchiveConflict, inner, found.Offset, PlainText.Of(found.Message));
                break;
        }
    }

    /// <summary>The flags of the local header.</summary>
    private int FlagsAt(ZipEntry entry) => BinaryPrimitives.ReadUInt16LittleEndian(data.Span[((int)entry.Start + 6)..]);

    private void ScanEntry(ZipEntry entry, FileFormat format)
    {
        string inner = $"{place}!{PlainText.Of(entry.Name)}";
        if (entry.DataOffset < 0)
        {
            Findings.AddUnread(ScanRule.UnreadPart, inner, entry.Start, "no member stands where the archive says");
            return;
        }

        if (!_seen.Add((entry.DataOffset, entry.CompressedSize, entry.Record.Method)))
        {
            return; // the same bytes under another name: a finding already
        }

        int length = (int)Math.Min(entry.CompressedSize, data.Length - entry.DataOffset);
        ReadOnlyMemory<byte> packed = data.Slice((int)entry.DataOffset, length);
        ReadOnlyMemory<byte> bytes = packed;
        bool isWhole = true;
        if (!entry.IsStored)
        {
            bytes = Unpack(packed, entry, inner, out isWhole);
        }

        bool isRead = entry.IsStored || ZipRecord.IsRead(entry.Record.Method);
        if (isRead && isWhole && entry.Refusal is null && Crc32.Of(bytes.Span) != entry.Checksum)
        {
            Findings.Add(ScanRule.ArchiveConflict, inner, entry.DataOffset,
                $"the bytes do not have the checksum {entry.Checksum:x8}: readers that check it refuse what the others load");
        }

        ScanMember(bytes, entry.Name, inner, format);
        int method = BinaryPrimitives.ReadUInt16LittleEndian(data.Span[((int)entry.Start + 8)..]);
        if (method != entry.Record.Method && method == ZipRecord.Stored)
        {
            ScanMember(packed, entry.Name, inner, format);
        }
    }

    private ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed, ZipEntry entry, string inner, out bool isWhole)
    {
        isWhole = true;
        if (!ZipRecord.IsRead(entry.Record.Method))
        {
            return packed; // a finding already
        }

        Limits limits = context.Options.Limits;
        double allowed = Math.Max(FileScan.RatioFloor, limits.MaxDecompressionRatio * data.Length);
        long left = (long)Math.Min(limits.MaxDecompressedBytes, allowed) - _unpacked;
        ReadOnlyMemory<byte> bytes = ZipUnpacker.UnpackPart(packed, entry,
            limits with { MaxDecompressedBytes = Math.Min(limits.MaxDecompressedBytes, Math.Max(0, Math.Min(context.BytesLeft, left))) },
            out Exception? error);
        context.Spend(bytes.Length);
        _unpacked += bytes.Length;
        if (error is PickleLimitException)
        {
            isWhole = false;
            owner.ReportGrowth(data.Length, _unpacked, inner, "a ZIP archive");
        }
        else if (error is not null)
        {
            Findings.AddUnread(ScanRule.UnreadPart, inner, entry.DataOffset, $"the member is corrupt: {PlainText.Of(error.Message)}");
        }

        return bytes;
    }

    private void ScanMember(ReadOnlyMemory<byte> bytes, string name, string inner, FileFormat format)
    {
        string file = name[(name.LastIndexOf('/') + 1)..];
        switch (format)
        {
            case FileFormat.Skops when file == "schema.json":
                Findings.IsModel = true;
                SkopsSchema.Scan(context, bytes.Span, inner);
                return;
            case FileFormat.Keras when file == "config.json":
                Findings.IsModel = true;
                KerasConfig.ScanJson(context, bytes.Span, inner);
                return;
            case FileFormat.SavedModel when file.EndsWith(".pb", StringComparison.Ordinal):
                Findings.IsModel = true;
                SavedModelOperations.Scan(context, bytes.Span, inner);
                return;
            case FileFormat.Torch or FileFormat.TorchExport when IsStorage(name):
                owner.ScanDoubtful(bytes, inner, depth + 1);
                return;
        }

        if (_source == PickleSource.TorchScript && TorchScriptCode.IsCode(name))
        {
            TorchScriptCode.Scan(context, bytes.Span, inner);
        }
        else if (file == "bytecode.pkl")
        {
            TorchScriptCode.ScanBytecode(context, bytes.Span, inner);
        }

        Findings.IsModel |= format is FileFormat.Torch or FileFormat.TorchExport or FileFormat.Skops or FileFormat.Keras
            or FileFormat.SavedModel or FileFormat.Npz;
        var scan = new FileScan(context, _source);
        scan.Scan(bytes, inner, depth + 1);
        if (file == "data.pkl")
        {
            CheckStorages(scan, name, inner);
        }
    }

    /// <summary>A storage that is said to have more elements than its member has bytes: torch reads beyond the end of it.</summary>
    private void CheckStorages(FileScan scan, string name, string inner)
    {
        int end = name.LastIndexOf('.');
        foreach ((string key, long bytes) in scan.Storages)
        {
            if (_sizes.TryGetValue($"{(end < 0 ? name : name[..end])}/{key}", out long size) && bytes > size)
            {
                Findings.Add(ScanRule.UnknownForm, inner, null,
                    $"the storage {PlainText.Of(key)} is said to have {bytes} bytes, and its member has {size}");
            }
        }
    }

    /// <summary>torch's raw elements: <c>NAME/data/0</c>. Nobody loads them as anything else.</summary>
    private static bool IsStorage(string name)
    {
        int last = name.LastIndexOf('/');
        string folder = last < 0 ? "" : name[..last];
        return folder is "data" or "tensors" || folder.EndsWith("/data", StringComparison.Ordinal)
            || folder.EndsWith("/tensors", StringComparison.Ordinal) || folder.EndsWith("/constants", StringComparison.Ordinal)
            || folder.EndsWith("/weights", StringComparison.Ordinal);
    }

    /// <summary>What lies before, between and behind the members: readers that go by local headers see members there.</summary>
    private void ScanBetween(ZipReader zip)
    {
        long at = 0;
        foreach (ZipEntry entry in zip.Entries.Where(entry => entry.DataOffset >= 0).OrderBy(entry => entry.Start))
        {
            ScanGap(at, entry.Start);
            at = Math.Max(at, entry.End);
        }

        int end = data.Span.LastIndexOf("PK\u0005\u0006"u8);
        int behind = end < 0 ? data.Length : end + 22;
        ScanGap(at, end < 0 ? data.Length : end);
        if (behind < data.Length)
        {
            ScanGap(behind, data.Length);
        }
    }

    private void ScanGap(long from, long to)
    {
        if (to - from < 4)
        {
            return;
        }

        ReadOnlyMemory<byte> gap = data.Slice((int)from, (int)(to - from));
        if (gap.Span.StartsWith("PK\u0001\u0002"u8))
        {
            return; // the central directory
        }

        ScanLocals((int)from, (int)to);
        owner.ScanDoubtful(gap, $"{place}@{from}", depth + 1);
        owner.Sweep(gap, $"{place}@{from}", 0);
    }

    /// <summary>Members by their local headers alone.</summary>
    private void ScanLocals(int from, int to)
    {
        ReadOnlySpan<byte> span = data.Span[..to];
        for (int at = from, count = 0; at + LocalHeader < to; count++)
        {
            if (count == MostLocals)
            {
                Findings.AddUnread(ScanRule.LimitReached, place, at,
                    $"more than {MostLocals} members stand outside of the central directory");
                return;
            }

            int next = span[at..].IndexOf("PK\u0003\u0004"u8);
            if (next < 0 || at + next + LocalHeader > to)
            {
                return;
            }

            at += next;
            ReadOnlySpan<byte> head = span[at..];
            int start = at + LocalHeader + BinaryPrimitives.ReadUInt16LittleEndian(head[26..])
                + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]);
            int method = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
            if (start > to)
            {
                return;
            }

            int end = span[start..].IndexOf("PK"u8) is >= 0 and var found ? start + found : to;
            int length = size is 0 or uint.MaxValue || size > to - start ? end - start : (int)size;
            string inner = $"{place}!local@{at}";
            if (method == ZipRecord.Deflated)
            {
                var record = new ZipRecord(0, method, 0, length, 0, at);
                owner.ScanDoubtful(Unpack(data.Slice(start, length), new ZipEntry(inner, record), inner, out _), inner, depth + 1);
            }
            else
            {
                owner.ScanDoubtful(data.Slice(start, length), inner, depth + 1);
            }

            at = start;
        }
    }
}
