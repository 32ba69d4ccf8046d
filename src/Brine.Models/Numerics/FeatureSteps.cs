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
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) =>
        Vector256.Max(sum, Vector256.Abs(x - y));
}

/// <summary>Differences of float32 numbers, rounded as C rounds them before they are widened.</summary>
internal static class SingleSteps
{
    internal static Vector256<double> Difference(Vector256<double> x, Vector256<double> y)
    {
        Vector128<float> difference = Vector128.Narrow(x.GetLower(), x.GetUpper()) - Vector128.Narrow(y.GetLower(), y.GetUpper());
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(difference);
        return Vector256.Create(low, high);
    }
}

/// <summary>The squared euclidean distance of float32 rows.</summary>
internal readonly struct SingleSquaredDifferenceStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y)
    {
        Vector256<double> difference = SingleSteps.Difference(x, y);
        return sum + (difference * difference);
    }
}

/// <summary>The manhattan distance of float32 rows.</summary>
internal readonly struct SingleAbsoluteDifferenceStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) =>
        sum + Vector256.Abs(SingleSteps.Difference(x, y));
}

/// <summary>The chebyshev distance of float32 rows.</summary>
internal readonly struct SingleLargestDifferenceStep : IFeatureStep
{
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) =>
        Vector256.Max(sum, Vector256.Abs(SingleSteps.Difference(x, y)));
}
