namespace Brine.Containers;

/// <summary>Bytes in memory or in a mapped file, of any length.</summary>
internal abstract class ByteSource : IDisposable
{
    internal abstract long Length { get; }

    /// <summary>True when the bytes come from the disk as they are touched.</summary>
    internal abstract bool IsMapped { get; }

    internal static ByteSource Of(ReadOnlyMemory<byte> memory) => new MemorySource(memory);

    /// <summary>A part of the bytes, without a copy.</summary>
    internal abstract ReadOnlyMemory<byte> Slice(long offset, int length);

    public abstract void Dispose();

    private sealed class MemorySource(ReadOnlyMemory<byte> memory) : ByteSource
    {
        internal override long Length => memory.Length;

        internal override bool IsMapped => false;

        internal override ReadOnlyMemory<byte> Slice(long offset, int length) => memory.Slice(checked((int)offset), length);

        public override void Dispose()
        {
        }
    }
}
