namespace Brine.Containers;

/// <summary>What the versions of joblib can load, where a version is asked for.</summary>
internal static class JoblibEra
{
    private static readonly Version InlineArrays = new(0, 10);
    private static readonly Version Lz4 = new(0, 12);
    private static readonly Version AlignedArrays = new(1, 2);
    private static readonly Version NewObjects = new(1, 5);

    /// <summary>True where arrays must be numpy's own, inside the pickle.</summary>
    internal static bool IsPlain(SaveOptions options) => options.Joblib is { } version && version < InlineArrays;

    /// <summary>Whether arrays are aligned: null where no version is asked for, and arrays that came from a joblib file stay as they
    /// were.</summary>
    internal static bool? IsAligned(SaveOptions options) => options.Joblib is null ? null : options.Joblib >= AlignedArrays;

    internal static int ObjectProtocol(SaveOptions options) =>
        options.Joblib is null ? options.ObjectArrayProtocol : options.Joblib >= NewObjects ? 5 : 2;

    /// <exception cref="ArgumentException">That joblib reads no file compressed so.</exception>
    internal static void Require(SaveOptions options)
    {
        if (options.Joblib is { } version && options.Codec != Codec.None
            && (version < InlineArrays || (options.Codec == Codec.Lz4 && version < Lz4)))
        {
            throw new ArgumentException(
                $"joblib {version} reads no file that is compressed by {options.Codec.ToString().ToLowerInvariant()}; "
                    + $"{(version < InlineArrays ? "leave it uncompressed" : "say zlib")}", nameof(options));
        }
    }
}
