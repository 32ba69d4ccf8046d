namespace Brine.Models;

/// <summary>numpy's <c>RandomState(seed)</c> for an int seed (MT19937, <c>mt19937_seed</c>), as far as models need it after
/// training.</summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    internal MersenneTwister(uint seed)
    {
        for (int i = 0; i < Size; i++)
        {
            _state[i] = seed;
            seed = (1812433253u * (seed ^ (seed >> 30))) + (uint)i + 1u;
        }
    }

    /// <summary>The generator of a saved state.</summary>
    /// <param name="key">The 624 numbers.</param>
    /// <param name="position">How many of them are used up.</param>
    internal MersenneTwister(IReadOnlyList<uint> key, int position)
    {
        (_state, _next) = ([.. key], position);
    }

    /// <summary>The 624 numbers, and how many of them are used up.</summary>
    internal (uint[] Key, int Position) State => ([.. _state], _next);

    /// <summary>The next 32 random bits.</summary>
    internal uint NextBits()
    {
        if (_next == Size)
        {
            Refill();
        }

        uint bits = _state[_next++];
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9d2c5680u;
        bits ^= (bits << 15) & 0xefc60000u;
        return bits ^ (bits >> 18);
    }

    /// <summary><c>randint(0, count)</c>: bits under the smallest mask, drawn again where they are too large.</summary>
    internal int NextBelow(int count)
    {
        if (count <= 1)
        {
            return 0;
        }

        uint largest = (uint)count - 1, mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(largest);
        uint drawn;
        do
        {
            drawn = NextBits() & mask;
        }
        while (drawn > largest);
        return (int)drawn;
    }

    private void Refill()
    {
        for (int i = 0; i < Size; i++)
        {
            uint mixed = (_state[i] & 0x80000000u) | (_state[(i + 1) % Size] & 0x7fffffffu);
            _state[i] = _state[(i + Middle) % Size] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908b0dfu);
        }

        _next = 0;
    }
}
