namespace Brine.Models;

/// <summary>scipy's <c>gammainc</c>, the regularized lower incomplete gamma function, by Cephes' power series and by its continued
/// fraction of what is left. Shapes of over 20, which scipy takes by an asymptotic series, agree with it to some 1e-13.</summary>
internal static class IncompleteGamma
{
    private const double Epsilon = 1.11022302462515654042E-16;
    private const double LanczosG = 6.024680040776729583740234375;

    /// <summary>Lanczos' approximation of the gamma function with 13 terms, divided by <c>exp(g)</c> (Boost's "lanczos13m53").</summary>
    private static readonly double[] LanczosTop =
    [
        0.006061842346248906525783753964555936883222, 0.5098416655656676188125178644804694509993, 19.51992788247617482847860966235652136208,
        449.9445569063168119446858607650988409623, 6955.999602515376140356310115515198987526, 75999.29304014542649875303443598909137092,
        601859.6171681098786670226533699352302507, 3481712.15498064590882071018964774556468, 14605578.08768506808414169982791359218571,
        43338889.32467613834773723740590533316085, 86363131.28813859145546927288977868422342, 103794043.1163445451906271053616070238554,
        56906521.91347156388090791033559122686859,
    ];

    private static readonly double[] LanczosBelow =
        [1, 66, 1925, 32670, 357423, 2637558, 13339535, 45995730, 105258076, 150917976, 120543840, 39916800, 0];

    /// <summary>The share of the gamma distribution of shape <paramref name="a"/> that is below <paramref name="x"/>.</summary>
    internal static double Lower(double a, double x) => x <= 0 ? 0 : x > 1 && x > a ? 1 - Upper(a, x) : Series(a, x);

    /// <summary>The share that is above <paramref name="x"/>: scipy's <c>gammaincc</c>.</summary>
    internal static double Tail(double a, double x) => x <= 0 ? 1 : x > 1 && x > a ? Upper(a, x) : 1 - Series(a, x);

    /// <summary>What is above <paramref name="x"/>, which is over 1 and over <paramref name="a"/>.</summary>
    private static double Upper(double a, double x) => x > 1.1 ? Fraction(a, x) : 1 - Series(a, x);

    private static double Series(double a, double x)
    {
        double factor = Factor(a, x);
        if (factor == 0)
        {
            return 0;
        }

        double at = a, term = 1, sum = 1;
        do
        {
            at += 1;
            term *= x / at;
            sum += term;
        }
        while (term > Epsilon * sum);

        return sum * factor / a;
    }

    private static double Fraction(double a, double x)
    {
        const double Big = 4.503599627370496e15, Small = 2.22044604925031308085e-16;
        double factor = Factor(a, x);
        if (factor == 0)
        {
            return 0;
        }

        double y = 1 - a, z = x + y + 1, c = 0, p2 = 1, q2 = x, p1 = x + 1, q1 = z * x, answer = p1 / q1;
        for (int i = 0; i < 1_000_000; i++)
        {
            c += 1;
            y += 1;
            z += 2;
            double yc = y * c, p = (p1 * z) - (p2 * yc), q = (q1 * z) - (q2 * yc), change = 1;
            if (q != 0)
            {
                double next = p / q;
                change = Math.Abs((answer - next) / next);
                answer = next;
            }

            (p2, p1, q2, q1) = (p1, p, q1, q);
            if (Math.Abs(p) > Big)
            {
                (p2, p1, q2, q1) = (p2 * Small, p1 * Small, q2 * Small, q1 * Small);
            }

            if (change <= Epsilon)
            {
                break;
            }
        }

        return answer * factor;
    }

    /// <summary><c>x ** a * exp(-x) / gamma(a)</c></summary>
    private static double Factor(double a, double x)
    {
        if (Math.Abs(a - x) > 0.4 * Math.Abs(a))
        {
            double exponent = (a * Math.Log(x)) - x - CephesFunctions.LogGamma(a);
            return exponent < -7.09782712893383996843E2 ? 0 : Math.Exp(exponent);
        }

        double fraction = a + LanczosG - 0.5;
        return Math.Sqrt(fraction / Math.E) / Lanczos(a) * (Math.Exp(a - x) * Math.Pow(x / fraction, a));
    }

    private static double Lanczos(double x)
    {
        if (x <= 1)
        {
            return CephesFunctions.Polynomial(x, LanczosTop) / CephesFunctions.Polynomial(x, LanczosBelow);
        }

        // Of large numbers the polynomials are taken of their inverse.
        return Reversed(LanczosTop, 1 / x) / Reversed(LanczosBelow, 1 / x);
    }

    private static double Reversed(double[] coefficients, double x)
    {
        double sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
