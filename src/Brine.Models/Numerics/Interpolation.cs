namespace Brine.Models;

/// <summary><c>np.interp</c></summary>
internal static class Interpolation
{
    /// <summary>The value at a place between known ones; those at the ends beyond them.</summary>
    /// <param name="x">The place.</param>
    /// <param name="places">The places of the known values, in order.</param>
    /// <param name="values">The known values.</param>
    internal static double Of(double x, ReadOnlySpan<double> places, ReadOnlySpan<double> values)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > places[^1])
        {
            return values[^1];
        }

        if (x < places[0])
        {
            return values[0];
        }

        int low = 0, high = places.Length;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (x >= places[middle])
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        int at = Math.Max(low - 1, 0);
        if (at == places.Length - 1 || places[at] == x)
        {
            return values[at];
        }

        double slope = (values[at + 1] - values[at]) / (places[at + 1] - places[at]);
        double value = (slope * (x - places[at])) + values[at];
        if (double.IsNaN(value))
        {
            value = (slope * (x - places[at + 1])) + values[at + 1];
            if (double.IsNaN(value) && values[at] == values[at + 1])
            {
                value = values[at];
            }
        }

        return value;
    }
}
