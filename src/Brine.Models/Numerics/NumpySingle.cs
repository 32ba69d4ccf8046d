using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Brine.Models;

/// <summary>
/// numpy's exp and log in single precision, which are its own (from 1.17 on, on processors with AVX2 and fused multiply-add) and differ
/// from the C library's: a reduction by powers of two and a quotient of two polynomials.
/// </summary>
internal static partial class NumpySingle
{
    /// <summary>True on processors with fused multiply-add, for which numpy has functions of its own.</summary>
    internal static bool CanFuse => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    private const float RoundingShift = 12582912f;
    private const float Log2E = 1.442695040888963407359924681001892137f;
    private const float Ln2 = 0.693147180559945309417232121458176568f;
    private const float SquareRootOfHalf = 0.707106781186547524400844362104849039f;
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary><c>simd_exp_FLOAT</c>.</summary>
    internal static float Exp(float x)
    {
        if (float.IsNaN(x))
        {
            return x;
        }

        if (x >= 88.72283935546875f)
        {
            return float.PositiveInfinity;
        }

        if (x <= -103.97208404541015625f)
        {
            return 0;
        }

        float power = (x * Log2E) + RoundingShift - RoundingShift;
        float r = MathF.FusedMultiplyAdd(power, -1.42860677e-6f, MathF.FusedMultiplyAdd(power, -6.93145752e-1f, x));
        float over = MathF.FusedMultiplyAdd(5.082762527590693718096e-04f, r, 6.757896990527504603057e-03f);
        over = MathF.FusedMultiplyAdd(over, r, 5.114512081637298353406e-02f);
        over = MathF.FusedMultiplyAdd(over, r, 2.473615434895520810817e-01f);
        over = MathF.FusedMultiplyAdd(over, r, 7.257664613233124478488e-01f);
        over = MathF.FusedMultiplyAdd(over, r, 9.999999999980870924916e-01f);
        float under = MathF.FusedMultiplyAdd(2.159509375685829852307e-02f, r, -2.742335390411667452936e-01f);
        under = MathF.FusedMultiplyAdd(under, r, 1f);
        return MathF.ScaleB(over / under, (int)power);
    }

    /// <summary><c>simd_log_FLOAT</c>.</summary>
    internal static float Log(float x)
    {
        if (!(x > 0) || float.IsPositiveInfinity(x))
        {
            return x == 0 ? float.NegativeInfinity : x < 0 ? float.NaN : x;
        }

        bool isSubnormal = x < SmallestNormal;
        int bits = BitConverter.SingleToInt32Bits(isSubnormal ? x * 1.2676506e30f : x);
        float exponent = (bits >> 23) - 126 - (isSubnormal ? 100 : 0);
        float fraction = BitConverter.Int32BitsToSingle((bits & 0x7fffff) | (126 << 23));
        if (fraction <= SquareRootOfHalf)
        {
            fraction += fraction;
            exponent -= 1;
        }

        fraction -= 1;
        float over = MathF.FusedMultiplyAdd(2.589979117907922693523e-02f, fraction, 3.808837741388407920751e-01f);
        over = MathF.FusedMultiplyAdd(over, fraction, 1.480000633576506585156e+00f);
        over = MathF.FusedMultiplyAdd(over, fraction, 2.112677543073053063722e+00f);
        over = MathF.FusedMultiplyAdd(over, fraction, 9.999999999999998702752e-01f);
        over = MathF.FusedMultiplyAdd(over, fraction, 0f);
        float under = MathF.FusedMultiplyAdd(5.875095403124574342950e-03f, fraction, 1.546476374983906719538e-01f);
        under = MathF.FusedMultiplyAdd(under, fraction, 9.864942958519418960339e-01f);
        under = MathF.FusedMultiplyAdd(under, fraction, 2.453006071784736363091e+00f);
        under = MathF.FusedMultiplyAdd(under, fraction, 2.612677543073109236779e+00f);
        under = MathF.FusedMultiplyAdd(under, fraction, 1f);
        return MathF.FusedMultiplyAdd(exponent, Ln2, over / under);
    }
}
