namespace Brine.Containers;

/// <summary>Writes bits from the high end of each byte to a stream.</summary>
internal sealed class BigEndianBitWriter(Stream target)
{
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _used;
    private ulong _bits;
    private int _count;

    /// <summary>Writes up to 32 bits.</summary>
    internal void Write(uint value, int count)
    {
        _bits = (_bits << count) | value;
        _count += count;
        while (_count >= 8)
        {
            _count -= 8;
            _buffer[_used++] = (byte)(_bits >> _count);
            if (_used == _buffer.Length)
            {
                target.Write(_buffer);
                _used = 0;
            }
        }
    }

    /// <summary>Fills the last byte with zeros, and writes what is left.</summary>
    internal void Finish()
    {
        Write(0, -_count & 7);
        target.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
