using System.IO.Compression;

namespace Brine.Containers;

/// <summary>Opens a stream that packs what is written to it.</summary>
internal static class Compressor
{
    /// <summary>The levels that a codec has, and the one that joblib takes where none is given.</summary>
    internal static (int Least, int Most, int Default) LevelsOf(Codec codec) => codec switch
    {
        Codec.Bzip2 => (1, 9, 9),
        Codec.Xz or Codec.Lzma => (0, 9, 6),
        Codec.Lz4 => (0, 12, 0),
        _ => (0, 9, 3),
    };

    /// <summary>Opens the stream; closing it writes the end and leaves the target open.</summary>
    internal static Stream Open(Stream target, Codec codec, int level)
    {
        (int least, int most, _) = LevelsOf(codec);
        level = Math.Clamp(level, least, most);
        return codec switch
        {
            Codec.Zlib => new ZLibStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
            Codec.Gzip => new GZipStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
            Codec.Bzip2 => new Bzip2Encoder(target, level),
            Codec.Xz => new XzEncoder(target, level),
            Codec.Lzma => new LzmaAloneEncoder(target, level),
            Codec.Lz4 => new Lz4Encoder(target, level),
            Codec.Zstd => new ZstdEncoder(target, level),
            _ =>
                throw new NotSupportedException(
                    $"Brine does not write {Decompressor.NameOf(codec)}; choose zlib, gzip, bz2, lzma, xz, lz4 or zstd"),
        };
    }
}
