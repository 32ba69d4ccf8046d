namespace Brine.Containers;

/// <summary>What can be odd about a ZIP archive. Readers differ in what they make of these, so that one file can be two.</summary>
public enum ZipFindingKind
{
    /// <summary>The central directory and the local header name the member differently.</summary>
    NamesDiffer,

    /// <summary>The central directory, the local header or the data descriptor give different sizes.</summary>
    SizesDiffer,

    /// <summary>The central directory and the local header give different compression methods.</summary>
    MethodsDiffer,

    /// <summary>The central directory and the local header give different flags.</summary>
    FlagsDiffer,

    /// <summary>The central directory, the local header or the data descriptor give different checksums.</summary>
    ChecksumsDiffer,

    /// <summary>The bytes of the member do not have the checksum that the archive gives.</summary>
    ChecksumWrong,

    /// <summary>The bytes of the member cannot be unpacked, or are more or fewer than the archive says.</summary>
    DataCorrupt,

    /// <summary>Two members have one name: some readers take the first, others the last.</summary>
    DuplicateName,

    /// <summary>Bytes stand before the first member.</summary>
    Prefix,

    /// <summary>Bytes stand behind the end of the archive.</summary>
    TrailingData,

    /// <summary>Two members share bytes, or a member reaches into the central directory: the mark of a decompression bomb.</summary>
    Overlap,

    /// <summary>Bytes between the members belong to none of them.</summary>
    Gap,

    /// <summary>Between the members stands one that the central directory does not list.</summary>
    HiddenEntry,

    /// <summary>The member is encrypted.</summary>
    Encrypted,

    /// <summary>The member is compressed in a way that is not read.</summary>
    UnsupportedMethod,

    /// <summary>The name is absolute, leads out of its folder, or has characters that file systems read differently.</summary>
    UnsafeName,

    /// <summary>No local header stands where the central directory says.</summary>
    LocalHeaderMissing,

    /// <summary>The end of the archive counts other members than the central directory has.</summary>
    CountDiffers,

    /// <summary>The archive has two ends or two central directories: readers differ in which they take.</summary>
    Ambiguous,
}
