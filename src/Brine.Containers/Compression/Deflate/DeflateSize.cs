using System.IO.Compression;

namespace Brine.Containers;

/// <summary>Counts what deflate unpacks to and keeps none of it: a file that grows suspiciously is refused before it fills the
/// memory.</summary>
internal static class DeflateSize
{
    private const int Step = 1 << 16;

    /// <summary>The bytes of a gzip file.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="most">Where counting ends.</param>
    internal static long OfGzip(PackedInput packed, long most)
    {
        using PackedInput input = packed.Fork();
        using var unpacked = new GZipStream(new Packed(input, 0), CompressionMode.Decompress);
        return Count(unpacked, most);
    }

    /// <summary>The bytes of a zlib stream that begins at a position.</summary>
    internal static long OfZlib(PackedInput packed, int start, long most)
    {
        using PackedInput input = packed.Fork();
        using var unpacked = new ZLibStream(new Packed(input, start), CompressionMode.Decompress);
        return Count(unpacked, most);
    }

    private static long Count(Stream unpacked, long most)
    {
        byte[] buffer = new byte[Step];
        long count = 0;
        try
        {
            while (count <= most && unpacked.Read(buffer) is > 0 and var read)
            {
                count += read;
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // The decoder says better what is wrong, and where.
        }

        return count;
    }

    private sealed class Packed(PackedInput input, int start) : ForwardStream
    {
        private int _at = start;

        public override int Read(Span<byte> buffer)
        {
            ReadOnlySpan<byte> next = input.At(_at, buffer.Length);
            int count = Math.Min(next.Length, buffer.Length);
            next[..count].CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
