using System.Numerics;

namespace Brine.Training;

/// <summary>numpy's <c>default_rng(seed)</c> as it begins: the state of PCG64, which comes of the seed through
/// <c>SeedSequence</c>.</summary>
internal static class PermutedCongruential
{
    private const int PoolSize = 4;

    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    /// <summary>The generator as numpy of all versions opens it.</summary>
    internal static PyObject Write(uint seed)
    {
        (UInt128 start, UInt128 step) = Start(seed);
        var inner = new PyDict();
        inner["state"] = (BigInteger)start;
        inner["inc"] = (BigInteger)step;
        var state = new PyDict();
        state["bit_generator"] = "PCG64";
        state["state"] = inner;
        state["has_uint32"] = 0;
        state["uinteger"] = 0;
        const string module = "numpy.random._pickle";
        return new PyObject(new PyGlobal(module, "__generator_ctor"), new PyTuple("PCG64", new PyGlobal(module, "__bit_generator_ctor")))
            { State = state };
    }

    private static (UInt128 State, UInt128 Step) Start(uint seed)
    {
        ulong[] words = Words(Pool(seed));
        UInt128 step = (new UInt128(words[2], words[3]) << 1) | 1;
        UInt128 state = step + new UInt128(words[0], words[1]);
        return ((state * Multiplier) + step, step);
    }

    /// <summary><c>SeedSequence.mix_entropy</c>.</summary>
    private static uint[] Pool(uint seed)
    {
        uint constant = 0x43b0d7e5;
        var pool = new uint[PoolSize];
        for (int i = 0; i < PoolSize; i++)
        {
            pool[i] = Hash(i == 0 ? seed : 0, ref constant, 0x931e8875);
        }

        for (int from = 0; from < PoolSize; from++)
        {
            for (int to = 0; to < PoolSize; to++)
            {
                if (from != to)
                {
                    uint mixed = (0xca01f9dd * pool[to]) - (0x4973f715 * Hash(pool[from], ref constant, 0x931e8875));
                    pool[to] = mixed ^ (mixed >> 16);
                }
            }
        }

        return pool;
    }

    /// <summary><c>SeedSequence.generate_state</c>.</summary>
    private static ulong[] Words(uint[] pool)
    {
        uint constant = 0x8b51f9dd;
        var words = new ulong[PoolSize];
        for (int i = 0; i < 2 * PoolSize; i++)
        {
            words[i / 2] |= (ulong)Hash(pool[i % PoolSize], ref constant, 0x58f38ded) << (32 * (i % 2));
        }

        return words;
    }

    private static uint Hash(uint value, ref uint constant, uint multiplier)
    {
        value ^= constant;
        constant *= multiplier;
        value *= constant;
        return value ^ (value >> 16);
    }
}
