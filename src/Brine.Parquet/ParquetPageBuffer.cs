namespace Brine;

/// <summary>Memory of the page that is being read of a column; the next row group's pages use it again.</summary>
/// <param name="packed">What the file has of a page, for all columns: a page is unpacked before the next one is read.</param>
internal sealed class ParquetPageBuffer(ParquetPageBuffer.Scratch packed)
{
    /// <summary>The page; what stands behind it is of older ones.</summary>
    internal byte[] Page { get; private set; } = [];

    /// <summary>Room for a page.</summary>
    internal Span<byte> Grow(int size)
    {
        if (Page.Length < size)
        {
            Page = GC.AllocateUninitializedArray<byte>(size);
        }

        return Page.AsSpan(0, size);
    }

    /// <summary>Room for the bytes of a page as they are in the file.</summary>
    internal Span<byte> Packed(int size) => packed.Take(size);

    /// <summary>Memory for a moment.</summary>
    internal sealed class Scratch
    {
        private byte[] _bytes = [];

        internal Span<byte> Take(int size)
        {
            if (_bytes.Length < size)
            {
                _bytes = GC.AllocateUninitializedArray<byte>(size);
            }

            return _bytes.AsSpan(0, size);
        }
    }
}
