namespace Brine.Containers;

/// <summary>How a member of a ZIP archive is stored.</summary>
public sealed record ZipEntryOptions
{
    /// <summary>Deflated at zlib's own level, 6.</summary>
    public static ZipEntryOptions Default { get; } = new();

    /// <summary>Stored as it is.</summary>
    public static ZipEntryOptions Stored { get; } = new() { IsStored = true };

    /// <summary>True to store the bytes as they are, false to deflate them.</summary>
    public bool IsStored { get; init; }

    /// <summary>How hard to compress, 0 to 9.</summary>
    public int CompressionLevel { get; init; } = 6;

    /// <summary>Stored bytes begin at a multiple of this: 64 for PyTorch and memory-mapped arrays.</summary>
    public int Alignment { get; init; } = 1;
}
