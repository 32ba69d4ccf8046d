namespace Brine.Models;

/// <summary>numpy's <c>quantile</c> and <c>median</c>.</summary>
internal static class Quantiles
{
    /// <summary><c>np.quantile</c> by its method <c>linear</c>.</summary>
    /// <param name="sorted">The numbers in order.</param>
    /// <param name="quantile">From 0 to 1.</param>
    /// <param name="isSingle">True where numpy computes in single precision.</param>
    internal static double Linear(ReadOnlySpan<double> sorted, double quantile, bool isSingle = false)
    {
        double place = (sorted.Length - 1) * quantile;
        int below = (int)Math.Floor(place), above = Math.Min(below + 1, sorted.Length - 1);
        double share = Round(place - below, isSingle), low = sorted[below], high = sorted[above], step = Round(high - low, isSingle);
        return share < 0.5 ? Round(low + Round(step * share, isSingle), isSingle)
            : Round(high - Round(step * Round(1 - share, isSingle), isSingle), isSingle);
    }

    /// <summary><c>np.median</c>; NaN where a number is.</summary>
    internal static double Median(ReadOnlySpan<double> values, bool isSingle = false)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int half = sorted.Length / 2;
        return sorted.Length == 0 || double.IsNaN(sorted[0]) ? double.NaN
            : sorted.Length % 2 == 1 ? sorted[half]
            : Round(Round(sorted[half - 1] + sorted[half], isSingle) / 2, isSingle);
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;
}
