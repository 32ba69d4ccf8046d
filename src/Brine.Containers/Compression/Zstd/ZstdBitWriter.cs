namespace Brine.Containers;

/// <summary>Writes bits from the low end on; what is written last is read first.</summary>
internal ref struct ZstdBitWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private ulong _bits;
    private int _count;
    private int _used;

    /// <summary>Writes up to 32 bits.</summary>
    internal void Write(uint value, int count)
    {
        _bits |= (value & ((1UL << count) - 1)) << _count;
        _count += count;
        for (; _count >= 8; _count -= 8)
        {
            _buffer[_used++] = (byte)_bits;
            _bits >>= 8;
        }
    }

    /// <summary>Writes the bit that marks the end, and the last byte.</summary>
    internal int FinishWithMark()
    {
        Write(1, 1);
        return Finish();
    }

    internal int Finish()
    {
        if (_count > 0)
        {
            _buffer[_used++] = (byte)_bits;
        }

        return _used;
    }
}
