namespace Brine.Training;

/// <summary>The regularized incomplete beta function, by its continued fraction (modified Lentz), and the tail of the F
/// distribution.</summary>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;
    private const double Epsilon = 1e-16;
    private const int MaxTerms = 20_000;

    /// <summary>scipy's <c>fdtrc</c>: how likely a value of the F distribution is over <paramref name="value"/>.</summary>
    internal static double FTail(double upper, double lower, double value) => double.IsNaN(value) || value < 0 || upper <= 0 || lower <= 0
        ? double.NaN : double.IsPositiveInfinity(value) ? 0
        : Of(lower / 2, upper / 2, lower / (lower + (upper * value)), upper * value / (lower + (upper * value)));

    /// <param name="a">The first parameter, over 0.</param>
    /// <param name="b">The second parameter, over 0.</param>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="rest">1 - <paramref name="x"/>, without what the difference would lose.</param>
    private static double Of(double a, double b, double x, double rest)
    {
        if (x <= 0 || rest <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        double factor = Math.Exp(LogGamma.Of(a + b) - LogGamma.Of(a) - LogGamma.Of(b) + (a * Math.Log(x)) + (b * Math.Log(rest)));
        return x < (a + 1) / (a + b + 2) ? factor * Fraction(a, b, x) / a : 1 - (factor * Fraction(b, a, rest) / b);
    }

    private static double Fraction(double a, double b, double x)
    {
        double c = 1, d = 1 / Apart(1 - ((a + b) * x / (a + 1))), result = d;
        for (int m = 1; m < MaxTerms; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Apart(1 + (even * d));
            c = Apart(1 + (even / c));
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Apart(1 + (odd * d));
            c = Apart(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Epsilon)
            {
                break;
            }
        }

        return result;
    }

    private static double Apart(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
