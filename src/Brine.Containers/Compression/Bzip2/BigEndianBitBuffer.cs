namespace Brine.Containers;

/// <summary>Bits in memory, from the high end of each byte.</summary>
internal sealed class BigEndianBitBuffer
{
    private byte[] _bytes = new byte[1 << 14];
    private int _used;
    private ulong _bits;

    /// <summary>The bytes that are full.</summary>
    internal ReadOnlySpan<byte> Whole => _bytes.AsSpan(0, _used);

    /// <summary>How many bits stand behind them, fewer than eight.</summary>
    internal int RestCount { get; private set; }

    /// <summary>These bits.</summary>
    internal uint Rest => (uint)(_bits & ((1u << RestCount) - 1));

    /// <summary>Writes up to 32 bits.</summary>
    internal void Write(uint value, int count)
    {
        if (_used + 8 > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        _bits = (_bits << count) | value;
        int left = RestCount + count;
        while (left >= 8)
        {
            left -= 8;
            _bytes[_used++] = (byte)(_bits >> left);
        }

        RestCount = left;
    }

    /// <summary>Writes 48 bits.</summary>
    internal void WriteLong(ulong value)
    {
        Write((uint)(value >> 24), 24);
        Write((uint)(value & 0xFFFFFF), 24);
    }

    /// <summary>Forgets the full bytes.</summary>
    internal void Drop() => _used = 0;

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        _used = 0;
        RestCount = 0;
    }
}
