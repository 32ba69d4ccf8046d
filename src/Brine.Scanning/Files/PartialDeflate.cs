using System.IO.Compression;
using Brine.Containers;

namespace Brine.Scanning;

/// <summary>What a loader that reads piece by piece gets of zlib or gzip data before the place where they are cut off.</summary>
internal static class PartialDeflate
{
    /// <summary>How many bytes are taken at most: a pickle that attacks does so near its beginning.</summary>
    private const int Most = 16 << 20;

    internal static byte[]? Unpack(ReadOnlyMemory<byte> data, Codec codec, long budget)
    {
        using var packed = new MemoryStream(data.ToArray(), writable: false);
        using Stream? stream = codec switch
        {
            Codec.Zlib => new ZLibStream(packed, CompressionMode.Decompress),
            Codec.Gzip => new GZipStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        return stream is null ? null : Read(stream, (int)Math.Min(Most, Math.Max(0, budget)));
    }

    private static byte[] Read(Stream stream, int most)
    {
        using var bytes = new MemoryStream();
        byte[] piece = new byte[1 << 12];
        try
        {
            for (int read = stream.Read(piece); read > 0 && bytes.Length < most; read = stream.Read(piece))
            {
                bytes.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // What came before is what a loader executes.
        }

        return bytes.ToArray();
    }
}
