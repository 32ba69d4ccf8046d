namespace Brine.Models;

/// <summary>numpy's sine and cosine in single precision.</summary>
internal static partial class NumpySingle
{
    private const float LargestForSine = 117435.992f, LargestForCosine = 71476.0625f;

    /// <summary><c>simd_sincos_f32</c> for the sine.</summary>
    internal static float Sin(float x) => Math.Abs(x) <= LargestForSine && CanFuse ? OfQuadrant(x, 0) : MathF.Sin(x);

    /// <summary><c>simd_sincos_f32</c> for the cosine.</summary>
    internal static float Cos(float x) => Math.Abs(x) <= LargestForCosine && CanFuse ? OfQuadrant(x, 1) : MathF.Cos(x);

    /// <summary>The distance to the nearest multiple of half pi in three steps, then the polynomial of sine or cosine as the quadrant
    /// says.</summary>
    private static float OfQuadrant(float x, int shift)
    {
        float quadrant = (x * 0.63661975f) + RoundingShift - RoundingShift;
        float r = MathF.FusedMultiplyAdd(quadrant, -1.570796f, x);
        r = MathF.FusedMultiplyAdd(quadrant, -3.1391647e-07f, r);
        r = MathF.FusedMultiplyAdd(quadrant, -5.3903025e-15f, r);
        int place = (int)quadrant + shift;
        float value = (place & 1) == 0 ? SinePolynomial(r, r * r) : CosinePolynomial(r * r);
        return (place & 2) == 2 ? 0f - value : value;
    }

    private static float CosinePolynomial(float square)
    {
        float sum = MathF.FusedMultiplyAdd(2.4372266e-05f, square, -0.001388652f);
        sum = MathF.FusedMultiplyAdd(sum, square, 0.04166662f);
        sum = MathF.FusedMultiplyAdd(sum, square, -0.5f);
        return MathF.FusedMultiplyAdd(sum, square, 1f);
    }

    private static float SinePolynomial(float r, float square)
    {
        float sum = MathF.FusedMultiplyAdd(2.8404097e-06f, square, -0.00019856491f);
        sum = MathF.FusedMultiplyAdd(sum, square, 0.008333397f);
        sum = MathF.FusedMultiplyAdd(sum, square, -0.16666667f);
        sum = MathF.FusedMultiplyAdd(sum, square, 0f);
        return MathF.FusedMultiplyAdd(sum, r, r);
    }
}
