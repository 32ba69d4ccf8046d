namespace Brine.Training;

/// <summary><c>log_loss</c> of several classes, with a tree a class.</summary>
internal sealed class MultinomialLoss(bool isNew, int count) : BoostingLoss(isNew)
{
    internal override int TreeCount => count;

    internal override double[] NegativeGradient(double[] y, double[] raw, int tree)
    {
        var made = new double[y.Length];
        var terms = new double[count];
        for (int row = 0; row < made.Length; row++)
        {
            ReadOnlySpan<double> sums = raw.AsSpan(row * count, count);
            double right = y[row] == tree ? 1.0 : 0.0;
            if (IsNew)
            {
                double total = Powers(sums, terms, out _);
                made[row] = -((terms[tree] / total) - right);
            }
            else
            {
                double share = Exponential.Of(sums[tree] - LogSumExp.Simple(sums, terms, isContiguous: true));
                made[row] = right - (double.IsNaN(share) ? 0 : share);
            }
        }

        return made;
    }

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights)
    {
        if (IsNew)
        {
            double mean = Mean(gradient) * ((count - 1) / (double)count);
            return Divide(mean, Mean(Zip(y, gradient, (right, rest) => (right - rest) * (1 - (right - rest)))));
        }

        return Divide(Sum(gradient, weights) * ((count - 1) / (double)count), Curve(y, gradient, weights));
    }

    internal override double Of(double[] y, double[] raw, double[]? weights)
    {
        var losses = new double[y.Length];
        var terms = new double[count];
        for (int row = 0; row < losses.Length; row++)
        {
            ReadOnlySpan<double> sums = raw.AsSpan(row * count, count);
            double own = sums[(int)y[row]];
            losses[row] = IsNew ? Math.Log(Powers(sums, terms, out double largest)) + largest - own
                : -own + LogSumExp.Simple(sums, terms, isContiguous: true);
        }

        return Sum(losses, weights) / Total(losses, weights);
    }

    internal override PyObject Describe(FitContext context) => IsNew ? LossObject.New("HalfMultinomialLoss", isNew: true, classCount: count)
        : LossObject.Old("MultinomialDeviance", count);

    /// <summary><c>sum_exp_minus_max</c>.</summary>
    internal static double Powers(ReadOnlySpan<double> sums, Span<double> powers, out double largest)
    {
        largest = sums[0];
        foreach (double sum in sums[1..])
        {
            largest = largest < sum ? sum : largest;
        }

        double total = 0;
        for (int k = 0; k < sums.Length; k++)
        {
            powers[k] = Exponential.Of(sums[k] - largest);
            total += powers[k];
        }

        return total;
    }
}
