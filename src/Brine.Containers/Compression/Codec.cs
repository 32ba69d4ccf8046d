namespace Brine.Containers;

/// <summary>How the bytes of a file are compressed.</summary>
public enum Codec
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>zlib, as <c>joblib.dump(compress=3)</c> writes it.</summary>
    Zlib,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>bzip2.</summary>
    Bzip2,

    /// <summary>xz.</summary>
    Xz,

    /// <summary>The older LZMA form.</summary>
    Lzma,

    /// <summary>LZ4 frames.</summary>
    Lz4,

    /// <summary>zlib behind the header <c>ZF</c>, as joblib wrote it up to 0.9.</summary>
    ZFile,

    /// <summary>Zstandard.</summary>
    Zstd,
}
