namespace Brine.Models;

/// <summary>
/// The C library's <c>log1p</c>, which .NET does not have: the argument reduction and polynomial of fdlibm, as glibc runs them on processors
/// with fused multiply-add.
/// </summary>
internal static class Log1p
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Coefficients of the odd minimax polynomial for log(1+f) - f + f*f/2 in s = f/(2+f).
    private const double L1 = 6.666666666666735130e-01;
    private const double L2 = 3.999999999940941908e-01;
    private const double L3 = 2.857142874366239149e-01;
    private const double L4 = 2.222219843214978396e-01;
    private const double L5 = 1.818357216161805012e-01;
    private const double L6 = 1.531383769920937332e-01;
    private const double L7 = 1.479819860511658591e-01;

    internal static double Of(double x)
    {
        if (double.IsNaN(x) || x < -1)
        {
            return double.NaN;
        }

        if (x == -1 || double.IsPositiveInfinity(x))
        {
            return x < 0 ? double.NegativeInfinity : x;
        }

        int high = HighWord(x), absolute = high & 0x7fffffff;
        if (absolute < 0x3e200000)
        {
            return absolute < 0x3c900000 ? x : x - (x * x * 0.5);
        }

        double fraction = x, correction = 0;
        int exponent = 0, word = 1;
        if (absolute < 0x3fda827a && (high > 0 || high <= unchecked((int)0xbfd2bec3)))
        {
            return Polynomial(x, 0, 0, isShort: false);
        }

        double sum;
        if (high < 0x43400000)
        {
            sum = 1 + x;
            word = HighWord(sum);
            exponent = (word >> 20) - 1023;
            correction = (exponent > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
        }
        else
        {
            sum = x;
            word = HighWord(sum);
            exponent = (word >> 20) - 1023;
        }

        word &= 0x000fffff;
        if (word < 0x6a09e)
        {
            sum = WithHighWord(sum, word | 0x3ff00000);
        }
        else
        {
            exponent++;
            sum = WithHighWord(sum, word | 0x3fe00000);
            word = (0x00100000 - word) >> 2;
        }

        fraction = sum - 1;
        return Polynomial(fraction, exponent, correction, isShort: word == 0);
    }

    private static double Polynomial(double f, int k, double c, bool isShort)
    {
        double half = 0.5 * f * f;
        if (isShort)
        {
            if (f == 0)
            {
                return k == 0 ? 0 : (k * Ln2High) + (c + (k * Ln2Low));
            }

            double short_ = half * (1.0 - (0.66666666666666666 * f));
            return k == 0 ? f - short_ : (k * Ln2High) - ((short_ - ((k * Ln2Low) + c)) - f);
        }

        // glibc groups the polynomial by powers of z*z instead of nesting it, and the compiler fuses its products and sums so.
        double s = f / (2.0 + f), z = s * s;
        double z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
        double r2 = Math.FusedMultiplyAdd(z, L3, L2), r3 = Math.FusedMultiplyAdd(z, L5, L4), r4 = Math.FusedMultiplyAdd(z, L7, L6);
        double r = Math.FusedMultiplyAdd(z6, r4, Math.FusedMultiplyAdd(z4, r3, Math.FusedMultiplyAdd(z, L1, z2 * r2)));
        return k == 0
            ? f - (half - (s * (half + r)))
            : (k * Ln2High) - ((half - ((s * (half + r)) + ((k * Ln2Low) + c))) - f);
    }

    private static int HighWord(double x) => (int)(BitConverter.DoubleToInt64Bits(x) >> 32);

    private static double WithHighWord(double x, int high) =>
        BitConverter.Int64BitsToDouble(((long)high << 32) | (BitConverter.DoubleToInt64Bits(x) & 0xffffffffL));
}
