namespace Brine.Training;

/// <summary><c>log_loss</c>, of two classes or with a tree a class.</summary>
/// <param name="count">How many classes there are.</param>
/// <param name="isNew">True for the newest scikit-learn.</param>
internal sealed class ClassHistogramLoss(int count, bool isNew) : HistogramLoss
{
    private const double Epsilon = 2.220446049250313e-16;

    internal override int TreeCount => count == 2 ? 1 : count;

    internal override double[] Start(double[] y, double[]? weights)
    {
        if (count == 2)
        {
            double p = Math.Clamp(Mean(y, weights), 10 * Epsilon, 1 - (10 * Epsilon));
            return [isNew && p is >= 0.3 and <= 0.65
                ? LogarithmOfOnePlus.Log1p(2 * (p - 0.5)) - LogarithmOfOnePlus.Log1p(-(2 * (p - 0.5))) : Math.Log(p / (1 - p))];
        }

        double[] shares = [.. Enumerable.Range(0, count).Select(
            k => Math.Clamp(Mean(Array.ConvertAll(y, code => code == k ? 1.0 : 0), weights), Epsilon, 1 - Epsilon))];
        double mean = Exponential.Of(PairwiseSum.Of<double>(Array.ConvertAll(shares, Math.Log)) / count);
        return Array.ConvertAll(shares, share => Math.Log(share / mean));
    }

    internal override void Derive(double[] y, double[][] raw, float[][] gradients, float[][] hessians, double[]? weights)
    {
        Span<double> sums = new double[TreeCount], powers = new double[TreeCount];
        for (int row = 0; row < y.Length; row++)
        {
            double weight = weights?[row] ?? 1;
            if (count == 2)
            {
                double sum = raw[0][row], right = y[row];
                if (!isNew || sum > -37)
                {
                    double power = Exponential.Of(-sum), one = 1 + power;
                    gradients[0][row] = (float)(weight * ((1 - right - (right * power)) / one));
                    hessians[0][row] = (float)(weight * (power / (one * one)));
                }
                else
                {
                    double power = Exponential.Of(sum);
                    (gradients[0][row], hessians[0][row]) = ((float)(weight * (power - right)), (float)(weight * power));
                }

                continue;
            }

            Gather(raw, row, sums);
            double total = MultinomialLoss.Powers(sums, powers, out _);
            for (int k = 0; k < sums.Length; k++)
            {
                double share = powers[k] / total;
                gradients[k][row] = (float)((share - (y[row] == k ? 1 : 0)) * weight);
                hessians[k][row] = (float)(share * (1.0 - share) * weight);
            }
        }
    }

    internal override PyObject Describe(bool isNew) => count == 2 ? LossObject.New("HalfBinomialLoss", isNew)
        : LossObject.New("HalfMultinomialLoss", isNew, classCount: count);

    private protected override double[] Losses(double[] y, double[][] raw)
    {
        Span<double> sums = new double[TreeCount], powers = new double[TreeCount];
        var losses = new double[y.Length];
        for (int row = 0; row < losses.Length; row++)
        {
            if (count == 2)
            {
                double sum = raw[0][row];
                losses[row] = BinomialLoss.LogOfSum(sum) - (y[row] * sum);
                continue;
            }

            Gather(raw, row, sums);
            losses[row] = Math.Log(MultinomialLoss.Powers(sums, powers, out double largest)) + largest - sums[(int)y[row]];
        }

        return losses;
    }

    private static void Gather(double[][] raw, int row, Span<double> sums)
    {
        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] = raw[k][row];
        }
    }
}
