namespace Brine.Models;

/// <summary>
/// <c>np.log</c> of float32 as numpy computes it with AVX2 and FMA (<c>simd_log_FLOAT</c>): a quotient of two polynomials of degree five,
/// up to 4 ULP from the true logarithm, and so not what the C library gives.
/// </summary>
internal static class SingleLogarithm
{
    private const float TwoTo100 = 1.2676506e30f;

    internal static float Log(float value)
    {
        if (!(value > 0) || float.IsInfinity(value))
        {
            return MathF.Log(value);
        }

        bool isSmall = value < 1.17549435e-38f;
        int bits = BitConverter.SingleToInt32Bits(isSmall ? value * TwoTo100 : value);
        float exponent = (bits >> 23) - 126 - (isSmall ? 100 : 0);
        float x = BitConverter.Int32BitsToSingle((bits & 0x007fffff) | 0x3f000000);
        if (x <= 0.70710678f)
        {
            exponent -= 1;
            x += x;
        }

        x -= 1;
        float numerator = MathF.FusedMultiplyAdd(2.589979117907922693523e-02f, x, 3.808837741388407920751e-01f);
        numerator = MathF.FusedMultiplyAdd(numerator, x, 1.480000633576506585156e+00f);
        numerator = MathF.FusedMultiplyAdd(numerator, x, 2.112677543073053063722e+00f);
        numerator = MathF.FusedMultiplyAdd(numerator, x, 9.999999999999998702752e-01f);
        numerator = MathF.FusedMultiplyAdd(numerator, x, 0f);
        float denominator = MathF.FusedMultiplyAdd(5.875095403124574342950e-03f, x, 1.546476374983906719538e-01f);
        denominator = MathF.FusedMultiplyAdd(denominator, x, 9.864942958519418960339e-01f);
        denominator = MathF.FusedMultiplyAdd(denominator, x, 2.453006071784736363091e+00f);
        denominator = MathF.FusedMultiplyAdd(denominator, x, 2.612677543073109236779e+00f);
        denominator = MathF.FusedMultiplyAdd(denominator, x, 1f);
        return MathF.FusedMultiplyAdd(exponent, 0.693147180559945309417232121458176568f, numerator / denominator);
    }
}
