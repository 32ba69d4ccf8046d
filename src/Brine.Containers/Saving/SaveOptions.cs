using Brine.Pickling;

namespace Brine.Containers;

/// <summary>How to save a pickle or joblib file.</summary>
public sealed record SaveOptions
{
    /// <summary>The pickle protocol, 0 to 5; 4 is what Python 3.8 to 3.13 write.</summary>
    public int Protocol { get; init; } = PicklerOptions.DefaultProtocol;

    /// <summary>How to compress the file: not at all, or with zlib or gzip.</summary>
    public Codec Codec { get; init; }

    /// <summary>How hard to compress, 0 to 9; joblib's own default is 3.</summary>
    public int CompressionLevel { get; init; } = 3;

    /// <summary>Whose bytes the file has; <see cref="PickleProfile.CPython"/> means the pickler written in Python for joblib files, which joblib uses.</summary>
    public PickleProfile Profile { get; init; }

    /// <summary>The protocol of the pickles inside a joblib file that hold arrays of objects: 2 is what joblib 0.10 to 1.4 write, 5 from 1.5 on.</summary>
    public int ObjectArrayProtocol { get; init; } = 2;

    /// <summary>How .NET values are turned into Python's.</summary>
    public MappingOptions Mapping { get; init; } = MappingOptions.Default;

    /// <summary>Reads joblib's <c>compress</c>: a level, a codec, or both as in <c>zlib:3</c>.</summary>
    /// <exception cref="ArgumentException">The text names no codec and no level, or a codec that Brine does not write.</exception>
    public SaveOptions WithCompression(string compress)
    {
        ArgumentNullException.ThrowIfNull(compress);
        string[] parts = compress.Split(':');
        bool isLevel = int.TryParse(parts[^1], out int level);
        string codec = parts.Length == 1 && isLevel ? "zlib" : parts[0].ToLowerInvariant();
        Codec known = codec switch
        {
            "zlib" => Codec.Zlib,
            "gzip" => Codec.Gzip,
            "none" => Codec.None,
            _ => throw new ArgumentException($"'{compress}' names no codec that Brine writes; say zlib:3 or gzip:3", nameof(compress)),
        };
        if (parts.Length > 2 || (parts.Length == 2 && !isLevel) || (isLevel && level is < 0 or > 9))
        {
            throw new ArgumentException($"'{compress}' has no level from 0 to 9; say zlib:3", nameof(compress));
        }

        return this with { Codec = isLevel && level == 0 && parts.Length == 1 ? Codec.None : known, CompressionLevel = isLevel ? level : 3 };
    }
}
