namespace Brine.Models;

/// <summary>scipy's <c>digamma</c> of one number (Cephes' <c>psi</c> with Boost's approximation between 1 and 2).</summary>
internal static class Digamma
{
    private const double EulerGamma = 0.577215664901532860606512090082402431;


    private static readonly double[] Asymptotic =
    [
        8.33333333333333333333E-2, -2.10927960927960927961E-2, 7.57575757575757575758E-3, -4.16666666666666666667E-3,
        3.96825396825396825397E-3,
        -8.33333333333333333333E-3, 8.33333333333333333333E-2,
    ];

    private static readonly double[] Numerator =
    [
        -0.0020713321167745952, -0.045251321448739056, -0.28919126444774784, -0.65031853770896507, -0.32555031186804491,
        0.25479851061131551,
    ];

    private static readonly double[] Denominator =
    [
        -0.55789841321675513e-6, 0.0021284987017821144, 0.054151797245674225, 0.43593529692665969, 1.4606242909763515, 2.0767117023730469,
        1.0,
    ];

    /// <summary>The derivative of the logarithm of the gamma function; of numbers above zero to the bit of scipy.</summary>
    internal static double Of(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
        {
            return x;
        }

        if (double.IsNegativeInfinity(x))
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.CopySign(double.PositiveInfinity, -x);
        }

        double y = 0;
        if (x < 0)
        {
            double fraction = x - Math.Truncate(x);
            if (fraction == 0)
            {
                return double.NaN;
            }

            y = -Math.PI / Math.Tan(Math.PI * fraction);
            x = 1 - x;
        }

        if (x <= 10 && x == Math.Floor(x))
        {
            for (int i = 1; i < (int)x; i++)
            {
                y += 1.0 / i;
            }

            return y - EulerGamma;
        }

        if (x < 1)
        {
            y -= 1 / x;
            x += 1;
        }
        else if (x < 10)
        {
            while (x > 2)
            {
                x -= 1;
                y += 1 / x;
            }
        }

        return x is >= 1 and <= 2 ? y + BetweenOneAndTwo(x) : y + Large(x);
    }

    private static double BetweenOneAndTwo(double x)
    {
        const double Y = 0.99558162689208984f;
        double g = x - (1569415565.0 / 1073741824.0);
        g -= 381566830.0 / 1073741824.0 / 1073741824.0;
        g -= 0.9016312093258695918615325266959189453125e-19;
        double r = Polynomial(x - 1, Numerator) / Polynomial(x - 1, Denominator);
        return (g * Y) + (g * r);
    }

    private static double Large(double x)
    {
        double y = 0;
        if (x < 1e17)
        {
            double z = 1 / (x * x);
            y = z * Polynomial(z, Asymptotic);
        }

        return Math.Log(x) - (0.5 / x) - y;
    }

    private static double Polynomial(double x, double[] coefficients)
    {
        double sum = coefficients[0];
        for (int i = 1; i < coefficients.Length; i++)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
