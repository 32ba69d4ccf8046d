namespace Brine.Containers;

/// <summary>A stream that packs what is written to it, one block after the other; closing it writes the end. The target stays
/// open.</summary>
internal abstract class BlockEncoder(Stream target, int blockSize) : Stream
{
    private byte[] _block = [];
    private int _count;
    private bool _isClosed;

    public sealed override bool CanRead => false;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => !_isClosed;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Where the packed bytes go.</summary>
    protected Stream Target { get; } = target;

    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public sealed override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        while (!buffer.IsEmpty)
        {
            // A full block waits for the next byte: only then it is known not to be the last.
            if (_count == blockSize)
            {
                EncodeBlock(_block, isLast: false);
                _count = 0;
            }

            if (_count == 0 && buffer.Length > blockSize)
            {
                EncodeBlock(buffer[..blockSize], isLast: false);
                buffer = buffer[blockSize..];
                continue;
            }

            Reserve(Math.Min(_count + buffer.Length, blockSize));
            int taken = Math.Min(buffer.Length, _block.Length - _count);
            buffer[..taken].CopyTo(_block.AsSpan(_count));
            _count += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Nothing is written before a block is full or the stream is closed.</summary>
    public sealed override void Flush()
    {
    }

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Packs a block: a full one, or the last one, which may be empty.</summary>
    protected abstract void EncodeBlock(ReadOnlySpan<byte> block, bool isLast);

    /// <summary>What is small needs no whole block.</summary>
    private void Reserve(int length)
    {
        if (length > _block.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(
                (int)Math.Min(Math.Max(length, Math.Max(1 << 16, _block.Length * 2L)), blockSize));
            _block.AsSpan(0, _count).CopyTo(larger);
            _block = larger;
        }
    }

    protected sealed override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            EncodeBlock(_block.AsSpan(0, _count), isLast: true);
        }

        base.Dispose(disposing);
    }
}
