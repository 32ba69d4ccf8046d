namespace Brine.Models;

/// <summary>Functions of Cephes as scipy has them: <c>expm1</c> and <c>log1p</c> (unity.c), which its <c>boxcox</c> took before the C
/// library's, and <c>gammaln</c> (gamma.c).</summary>
internal static class CephesFunctions
{
    private static readonly double[] LogTop = [4.5270000862445199635215E-5, 4.9854102823193375972212E-1, 6.5787325942061044846969E0,
        2.9911919328553073277375E1, 6.0949667980987787057556E1, 5.7112963590585538103336E1, 2.0039553499201281259648E1];
    private static readonly double[] LogBelow = [1.5062909083469192043167E1, 8.3047565967967209469434E1, 2.2176239823732856465394E2,
        3.0909872225312059774938E2, 2.1642788614495947685003E2, 6.0118660497603843919306E1];
    private static readonly double[] ExpTop = [1.2617719307481059087798E-4, 3.0299440770744196129956E-2, 9.9999999999999999991025E-1];
    private static readonly double[] ExpBelow = [3.0019850513866445504159E-6, 2.5244834034968410419224E-3, 2.2726554820815502876593E-1,
        2.0000000000000000000897E0];

    private static readonly double[] GammaTail = [8.11614167470508450300E-4, -5.95061904284301438324E-4, 7.93650340457716943945E-4,
        -2.77777777730099687205E-3, 8.33333333333331927722E-2];
    private static readonly double[] GammaTop = [-1.37825152569120859100E3, -3.88016315134637840924E4, -3.31612992738871184744E5,
        -1.16237097492762307383E6, -1.72173700820839662146E6, -8.53555664245765465627E5];
    private static readonly double[] GammaBelow = [-3.51815701436523470549E2, -1.70642106651881159223E4, -2.20528590553854454839E5,
        -1.13933444367982507207E6, -2.53252307177582951285E6, -2.01889141433532773231E6];

    /// <summary>The logarithm of the gamma function of a number above zero.</summary>
    internal static double LogGamma(double x)
    {
        if (x < 13)
        {
            double product = 1, shift = 0, at = x;
            while (at >= 3)
            {
                shift -= 1;
                at = x + shift;
                product *= at;
            }

            while (at < 2)
            {
                product /= at;
                shift += 1;
                at = x + shift;
            }

            x += shift - 2;
            double logarithm = Math.Log(product);
            return at == 2 ? logarithm : logarithm + (x * Polynomial(x, GammaTop) / MonicPolynomial(x, GammaBelow));
        }

        double sum = ((x - 0.5) * Math.Log(x)) - x + 0.91893853320467274178;
        if (x > 1e8)
        {
            return sum;
        }

        double square = 1 / (x * x);
        return sum + (x < 1000 ? Polynomial(square, GammaTail) / x
            : ((((7.9365079365079365079365e-4 * square) - 2.7777777777777777777778e-3) * square) + 0.0833333333333333333333) / x);
    }

    /// <summary>log(1 + x)</summary>
    internal static double Log1p(double x)
    {
        double z = 1 + x;
        if (z is < 0.70710678118654752440 or > 1.41421356237309504880)
        {
            return Math.Log(z);
        }

        z = x * x;
        z = (-0.5 * z) + (x * (z * Polynomial(x, LogTop) / MonicPolynomial(x, LogBelow)));
        return x + z;
    }

    /// <summary>exp(x) - 1</summary>
    internal static double Expm1(double x)
    {
        if (x is not (>= -0.5 and <= 0.5))
        {
            return Math.Exp(x) - 1;
        }

        double square = x * x, top = x * Polynomial(square, ExpTop);
        top /= Polynomial(square, ExpBelow) - top;
        return top + top;
    }

    /// <summary><c>polevl</c></summary>
    internal static double Polynomial(double x, double[] coefficients)
    {
        double sum = coefficients[0];
        for (int i = 1; i < coefficients.Length; i++)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }

    /// <summary><c>p1evl</c>: the first coefficient is 1 and not written.</summary>
    internal static double MonicPolynomial(double x, double[] coefficients)
    {
        double sum = x + coefficients[0];
        for (int i = 1; i < coefficients.Length; i++)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
