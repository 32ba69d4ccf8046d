using Brine.Containers;

namespace Brine.Tests.Containers.Compression;

/// <summary>One payload, packed by the real tools in every way that a decoder must know; the script beside the files made them.</summary>
internal static class CompressedGoldens
{
    private static readonly string Folder = Repo.Golden("compression");

    internal static byte[] Payload { get; } = Read("payload.bin");

    internal static TheoryData<string> Packed() => [.. Files().Where(name => !name.StartsWith("refused", StringComparison.Ordinal))];

    internal static TheoryData<string> Refused() => [.. Files().Where(name => name.StartsWith("refused", StringComparison.Ordinal))];

    internal static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    internal static Codec CodecOf(string name) => Path.GetExtension(name) switch
    {
        ".zlib" => Codec.Zlib,
        ".gz" => Codec.Gzip,
        ".zf" => Codec.ZFile,
        ".bz2" => Codec.Bzip2,
        ".xz" => Codec.Xz,
        ".lzma" => Codec.Lzma,
        ".lz4" => Codec.Lz4,
        ".zst" => Codec.Zstd,
        _ => Codec.None,
    };

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Where(name => CodecOf(name) != Codec.None)
            .Order(StringComparer.Ordinal);
}
