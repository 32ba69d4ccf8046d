using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>The dot product; the reference BLAS adds products from left to right, without fused multiply-add.</summary>
internal readonly struct DotStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) => sum + (x * y);
}

/// <summary>The squared euclidean distance of scikit-learn's trees.</summary>
internal readonly struct SquaredDifferenceStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y)
    {
        Vector256<double> difference = x - y;
        return sum + (difference * difference);
    }
}

/// <summary>The manhattan distance.</summary>
internal readonly struct AbsoluteDifferenceStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) => sum + Vector256.Abs(x - y);
}

/// <summary>The chebyshev distance: the largest difference.</summary>
internal readonly struct LargestDifferenceStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) => Vector256.Max(sum, Vector256.Abs(x - y));
}
