namespace Brine.Training;

/// <summary><c>log_loss</c> of two classes.</summary>
internal sealed class BinomialLoss(bool isNew) : BoostingLoss(isNew)
{
    internal override double[] NegativeGradient(double[] y, double[] raw, int tree)
    {
        if (IsNew)
        {
            return Zip(y, raw, (right, sum) => -Gradient(right, sum));
        }

        double[] shares = [.. raw];
        Logistic.Expit<double>(shares);
        return Zip(y, shares, (right, share) => right - share);
    }

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights) => IsNew
        ? Divide(Mean(gradient), Mean(Zip(y, gradient, (right, rest) => (right - rest) * (1 - (right - rest)))))
        : Divide(Sum(gradient, weights), Curve(y, gradient, weights));

    internal override double Of(double[] y, double[] raw, double[]? weights) => IsNew
        ? 2 * Mean(Zip(y, raw, (right, sum) => LogOfSum(sum) - (right * sum)))
        : -2.0 / Total(y, weights) * Sum(Zip(y, raw, (right, sum) => (right * sum) - LogAddExp(sum)), weights);

    internal override PyObject Describe(FitContext context) =>
        IsNew ? LossObject.New("HalfBinomialLoss", isNew: true) : LossObject.Old("BinomialDeviance", 1);

    /// <summary><c>cgradient_half_binomial</c>.</summary>
    internal static double Gradient(double right, double sum)
    {
        if (sum > -37)
        {
            double power = Exponential.Of(-sum);
            return (1 - right - (right * power)) / (1 + power);
        }

        return Exponential.Of(sum) - right;
    }

    /// <summary><c>log1pexp</c>.</summary>
    internal static double LogOfSum(double x) => x switch
    {
        <= -37 => Exponential.Of(x),
        <= -2 => LogarithmOfOnePlus.Log1p(Exponential.Of(x)),
        <= 18 => Math.Log(1.0 + Exponential.Of(x)),
        <= 33.3 => x + Exponential.Of(-x),
        _ => x,
    };

    /// <summary><c>np.logaddexp(0, x)</c>.</summary>
    private static double LogAddExp(double x) => x == 0 ? Math.Log(2)
        : x < 0 ? LogarithmOfOnePlus.Log1p(Exponential.Of(x))
        : x + LogarithmOfOnePlus.Log1p(Exponential.Of(-x));
}
