using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <content>Tar archives, torch's form before 1.6, and numpy's files.</content>
internal sealed partial class FileScan
{
    private const int LegacyPickles = 5;

    private void ScanTar(ReadOnlyMemory<byte> data, string place, int depth)
    {
        List<TarEntry> entries;
        try
        {
            entries = TarFile.Read(data);
        }
        catch (PickleException error)
        {
            Findings.AddUnread(ScanRule.UnreadPart, place, error.Offset < 0 ? null : error.Offset, PlainText.Of(error.Message));
            Sweep(data, place, 0);
            return;
        }

        var names = new MemberNames([.. entries.Where(entry => entry.IsFile).Select(entry => entry.Name)], isZip: false);
        FileFormat format = FormatTable.OfMembers(names) ?? FileFormat.Tar;
        Format = depth == 0 || Format is FileFormat.Tar ? format : Format;
        ScanBehindTar(data, entries, place);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (TarEntry entry in entries)
        {
            string inner = $"{place}!{PlainText.Of(entry.Name)}";
            if (entry.Name.StartsWith('/') || entry.Name.Split('/', '\\').Contains(".."))
            {
                Findings.Add(ScanRule.OutsidePath, inner, entry.Offset, "the member's name leads out of the folder");
            }

            if (!seen.Add(entry.Name) && entry.IsFile)
            {
                Findings.Add(ScanRule.ArchiveConflict, inner, entry.Offset, "an earlier member has the same name");
            }

            if (!entry.IsFile)
            {
                continue;
            }

            if (format == FileFormat.TorchTar && entry.Name is "storages" or "tensors")
            {
                ScanStorages(entry.Content, inner, depth + 1);
            }
            else
            {
                new FileScan(context, format == FileFormat.TorchTar ? PickleSource.TorchTar : PickleSource.Plain).Scan(entry.Content,
                    inner, depth + 1);
            }
        }
    }

    /// <summary>What stands behind the end of a tar archive: readers that pass over the end read on.</summary>
    private void ScanBehindTar(ReadOnlyMemory<byte> data, List<TarEntry> entries, string place)
    {
        const int Block = 512;
        long end = entries.Count == 0 ? 0 : entries.Max(entry => entry.Offset + (((long)entry.Content.Length + Block - 1) / Block * Block));
        if (end < data.Length && data.Span[(int)end..].ContainsAnyExcept((byte)0))
        {
            Findings.AddUnread(ScanRule.UnreadBytes, place, end, "bytes stand behind the end of the archive");
            Sweep(data, place, (int)end);
        }
    }

    /// <summary>Pickles with raw elements between them.</summary>
    private void ScanStorages(ReadOnlyMemory<byte> data, string place, int depth)
    {
        _ = depth;
        ScanContext branch = context.Branch();
        new PickleScan(branch, data, place, PickleSource.TorchTar).Run();
        if (branch.Findings.Worst >= ScanSeverity.Dangerous)
        {
            Findings.AddAll(branch.Findings);
        }

        Findings.Names.UnionWith(branch.Findings.Names);
    }

    /// <summary>A magic number, the form's version, facts about the machine, the object, the keys of its storages; then the raw
    /// storages.</summary>
    private void ScanLegacyTorch(ReadOnlyMemory<byte> data, string place, int depth)
    {
        Findings.IsModel = true;
        var scan = new PickleScan(context, data, place, PickleSource.Torch)
            { OnNested = (bytes, name) => ScanNested(bytes, name, depth + 1), MaxPickles = LegacyPickles };
        PickleTrace trace = scan.Run();
        TracedPickle last = trace.Pickles[^1];
        if (trace.Pickles.Count < LegacyPickles || last.End != TraceEnd.Stop)
        {
            return; // what is missing is a finding already
        }

        long behind = data.Length - last.Start - last.Length;
        if (behind != scan.StorageBytes)
        {
            Findings.AddUnread(ScanRule.UnreadBytes, place, last.Start + last.Length,
                $"{behind} bytes stand where the storages take {scan.StorageBytes}");
            Sweep(data, place, last.Start + last.Length);
        }
    }

    private void ScanNpy(ReadOnlyMemory<byte> data, string place, int depth)
    {
        Findings.IsModel = true;
        NpyHeader header;
        try
        {
            header = NpyHeader.Read(data.Span, data.Length);
        }
        catch (PickleException error)
        {
            Findings.AddUnread(ScanRule.UnreadPart, place, 0, PlainText.Of(error.Message));
            Sweep(data, place, 0);
            return;
        }

        if (header.DType.HasObjects)
        {
            ScanPickle(data[(int)header.DataOffset..], $"{place}!objects", depth);
        }
        else if (header.DataLength >= NestedData.Shortest && NestedData.IsMarked(data.Span[header.DataOffset..]))
        {
            ScanNested(data.Slice(header.DataOffset, (int)header.DataLength), $"{place}!array", depth + 1);
        }

        if (!header.DType.HasObjects && header.DataOffset + header.DataLength < data.Length)
        {
            long end = header.DataOffset + header.DataLength;
            if (Detector.DetectFormat(data.Span[(int)end..]) == FileFormat.Npy)
            {
                Scan(data[(int)end..], $"{place}!array@{end}", depth + 1); // numpy.save twice into one file
                return;
            }

            Findings.AddUnread(ScanRule.UnreadBytes, place, end, $"{data.Length - end} bytes stand behind the array");
            Sweep(data, place, (int)end);
        }
    }
}
