namespace Brine.Models;

/// <summary>The C library's <c>lgamma</c> of numbers above zero (fdlibm's <c>e_lgamma_r</c>).</summary>
internal static class LogGamma
{
    private static readonly double[] A =
    [
        7.72156649015328655494e-02, 3.22467033424113591611e-01, 6.73523010531292681824e-02, 2.05808084325167332806e-02,
        7.38555086081402883957e-03, 2.89051383673415629091e-03,
        1.19270763183362067845e-03, 5.10069792153511336608e-04, 2.20862790713908385557e-04, 1.08011567247583939954e-04,
        2.52144565451257326939e-05, 4.48640949618915160150e-05,
    ];

    private static readonly double[] T =
    [
        4.83836122723810047042e-01, -1.47587722994593911752e-01, 6.46249402391333854778e-02, -3.27885410759859649565e-02,
        1.79706750811820387126e-02, -1.03142241298341437450e-02,
        6.10053870246291332635e-03, -3.68452016781138256760e-03, 2.25964780900612472250e-03, -1.40346469989232843813e-03,
        8.81081882437654011382e-04, -5.38595305356740546715e-04,
        3.15632070903625950361e-04, -3.12754168375120860518e-04, 3.35529192635519073543e-04,
    ];

    private static readonly double[] U =
    [
        -7.72156649015328655494e-02, 6.32827064025093366517e-01, 1.45492250137234768737e+00, 9.77717527963372745603e-01,
        2.28963728064692451092e-01, 1.33810918536787660377e-02,
    ];

    private static readonly double[] V = [1, 2.45597793713041134822e+00, 2.12848976379893395361e+00, 7.69285150456672783825e-01,
        1.04222645593369134254e-01, 3.21709242282423911810e-03];

    private static readonly double[] S =
    [
        -7.72156649015328655494e-02, 2.14982415960608852501e-01, 3.25778796408930981787e-01, 1.46350472652464452805e-01,
        2.66422703033638609560e-02, 1.84028451407337715652e-03,
        3.19475326584100867617e-05,
    ];

    private static readonly double[] R =
    [
        1, 1.39200533467621045958e+00, 7.21935547567138069525e-01, 1.71933865632803078993e-01, 1.86459191715652901344e-02,
        7.77942496381893596434e-04, 7.32668430744625636189e-06,
    ];

    private static readonly double[] W =
    [
        4.18938533204672725052e-01, 8.33333333333329678849e-02, -2.77777777728775536470e-03, 7.93650558643019558500e-04,
        -5.95187557450339963135e-04, 8.36339918996282139126e-04,
        -1.63092934096575273989e-03,
    ];

    internal static double Of(double x)
    {
        if (x is 1 or 2)
        {
            return 0;
        }

        if (x < 2)
        {
            return Small(x);
        }

        if (x < 8)
        {
            int whole = (int)x;
            double y = x - whole, product = 1;
            for (int i = whole - 1; i >= 2; i--)
            {
                product *= y + i;
            }

            double ratio = y * Polynomial(S, y) / Polynomial(R, y), sum = (0.5 * y) + ratio;
            return whole > 2 ? sum + Math.Log(product) : sum;
        }

        if (x < 288230376151711744.0)
        {
            double logarithm = Math.Log(x), z = 1 / x, y = z * z;
            double rest = W[0] + (z * Polynomial(W.AsSpan(1), y));
            return ((x - 0.5) * (logarithm - 1)) + rest;
        }

        return x * (Math.Log(x) - 1);
    }

    private static double Small(double x)
    {
        const double Center = 1.46163214496836224576e+00;
        double sum = 0, y;
        int part;
        if (x <= 0.9)
        {
            sum = -Math.Log(x);
            (y, part) = x >= 0.7316 ? (1 - x, 0) : x >= 0.23164 ? (x - (Center - 1), 1) : (x, 2);
        }
        else
        {
            (y, part) = x >= 1.7316 ? (2 - x, 0) : x >= 1.23 ? (x - Center, 1) : (x - 1, 2);
        }

        double z = y * y;
        switch (part)
        {
            case 0:
                double even = A[0] + (z * (A[2] + (z * (A[4] + (z * (A[6] + (z * (A[8] + (z * A[10])))))))));
                double odd = z * (A[1] + (z * (A[3] + (z * (A[5] + (z * (A[7] + (z * (A[9] + (z * A[11]))))))))));
                return sum + (((y * even) + odd) - (0.5 * y));
            case 1:
                double w = z * y;
                double p1 = T[0] + (w * (T[3] + (w * (T[6] + (w * (T[9] + (w * T[12])))))));
                double p2 = T[1] + (w * (T[4] + (w * (T[7] + (w * (T[10] + (w * T[13])))))));
                double p3 = T[2] + (w * (T[5] + (w * (T[8] + (w * (T[11] + (w * T[14])))))));
                return sum + (-1.21486290535849611461e-01 + ((z * p1) - (-3.63867699703950536541e-18 - (w * (p2 + (y * p3))))));
            default:
                return sum + ((-0.5 * y) + (y * Polynomial(U, y) / Polynomial(V, y)));
        }
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = coefficients[i] + (x * sum);
        }

        return sum;
    }
}
