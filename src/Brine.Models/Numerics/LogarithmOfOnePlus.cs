namespace Brine.Models;

/// <summary>
/// <c>log1p</c> and <c>expm1</c>, which .NET lacks: the algorithms of fdlibm in the order of evaluation of glibc (s_log1p.c, s_expm1.c),
/// products and sums fused as glibc fuses them on processors that can, so that the bits are those of numpy on Linux.
/// </summary>
internal static class LogarithmOfOnePlus
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>log(1 + x) without loss for small x.</summary>
    internal static double Log1p(double x)
    {
        int high = High(x), magnitude = high & 0x7fffffff;
        int k = 1, fractionBits = 1;
        double f = 0, c = 0;
        if (high < 0x3FDA827A)
        {
            if (magnitude >= 0x3ff00000)
            {
                return x == -1 ? double.NegativeInfinity : double.NaN;
            }

            if (magnitude < 0x3e200000)
            {
                return magnitude < 0x3c900000 ? x : x - (x * x * 0.5);
            }

            if (high > 0 || high <= unchecked((int)0xbfd2bec3))
            {
                k = 0;
                f = x;
            }
        }

        if (high >= 0x7ff00000)
        {
            return x + x;
        }

        if (k != 0)
        {
            double u;
            if (high < 0x43400000)
            {
                u = 1 + x;
                k = (High(u) >> 20) - 1023;
                c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
            }
            else
            {
                u = x;
                k = (High(u) >> 20) - 1023;
            }

            fractionBits = High(u) & 0x000fffff;
            if (fractionBits < 0x6a09e)
            {
                u = WithHigh(u, fractionBits | 0x3ff00000);
            }
            else
            {
                k++;
                u = WithHigh(u, fractionBits | 0x3fe00000);
                fractionBits = (0x00100000 - fractionBits) >> 2;
            }

            f = u - 1;
        }

        double half = 0.5 * f * f;
        if (fractionBits == 0)
        {
            if (f == 0)
            {
                return k == 0 ? 0 : Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(k, Ln2Low, c));
            }

            double small = half * Math.FusedMultiplyAdd(-f, 0.66666666666666666, 1);
            return k == 0 ? f - small : Math.FusedMultiplyAdd(k, Ln2High, -(small - Math.FusedMultiplyAdd(k, Ln2Low, c) - f));
        }

        double s = f / (2 + f), z = s * s;
        double z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
        double r2 = Math.FusedMultiplyAdd(z, 2.857142874366239149e-01, 3.999999999940941908e-01);
        double r3 = Math.FusedMultiplyAdd(z, 1.818357216161805012e-01, 2.222219843214978396e-01);
        double r4 = Math.FusedMultiplyAdd(z, 1.479819860511658591e-01, 1.531383769920937332e-01);
        double r = Math.FusedMultiplyAdd(z6, r4,
            Math.FusedMultiplyAdd(z4, r3, Math.FusedMultiplyAdd(z, 6.666666666666735130e-01, z2 * r2)));
        double product = s * (half + r);
        return k == 0
            ? f - (half - product)
            : Math.FusedMultiplyAdd(k, Ln2High, -(half - (Math.FusedMultiplyAdd(k, Ln2Low, c) + product) - f));
    }

    /// <summary>exp(x) - 1 without loss for small x.</summary>
    internal static double Expm1(double x)
    {
        int high = High(x);
        bool isNegative = high < 0;
        int magnitude = high & 0x7fffffff;
        if (magnitude >= 0x4043687A)
        {
            if (double.IsNaN(x))
            {
                return x;
            }

            if (isNegative)
            {
                return -1;
            }

            if (x > 7.09782712893383973096e+02)
            {
                return double.PositiveInfinity;
            }
        }

        int k = 0;
        double c = 0;
        if (magnitude > 0x3fd62e42)
        {
            double above, below;
            if (magnitude < 0x3FF0A2B2)
            {
                k = isNegative ? -1 : 1;
                above = isNegative ? x + Ln2High : x - Ln2High;
                below = isNegative ? -Ln2Low : Ln2Low;
            }
            else
            {
                k = (int)((1.44269504088896338700e+00 * x) + (isNegative ? -0.5 : 0.5));
                above = x - (k * Ln2High);
                below = k * Ln2Low;
            }

            x = above - below;
            c = above - x - below;
        }
        else if (magnitude < 0x3c900000)
        {
            return x;
        }

        double halfX = 0.5 * x, square = x * halfX;
        double h2 = square * square, h4 = h2 * h2;
        double r1 = Math.FusedMultiplyAdd(square, -3.33333333333331316428e-02, 1);
        double r2 = Math.FusedMultiplyAdd(square, -7.93650757867487942473e-05, 1.58730158725481460165e-03);
        double r3 = Math.FusedMultiplyAdd(square, -2.01099218183624371326e-07, 4.00821782732936239552e-06);
        double r = Math.FusedMultiplyAdd(h4, r3, Math.FusedMultiplyAdd(h2, r2, r1));
        double t = Math.FusedMultiplyAdd(-r, halfX, 3);
        double e = square * ((r - t) / Math.FusedMultiplyAdd(-x, t, 6));
        return k == 0 ? x - Math.FusedMultiplyAdd(x, e, -square) : Scaled(x, Math.FusedMultiplyAdd(x, e - c, -c) - square, k);
    }

    private static double Scaled(double x, double e, int k)
    {
        switch (k)
        {
            case -1:
                return Math.FusedMultiplyAdd(x - e, 0.5, -0.5);
            case 1:
                return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + (2 * (x - e));
            case <= -2 or > 56:
                return TimesPowerOfTwo(1 - (e - x), k) - 1;
            case < 20:
                return TimesPowerOfTwo(1 - Math.ScaleB(1, -k) - (e - x), k);
            default:
                return TimesPowerOfTwo(x - (e + Math.ScaleB(1, -k)) + 1, k);
        }
    }

    private static double TimesPowerOfTwo(double value, int exponent) =>
        exponent == 1024 ? value * 2 * Math.ScaleB(1, 1023) : WithHigh(value, High(value) + (exponent << 20));

    private static int High(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> 32);

    private static double WithHigh(double value, int high) =>
        BitConverter.Int64BitsToDouble(((long)high << 32) | (BitConverter.DoubleToInt64Bits(value) & 0xffffffffL));
}
