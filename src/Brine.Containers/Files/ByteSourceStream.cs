namespace Brine.Containers;

/// <summary>Reads a part of a source, which may be larger than memory can show at once.</summary>
internal sealed class ByteSourceStream(ByteSource source, long offset, long length) : ForwardStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, length - _position);
        source.Read(offset + _position, buffer[..count]);
        _position += count;
        return count;
    }
}
