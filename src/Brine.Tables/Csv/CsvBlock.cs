using System.Buffers;

namespace Brine.Tables;

/// <summary>Some rows of a CSV, one after the other.</summary>
/// <param name="Text">The rows, from the first byte of the first to the line end of the last.</param>
/// <param name="FirstLine">The line of the file on which they begin, from 1.</param>
/// <param name="Rented">What the rows lie in, where it comes from the pool.</param>
internal sealed record CsvBlock(ReadOnlyMemory<byte> Text, long FirstLine, byte[]? Rented = null)
{
    /// <summary>Gives the memory back: nobody looks at the rows any more.</summary>
    internal void Release()
    {
        if (Rented is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
