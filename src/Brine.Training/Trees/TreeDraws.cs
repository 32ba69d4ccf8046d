namespace Brine.Training;

/// <summary>The generator of scikit-learn's trees: <c>our_rand_r</c>, an xorshift of 32 bits.</summary>
internal struct TreeDraws(uint seed)
{
    private const uint Most = 2147483647;

    private uint _state = seed;

    /// <summary>A whole number from <paramref name="low"/> to under <paramref name="high"/>.</summary>
    internal int Between(int low, int high) => low + (int)(Next() % (uint)(high - low));

    internal double Uniform(double low, double high) => ((high - low) * Next() / Most) + low;

    private uint Next()
    {
        if (_state == 0)
        {
            _state = 1;
        }

        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state % (Most + 1);
    }
}
