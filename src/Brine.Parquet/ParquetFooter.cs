using System.Buffers.Binary;

namespace Brine;

/// <summary>Looks at the end of a Parquet file before anything is read by what it claims.</summary>
internal static class ParquetFooter
{
    private const int Tail = 8;
    private const int LargestFooter = 1 << 28;

    /// <exception cref="ModelInputException">The file is encrypted, cut off, or its footer does not lie in it.</exception>
    internal static void Check(Stream file)
    {
        Span<byte> tail = stackalloc byte[Tail];
        if (file.Length < Tail + 4)
        {
            throw Bad("it is cut off");
        }

        file.Position = file.Length - Tail;
        file.ReadExactly(tail);
        file.Position = 0;
        if (tail[4..].SequenceEqual("PARE"u8))
        {
            throw new ModelInputException("InputTable", "the Parquet file is encrypted: save it without");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8))
        {
            throw Bad("it does not end as one: it may be cut off");
        }

        if (length <= 0 || length > file.Length - Tail - 4 || length > LargestFooter)
        {
            throw Bad($"its footer should have {length} bytes");
        }
    }

    internal static ModelInputException Bad(string what) => new("InputTable", $"the Parquet file is corrupt: {what}");

    /// <summary>What Parquet.Net threw at a file, as an error about it.</summary>
    internal static ModelInputException Bad(Exception error) =>
        new("InputTable", $"the Parquet file is corrupt, or written in a way that is not read: {error.Message.ReplaceLineEndings(" ")}");
}
