using System.Globalization;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>How to save a pickle or joblib file.</summary>
public sealed record SaveOptions
{
    /// <summary>The pickle protocol, 0 to 5; 4 is what Python 3.8 to 3.13 write.</summary>
    public int Protocol { get; init; } = PicklerOptions.DefaultProtocol;

    /// <summary>How to compress the file; not at all by default.</summary>
    public Codec Codec { get; init; }

    /// <summary>How hard to compress, by the codec's own levels; joblib's default is 3.</summary>
    public int CompressionLevel { get; init; } = 3;

    /// <summary>Whose bytes the file has; <see cref="PickleProfile.CPython"/> means the pickler written in Python for joblib files, which
    /// joblib uses.</summary>
    public PickleProfile Profile { get; init; }

    /// <summary>The protocol of the pickles inside a joblib file that hold arrays of objects: 2 is what joblib 0.10 to 1.4 write, 5 from
    /// 1.5 on.</summary>
    public int ObjectArrayProtocol { get; init; } = 2;

    /// <summary>
    /// The oldest joblib that must load the file, or null for 1.2 and later. Arrays are aligned since 1.2, and objects pickled at protocol
    /// 5 since 1.5; up to 0.9 joblib had arrays in files of their own, but loads plain pickles, which is what is written for it.
    /// </summary>
    public Version? Joblib { get; init; }

    /// <summary>About how deep values may nest: <see cref="Limits.MaxDepth"/> of a file that is written again.</summary>
    internal int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>How .NET values are turned into Python's.</summary>
    public MappingOptions Mapping { get; init; } = MappingOptions.Default;

    /// <summary>Reads joblib's <c>compress</c>: a level, a codec, or both as in <c>xz:6</c>.</summary>
    /// <exception cref="ArgumentException">The text names no codec and no level, or a codec that Brine does not write.</exception>
    public SaveOptions WithCompression(string compress)
    {
        ArgumentNullException.ThrowIfNull(compress);
        string[] parts = compress.Split(':');
        bool isLevel = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int level);
        string name = parts.Length == 1 && isLevel ? "zlib" : parts[0].ToLowerInvariant();
        Codec codec = name switch
        {
            "none" => Codec.None,
            "zlib" => Codec.Zlib,
            "gzip" => Codec.Gzip,
            "bz2" or "bzip2" => Codec.Bzip2,
            "lzma" => Codec.Lzma,
            "xz" => Codec.Xz,
            "lz4" => Codec.Lz4,
            "zstd" => Codec.Zstd,
            _ =>
                throw new ArgumentException(
                    $"'{compress}' names no codec that Brine writes; say zlib, gzip, bz2, lzma, xz, lz4 or zstd, with a level as in zlib:3",
                    nameof(compress)),
        };
        (int least, int most, int usual) = Compressor.LevelsOf(codec);
        if (parts.Length > 2 || (parts.Length == 2 && !isLevel) || (isLevel && (level < least || level > most)))
        {
            throw new ArgumentException(
                $"'{compress}' has no level from {least} to {most}; say {(codec == Codec.None ? "zlib" : name)}:{usual}", nameof(compress));
        }

        return this with { Codec = isLevel && level == 0 && parts.Length == 1 ? Codec.None : codec,
            CompressionLevel = isLevel ? level : usual };
    }

    /// <summary>Takes the codec that the extension of a file asks for, as joblib does where no compression is given: <c>.z</c>, <c>.gz</c>,
    /// <c>.bz2</c>, <c>.lzma</c>, <c>.xz</c>, <c>.lz4</c>, <c>.zst</c>.</summary>
    public SaveOptions WithCompressionOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string? name = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".z" => "zlib",
            ".gz" => "gzip",
            ".bz2" => "bz2",
            ".lzma" => "lzma",
            ".xz" => "xz",
            ".lz4" => "lz4",
            ".zst" => "zstd",
            _ => null,
        };
        return name is null ? this : WithCompression(name);
    }
}
