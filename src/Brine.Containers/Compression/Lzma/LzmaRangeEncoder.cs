using System.Runtime.CompilerServices;
using static Brine.Containers.LzmaModel;

namespace Brine.Containers;

/// <summary>Writes bits by their probabilities into a buffer that grows.</summary>
internal sealed class LzmaRangeEncoder
{
    private byte[] _buffer = new byte[1 << 16];
    private ulong _low;
    private uint _range = uint.MaxValue;
    private byte _cache;
    private long _pending = 1;

    /// <summary>What was written since the start.</summary>
    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Count);

    internal int Count { get; private set; }

    internal void Start()
    {
        (_low, _range, _cache, _pending, Count) = (0, uint.MaxValue, 0, 1, 0);
    }

    /// <summary>Forgets what was written, once it has gone elsewhere.</summary>
    internal void Drop() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Bit(ref ushort probability, uint bit)
    {
        uint chance = probability;
        uint bound = (_range >> ProbabilityBits) * chance;
        if (bit == 0)
        {
            _range = bound;
            probability = (ushort)(chance + (((1 << ProbabilityBits) - chance) >> AdaptationShift));
        }
        else
        {
            _low += bound;
            _range -= bound;
            probability = (ushort)(chance - (chance >> AdaptationShift));
        }

        while (_range < TopValue)
        {
            _range <<= 8;
            Shift();
        }
    }

    internal void Direct(uint value, int bits)
    {
        for (int i = bits - 1; i >= 0; i--)
        {
            _range >>= 1;
            _low += _range & (0 - ((value >> i) & 1));
            while (_range < TopValue)
            {
                _range <<= 8;
                Shift();
            }
        }
    }

    internal void Tree(Span<ushort> tree, int bits, int value)
    {
        int node = 1;
        for (int i = bits - 1; i >= 0; i--)
        {
            uint bit = (uint)(value >> i) & 1;
            Bit(ref tree[node], bit);
            node = (node << 1) | (int)bit;
        }
    }

    internal void ReverseTree(Span<ushort> tree, int bits, int value)
    {
        int node = 1;
        for (int i = 0; i < bits; i++)
        {
            uint bit = (uint)(value >> i) & 1;
            Bit(ref tree[node], bit);
            node = (node << 1) | (int)bit;
        }
    }

    internal void Finish()
    {
        for (int i = 0; i < 5; i++)
        {
            Shift();
        }
    }

    /// <summary>A carry may still run through bytes of 255: they wait until it is known.</summary>
    private void Shift()
    {
        if ((uint)_low < 0xFF000000 || _low >> 32 != 0)
        {
            byte carry = (byte)(_low >> 32);
            byte next = _cache;
            if (Count + _pending > _buffer.Length)
            {
                Array.Resize(ref _buffer, (int)Math.Max(_buffer.Length * 2L, Count + _pending));
            }

            do
            {
                _buffer[Count++] = (byte)(next + carry);
                next = 0xFF;
            }
            while (--_pending != 0);
            _cache = (byte)(_low >> 24);
        }

        _pending++;
        _low = (_low & 0x00FFFFFF) << 8;
    }
}
