using System.Numerics;

namespace Brine.Models;

/// <summary>The table of 2^(i/128): the nearest double, and what it lacks, relative to it.</summary>
internal static class PowerTable
{
    private const int Precision = 240;

    /// <summary>What is lacking is below 2^-53, so that as many bits after the point fit a long and are rounded once, to a
    /// double.</summary>
    private const int TailPrecision = 114;

    /// <param name="tails">Room for what each power lacks.</param>
    /// <param name="scales">Room for the bits of each power less i in units of 2^45, so that adding k in those units gives
    /// 2^(k/128).</param>
    internal static void Fill(Span<double> tails, Span<long> scales)
    {
        BigInteger one = BigInteger.One << Precision, root = one * 2;
        for (int size = tails.Length; size > 1; size /= 2)
        {
            root = SquareRoot(root << Precision);
        }

        BigInteger power = one;
        for (int i = 0; i < tails.Length; i++)
        {
            // The power lies in [1, 2), so that its double has 52 bits after the point.
            BigInteger rounded = (power + (BigInteger.One << (Precision - 53))) >> (Precision - 52);
            long bits = (long)rounded - (1L << 52) + (1023L << 52);
            BigInteger nearest = rounded << (Precision - 52);
            tails[i] = Math.ScaleB((long)(((power - nearest) << TailPrecision) / nearest), -TailPrecision);
            scales[i] = bits - ((long)i << 45);
            power = (power * root) >> Precision;
        }
    }

    /// <summary>Newton's iteration from above.</summary>
    private static BigInteger SquareRoot(BigInteger value)
    {
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
