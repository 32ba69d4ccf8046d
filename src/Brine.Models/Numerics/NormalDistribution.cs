namespace Brine.Models;

/// <summary>The normal distribution as <c>scipy.stats.norm</c> computes it: the rational approximations of Cephes (ndtr.c,
/// ndtri.c).</summary>
internal static class NormalDistribution
{
    private const double RootOfHalf = 0.70710678118654752440;
    private const double RootOfTwoPi = 2.50662827463100050242;
    private const double Tail = 0.13533528323661269189;
    private const double LargestExponent = 7.09782712893383996843e2;

    private static readonly double[] Middle = [-5.99633501014107895267E1, 9.80010754185999661536E1, -5.66762857469070293439E1,
        1.39312609387279679503E1, -1.23916583867381258016E0];
    private static readonly double[] MiddleBelow = [1.95448858338141759834E0, 4.67627912898881538453E0, 8.63602421390890590575E1,
        -2.25462687854119370527E2, 2.00260212380060660359E2, -8.20372256168333339912E1, 1.59056225126211695515E1,
        -1.18331621121330003142E0];
    private static readonly double[] Near = [4.05544892305962419923E0, 3.15251094599893866154E1, 5.71628192246421288162E1,
        4.40805073893200834700E1, 1.46849561928858024014E1, 2.18663306850790267539E0, -1.40256079171354495875E-1,
        -3.50424626827848203418E-2, -8.57456785154685413611E-4];
    private static readonly double[] NearBelow = [1.57799883256466749731E1, 4.53907635128879210584E1, 4.13172038254672030440E1,
        1.50425385692907503408E1, 2.50464946208309415979E0, -1.42182922854787788574E-1, -3.80806407691578277194E-2,
        -9.33259480895457427372E-4];
    private static readonly double[] Far = [3.23774891776946035970E0, 6.91522889068984211695E0, 3.93881025292474443415E0,
        1.33303460815807542389E0, 2.01485389549179081538E-1, 1.23716634817820021358E-2, 3.01581553508235416007E-4,
        2.65806974686737550832E-6, 6.23974539184983293730E-9];
    private static readonly double[] FarBelow = [6.02427039364742014255E0, 3.67983563856160859403E0, 1.37702099489081330271E0,
        2.16236993594496635890E-1, 1.34204006088543189037E-2, 3.28014464682127739104E-4, 2.89247864745380683936E-6,
        6.79019408009981274425E-9];
    private static readonly double[] Complement = [2.46196981473530512524E-10, 5.64189564831068821977E-1, 7.46321056442269912687E0,
        4.86371970985681366614E1, 1.96520832956077098242E2, 5.26445194995477358631E2, 9.34528527171957607540E2, 1.02755188689515710272E3,
        5.57535335369399327526E2];
    private static readonly double[] ComplementBelow = [1.32281951154744992508E1, 8.67072140885989742329E1, 3.54937778887819891062E2,
        9.75708501743205489753E2, 1.82390916687909736289E3, 2.24633760818710981792E3, 1.65666309194161350182E3, 5.57535340817727675546E2];
    private static readonly double[] FarComplement = [5.64189583547755073984E-1, 1.27536670759978104416E0, 5.01905042251180477414E0,
        6.16021097993053585195E0, 7.40974269950448939160E0, 2.97886665372100240670E0];
    private static readonly double[] FarComplementBelow = [2.26052863220117276590E0, 9.39603524938001434673E0, 1.20489539808096656605E1,
        1.70814450747565897222E1, 9.60896809063285878198E0, 3.36907645100081516050E0];
    private static readonly double[] ErrorTop = [9.60497373987051638749E0, 9.00260197203842689217E1, 2.23200534594684319226E3,
        7.00332514112805075473E3, 5.55923013010394962768E4];
    private static readonly double[] ErrorBelow = [3.35617141647503099647E1, 5.21357949780152679795E2, 4.59432382970980127987E3,
        2.26290000613890934246E4, 4.92673942608635921086E4];

    /// <summary>The share of the distribution below a number (<c>ndtr</c>).</summary>
    /// <param name="x">The number.</param>
    /// <param name="isRecent">True for scipy from 1.14 on, which takes the error function up to 1 instead of the square root of a
    /// half.</param>
    internal static double Cumulative(double x, bool isRecent = true)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double scaled = x * RootOfHalf, magnitude = Math.Abs(scaled);
        if (magnitude < (isRecent ? 1.0 : RootOfHalf))
        {
            return 0.5 + (0.5 * Error(scaled));
        }

        double half = 0.5 * ComplementOfError(magnitude);
        return scaled > 0 ? 1 - half : half;
    }

    /// <summary>The number below which a share of the distribution lies (<c>ndtri</c>).</summary>
    internal static double Quantile(double share)
    {
        if (!(share > 0 && share < 1))
        {
            return share switch { 0 => double.NegativeInfinity, 1 => double.PositiveInfinity, _ => double.NaN };
        }

        bool isLow = true;
        double y = share;
        if (y > 1 - Tail)
        {
            y = 1 - y;
            isLow = false;
        }

        if (y > Tail)
        {
            y -= 0.5;
            double square = y * y;
            return (y + (y * (square * CephesFunctions.Polynomial(square, Middle) / CephesFunctions.MonicPolynomial(square, MiddleBelow))))
                * RootOfTwoPi;
        }

        double x = Math.Sqrt(-2 * Math.Log(y)), first = x - (Math.Log(x) / x), z = 1 / x;
        double second = x < 8 ? z * CephesFunctions.Polynomial(z, Near) / CephesFunctions.MonicPolynomial(z, NearBelow)
            : z * CephesFunctions.Polynomial(z, Far) / CephesFunctions.MonicPolynomial(z, FarBelow);
        x = first - second;
        return isLow ? -x : x;
    }

    private static double Error(double x) => x < 0 ? -Error(-x)
        : x > 1 ? 1 - ComplementOfError(x)
        : x * CephesFunctions.Polynomial(x * x, ErrorTop) / CephesFunctions.MonicPolynomial(x * x, ErrorBelow);

    private static double ComplementOfError(double x)
    {
        if (x < 1)
        {
            return 1 - Error(x);
        }

        double exponent = -x * x;
        if (exponent < -LargestExponent)
        {
            return 0;
        }

        double power = Math.Exp(exponent);
        return x < 8 ? power * CephesFunctions.Polynomial(x, Complement) / CephesFunctions.MonicPolynomial(x, ComplementBelow)
            : power * CephesFunctions.Polynomial(x, FarComplement) / CephesFunctions.MonicPolynomial(x, FarComplementBelow);
    }
}
