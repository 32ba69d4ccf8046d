using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Reads a ZIP archive by its central directory, and compares that with what stands at the members: what does not fit is listed in
/// <see cref="Findings"/>, and a member that readers would take differently is refused when it is read. Nothing is written to disk.
/// </summary>
public sealed class ZipReader : IDisposable
{
    /// <summary>Files above this size are mapped: only what is touched is read.</summary>
    private const long MapFrom = 16L << 20;

    private readonly ByteSource _source;
    private readonly Limits _limits;
    private readonly List<ZipFinding> _findings = [];
    private readonly Dictionary<string, ZipEntry> _byName = new(StringComparer.Ordinal);

    /// <summary>How many bytes the archive may still grow to.</summary>
    private long _budget;

    private ZipReader(ByteSource source, Limits limits)
    {
        _source = source;
        _limits = limits;
        _budget = limits.MaxDecompressedBytes;
        ZipEnd end = ZipEnd.Find(source, _findings);
        List<ZipEntry> entries = ZipDirectory.Read(source, end, _findings);
        new ZipLocalHeaders(source, end, _findings).Check(entries);
        Entries = entries;
        foreach (ZipEntry entry in entries)
        {
            // Of two members with one name Python takes the last.
            _byName[entry.Name] = entry;
        }
    }

    /// <summary>The members, in the order of the central directory.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>What is odd about the archive, as far as its directory and headers tell; <see cref="Verify"/> also reads the
    /// members.</summary>
    public IReadOnlyList<ZipFinding> Findings => _findings;

    /// <summary>Opens an archive in memory; stored members are views over it.</summary>
    /// <exception cref="PickleFormatException">The bytes are no ZIP archive, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The archive has more members than any model.</exception>
    public static ZipReader Read(ReadOnlyMemory<byte> bytes, Limits? limits = null) => new(ByteSource.Of(bytes), limits ?? Limits.Default);

    /// <summary>Opens an archive; a large one is mapped, and its stored members are views that end with this reader.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no ZIP archive, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file is larger than the limits allow.</exception>
    public static ZipReader Open(string path, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        limits ??= Limits.Default;
        return new FileInfo(path) is { Exists: true, Length: >= MapFrom } ? OpenMapped(path, limits)
            : Read(FileContent.ReadAll(path, limits), limits);
    }

    /// <summary>Opens an archive in a file that is read where it is asked for, and that stays open for as long.</summary>
    internal static ZipReader Read(FileStream file, Limits limits) => new(ByteSource.Of(file), limits);

    /// <summary>Opens an archive that stays on disk, of any length.</summary>
    internal static ZipReader OpenMapped(string path, Limits limits)
    {
        var mapped = new MappedFile(path);
        try
        {
            return mapped.Length <= limits.MaxFileBytes ? new ZipReader(mapped, limits)
                : throw new PickleLimitException("LimitFileBytes",
                    $"the file has {mapped.Length} bytes, over the limit of {limits.MaxFileBytes}");
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>The member of a name, or null; of several the last, as in Python.</summary>
    public ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The bytes of a member, its size and checksum proven; those of a stored member are a view.</summary>
    /// <exception cref="PickleFormatException">The member is corrupt, encrypted, or one that readers would take differently.</exception>
    /// <exception cref="PickleLimitException">The member grows beyond the limits.</exception>
    public ReadOnlyMemory<byte> ReadAll(ZipEntry entry)
    {
        if (entry.IsStored)
        {
            ReadOnlyMemory<byte> stored = ReadStored(entry);
            return Crc32.Of(stored.Span) == entry.Checksum ? stored : throw ZipEntryStream.WrongChecksum(entry);
        }

        RefuseUnreadable(entry);
        ReadOnlyMemory<byte> unpacked = ZipUnpacker.Unpack(_source, entry,
            _limits with { MaxDecompressedBytes = Math.Min(_limits.MaxDecompressedBytes, _budget) });
        Spend(entry, unpacked.Length);
        return Crc32.Of(unpacked.Span) == entry.Checksum ? unpacked : throw ZipEntryStream.WrongChecksum(entry);
    }

    /// <summary>The bytes of a stored member where they stand. None of them is touched, so that nothing proves them.</summary>
    /// <exception cref="PickleFormatException">The member is compressed, or one that readers would take differently.</exception>
    /// <exception cref="PickleLimitException">The member has more than 2 GiB.</exception>
    public ReadOnlyMemory<byte> ReadStored(ZipEntry entry)
    {
        RefuseUnreadable(entry);
        if (!entry.IsStored || entry.CompressedSize != entry.Size)
        {
            throw new PickleFormatException("FormatZip", $"the member '{entry.Name}' of the ZIP archive is not stored as it is",
                entry.DataOffset);
        }

        return entry.Size <= Array.MaxLength
            ? _source.Slice(entry.DataOffset, (int)entry.Size)
            : throw new PickleLimitException("LimitFileBytes", $"the member '{entry.Name}' has {entry.Size} bytes, more than fit one array",
                entry.DataOffset);
    }

    /// <summary>Reads a member from front to back; at its end its size and checksum are proven. Only stored and deflated members are
    /// unpacked as they are read.</summary>
    /// <exception cref="PickleFormatException">The member is encrypted, or one that readers would take differently.</exception>
    public Stream Open(ZipEntry entry)
    {
        RefuseUnreadable(entry);
        if (entry.Record.Method is ZipRecord.Stored or ZipRecord.Deflated)
        {
            return new ZipEntryStream(new ByteSourceStream(_source, entry.DataOffset, entry.CompressedSize), entry, _limits, Spend);
        }

        ReadOnlyMemory<byte> unpacked = ReadAll(entry);
        return new ByteSourceStream(ByteSource.Of(unpacked), 0, unpacked.Length);
    }

    /// <summary>Reads every member and gives all findings, those about the bytes of the members too.</summary>
    /// <exception cref="PickleLimitException">The archive grows beyond the limits.</exception>
    public IReadOnlyList<ZipFinding> Verify()
    {
        var all = new List<ZipFinding>(_findings);
        var buffer = new byte[1 << 16];
        foreach (ZipEntry entry in Entries)
        {
            if (entry.Refusal is not null)
            {
                continue;
            }

            try
            {
                using Stream stream = Open(entry);
                while (stream.Read(buffer) > 0)
                {
                }
            }
            catch (PickleFormatException error)
            {
                all.Add(new(error.Code == "FormatZipChecksum" ? ZipFindingKind.ChecksumWrong : ZipFindingKind.DataCorrupt, entry.DataOffset,
                    entry.Name, error.Message));
            }
        }

        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static void RefuseUnreadable(ZipEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Refusal is { } why)
        {
            string message = $"the member '{entry.Name}' of the ZIP archive {why}";
            throw entry.IsUnsupported ? new PickleFormatException("UnsupportedZip", message, entry.Start)
                : new PickleFormatException("FormatZip", message, entry.Start);
        }
    }

    private void Spend(ZipEntry entry, int count)
    {
        _budget -= count;
        if (_budget < 0)
        {
            throw new PickleLimitException("LimitDecompression",
                $"the ZIP archive grows to more than {_limits.MaxDecompressedBytes} bytes at '{entry.Name}', over the limits; raise them "
                    + "only for a file that you trust");
        }
    }
}
