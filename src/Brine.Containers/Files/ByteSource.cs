namespace Brine.Containers;

/// <summary>Bytes in memory, in a mapped file, or in a file that is read where it is asked for; of any length.</summary>
internal abstract class ByteSource : IDisposable
{
    internal abstract long Length { get; }

    internal static ByteSource Of(ReadOnlyMemory<byte> memory) => new MemorySource(memory);

    internal static ByteSource Of(FileStream file) => new FileSource(file);

    /// <summary>A part of the bytes: a view where they are in memory or mapped, else an array of its own.</summary>
    internal abstract ReadOnlyMemory<byte> Slice(long offset, int length);

    /// <summary>A part of the bytes for a decoder, which reads them as it goes.</summary>
    internal virtual PackedInput OpenPacked(long offset, int length) => PackedInput.Of(Slice(offset, length));

    /// <summary>Copies a part of the bytes.</summary>
    internal virtual void Read(long offset, Span<byte> target) => Slice(offset, target.Length).Span.CopyTo(target);

    public abstract void Dispose();

    /// <summary>The file belongs to whoever opened it.</summary>
    private sealed class FileSource(FileStream file) : ByteSource
    {
        internal override long Length { get; } = file.Length;

        internal override ReadOnlyMemory<byte> Slice(long offset, int length)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
            byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
            FileContent.Read(file.SafeFileHandle, bytes, offset);
            return bytes;
        }

        internal override PackedInput OpenPacked(long offset, int length) => new(file.SafeFileHandle, length, offset);

        internal override void Read(long offset, Span<byte> target) => FileContent.ReadPart(file.SafeFileHandle, target, offset);

        public override void Dispose()
        {
        }
    }

    private sealed class MemorySource(ReadOnlyMemory<byte> memory) : ByteSource
    {
        internal override long Length => memory.Length;

        internal override ReadOnlyMemory<byte> Slice(long offset, int length) => memory.Slice(checked((int)offset), length);

        public override void Dispose()
        {
        }
    }
}
