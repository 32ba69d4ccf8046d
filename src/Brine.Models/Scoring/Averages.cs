namespace Brine.Models;

/// <summary>numpy's <c>average</c>.</summary>
internal static class Averages
{
    /// <summary>The mean, or the weighted one.</summary>
    internal static double Of(double[] values, double[]? weights) => weights is null ? PairwiseSum.Of<double>(values) / values.Length
        : PairwiseSum.Of<double>([.. values.Zip(weights, (value, weight) => value * weight)]) / PairwiseSum.Of<double>(weights);
}
