namespace Brine.Training;

/// <summary>The losses of numbers.</summary>
/// <param name="name"><c>squared_error</c>, <c>absolute_error</c>, <c>quantile</c>, <c>poisson</c> or <c>gamma</c>.</param>
/// <param name="quantile">Which quantile is learned.</param>
internal sealed class NumberHistogramLoss(string name, double quantile) : HistogramLoss
{
    private const double Margin = 10 * 2.220446049250313e-16;

    internal override bool HasConstantHessian => !IsWeighted && name is not ("poisson" or "gamma");

    internal override double[] Start(double[] y, double[]? weights)
    {
        double mean = Mean(y, weights);
        return [name is "poisson" or "gamma" ? Math.Log(Math.Max(mean, Margin)) : Leaf(y, weights) ?? mean];
    }

    internal override double? Leaf(double[] rest, double[]? weights)
    {
        if (weights is not null)
        {
            return name switch
            {
                "absolute_error" => SampleWeights.Percentile(rest, weights, 50),
                "quantile" => SampleWeights.Percentile(rest, weights, 100 * quantile),
                _ => null,
            };
        }

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

    internal override void Derive(double[] y, double[][] raw, float[][] gradients, float[][] hessians, double[]? weights)
    {
        double[] sums = raw[0];
        float[] first = gradients[0], second = hessians[0];
        for (int row = 0; row < y.Length; row++)
        {
            double weight = weights?[row] ?? 1;
            (double slope, double curve) = Derivatives(sums[row], y[row]);
            first[row] = (float)(weight * slope);
            if (!HasConstantHessian)
            {
                second[row] = (float)(weight * curve);
            }
        }
    }

    private (double Slope, double Curve) Derivatives(double sum, double right)
    {
        switch (name)
        {
            case "absolute_error":
                return (sum > right ? 1 : -1, 1);
            case "quantile":
                return (right >= sum ? -quantile : 1.0 - quantile, 1);
            case "poisson":
                double power = Exponential.Of(sum);
                return (power - right, power);
            case "gamma":
                double share = Exponential.Of(-sum);
                return (1.0 - (right * share), share * right);
            default:
                return (sum - right, 1);
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
