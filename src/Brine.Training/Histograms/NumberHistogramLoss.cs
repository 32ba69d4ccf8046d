namespace Brine.Training;

/// <summary>The losses of numbers.</summary>
/// <param name="name"><c>squared_error</c>, <c>absolute_error</c>, <c>quantile</c>, <c>poisson</c> or <c>gamma</c>.</param>
/// <param name="quantile">Which quantile is learned.</param>
internal sealed class NumberHistogramLoss(string name, double quantile) : HistogramLoss
{
    private const double Margin = 10 * 2.220446049250313e-16;

    internal override bool HasConstantHessian => name is not ("poisson" or "gamma");

    internal override double[] Start(double[] y)
    {
        double mean = PairwiseSum.Of<double>(y) / y.Length;
        return [name is "poisson" or "gamma" ? Math.Log(Math.Max(mean, Margin)) : Leaf(y) ?? mean];
    }

    internal override double? Leaf(double[] rest)
    {
        if (name == "absolute_error")
        {
            return Quantiles.Median(rest);
        }

        if (name != "quantile")
        {
            return null;
        }

        double[] sorted = [.. rest];
        Array.Sort(sorted);
        return Quantiles.Linear(sorted, 100 * quantile / 100);
    }

    internal override void Derive(double[] y, double[][] raw, float[][] gradients, float[][] hessians)
    {
        double[] sums = raw[0];
        float[] first = gradients[0], second = hessians[0];
        for (int row = 0; row < y.Length; row++)
        {
            double sum = sums[row], right = y[row];
            switch (name)
            {
                case "absolute_error":
                    first[row] = sum > right ? 1f : -1f;
                    break;
                case "quantile":
                    first[row] = (float)(right >= sum ? -quantile : 1.0 - quantile);
                    break;
                case "poisson":
                    double power = Exponential.Of(sum);
                    (first[row], second[row]) = ((float)(power - right), (float)power);
                    break;
                case "gamma":
                    double share = Exponential.Of(-sum);
                    (first[row], second[row]) = ((float)(1.0 - (right * share)), (float)(share * right));
                    break;
                default:
                    first[row] = (float)(sum - right);
                    break;
            }
        }
    }

    internal override PyObject Describe(bool isNew) => LossObject.New(name switch
    {
        "absolute_error" => "AbsoluteError",
        "quantile" => "PinballLoss",
        "poisson" => "HalfPoissonLoss",
        "gamma" => "HalfGammaLoss",
        _ => "HalfSquaredError",
    }, isNew, name == "quantile" ? quantile : null, isConstant: HasConstantHessian);

    private protected override double[] Losses(double[] y, double[][] raw)
    {
        var losses = new double[y.Length];
        for (int row = 0; row < losses.Length; row++)
        {
            double sum = raw[0][row], right = y[row];
            losses[row] = name switch
            {
                "absolute_error" => Math.Abs(sum - right),
                "quantile" => right >= sum ? quantile * (right - sum) : (1.0 - quantile) * (sum - right),
                "poisson" => Exponential.Of(sum) - (right * sum),
                "gamma" => sum + (right * Exponential.Of(-sum)),
                _ => 0.5 * (sum - right) * (sum - right),
            };
        }

        return losses;
    }
}
