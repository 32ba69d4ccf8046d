namespace Brine.Models;

/// <summary>numpy's <c>RandomState</c>: what it draws after a seed, or from the state that a file holds, number for number.</summary>
internal sealed class RandomState
{
    private readonly MersenneTwister _bits;
    private double? _kept;

    /// <summary>The generator of <c>RandomState(seed)</c>.</summary>
    internal RandomState(uint seed) => _bits = new MersenneTwister(seed);

    /// <summary>The generator of a saved state.</summary>
    internal RandomState(RandomStateForm state)
    {
        _bits = new MersenneTwister(state.Key, state.Position);
        _kept = state.Kept;
    }

    /// <summary>The state from which it goes on: <c>get_state()</c>.</summary>
    internal RandomStateForm ToForm()
    {
        (uint[] key, int position) = _bits.State;
        return new RandomStateForm { Key = key, Position = position, Kept = _kept };
    }

    /// <summary><c>random_sample</c>: 53 bits in [0, 1).</summary>
    internal double NextDouble()
    {
        uint high = _bits.NextBits() >> 5, low = _bits.NextBits() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>The next 32 random bits.</summary>
    internal uint NextBits() => _bits.NextBits();

    /// <summary><c>randint(0, count)</c>, and the draws of <c>shuffle</c>.</summary>
    internal int NextBelow(int count) => _bits.NextBelow(count);

    /// <summary><c>standard_normal</c>, by the polar method of Marsaglia, which makes two numbers at a time.</summary>
    internal double NextNormal()
    {
        if (_kept is { } kept)
        {
            _kept = null;
            return kept;
        }

        double first, second, square;
        do
        {
            first = (2.0 * NextDouble()) - 1.0;
            second = (2.0 * NextDouble()) - 1.0;
            square = (first * first) + (second * second);
        }
        while (square is >= 1.0 or 0.0);
        double factor = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _kept = factor * first;
        return factor * second;
    }

    /// <summary><c>multinomial(count, shares)</c>: how many of so many fall to each share.</summary>
    internal long[] NextMultinomial(long count, ReadOnlySpan<double> shares)
    {
        var counts = new long[shares.Length];
        double rest = 1.0;
        for (int k = 0; k < shares.Length - 1; k++)
        {
            counts[k] = BinomialDraw.Next(this, count, shares[k] / rest);
            count -= counts[k];
            if (count <= 0)
            {
                return counts;
            }

            rest -= shares[k];
        }

        counts[^1] = count;
        return counts;
    }
}
