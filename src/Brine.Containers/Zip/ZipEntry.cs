namespace Brine.Containers;

/// <summary>One member of a ZIP archive, as the central directory describes it.</summary>
public sealed class ZipEntry
{
    internal ZipEntry(string name, ZipRecord record)
    {
        Name = name;
        Record = record;
    }

    /// <summary>The name, with <c>/</c> between folders; it is a label and never a path that is opened.</summary>
    public string Name { get; }

    /// <summary>How many bytes the member has when unpacked, as the archive claims.</summary>
    public long Size => Record.Size;

    /// <summary>How many bytes the member takes in the archive.</summary>
    public long CompressedSize => Record.CompressedSize;

    /// <summary>The CRC-32 of the unpacked bytes, as the archive claims.</summary>
    public uint Checksum => Record.Checksum;

    /// <summary>True when the bytes stand in the archive as they are.</summary>
    public bool IsStored => Record.Method == ZipRecord.Stored;

    /// <summary>True for a folder, which has no bytes.</summary>
    public bool IsFolder => Name.EndsWith('/');

    /// <summary>Where the bytes of the member begin in the archive; -1 where they cannot be found.</summary>
    public long DataOffset { get; internal set; } = -1;

    /// <summary>Why the member cannot be read, or null.</summary>
    public string? Refusal { get; internal set; }

    internal ZipRecord Record { get; }

    /// <summary>Where the local header begins, and where the data and its descriptor end.</summary>
    internal long Start { get; set; }

    internal long End { get; set; }

    internal bool IsUnsupported { get; set; }

    /// <summary>The first refusal is the one that is told.</summary>
    internal void Refuse(string why) => Refusal ??= why;
}
