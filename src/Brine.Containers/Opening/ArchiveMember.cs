namespace Brine.Containers;

/// <summary>A file in an archive or in a model's folder.</summary>
public sealed class ArchiveMember
{
    private readonly Func<ReadOnlyMemory<byte>> _read;

    internal ArchiveMember(string name, long size, Func<ReadOnlyMemory<byte>> read)
    {
        Name = name;
        Size = size;
        _read = read;
    }

    /// <summary>Its name, with <c>/</c> between folders.</summary>
    public string Name { get; }

    /// <summary>How many bytes it has, as the archive claims.</summary>
    public long Size { get; }

    /// <summary>The last part of the name.</summary>
    internal string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Reads its bytes.</summary>
    /// <exception cref="Pickling.PickleFormatException">The member is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="Pickling.PickleLimitException">The member grows beyond the limits.</exception>
    public ReadOnlyMemory<byte> Read() => _read();
}
