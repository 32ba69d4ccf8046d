namespace Brine.Training;

/// <summary>libsvm's probabilities of two classes: the answers of five machines, each for the rows that it has not seen, and the logistic
/// that fits them (Platt; Lin, Lin and Weng).</summary>
internal sealed class PlattFolds(SvmPairs pairs, SvmProblem problem, double[] signs, double bound, double otherBound,
    double[]? weights)
{
    private const int FoldCount = 5;
    private const int MostRounds = 100;

    internal (double Slope, double Shift, bool IsCutOff) Learn(uint seed)
    {
        int[] order = Order(problem.Count, new RandomState(seed));
        var decisions = new double[order.Length];
        bool isCutOff = false;
        for (int fold = 0; fold < FoldCount; fold++)
        {
            int begin = (int)((long)fold * order.Length / FoldCount), end = (int)((long)(fold + 1) * order.Length / FoldCount);
            int[] seen = [.. order[..begin], .. order[end..]];
            isCutOff |= Decide(seen, order.AsSpan(begin, end - begin), decisions);
        }

        (double slope, double shift) = Fit(decisions);
        return (slope, shift, isCutOff);
    }

    /// <summary>The order in which rows are put into folds.</summary>
    private static int[] Order(int count, RandomState draws)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < count; i++)
        {
            int j = i + (int)BoundedDraw.Below(draws, (uint)(count - i));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>Decides about rows by a machine of others, whose first class is the negative one.</summary>
    private bool Decide(int[] seen, ReadOnlySpan<int> unseen, double[] decisions)
    {
        int[] negative = Array.FindAll(seen, row => signs[row] < 0), positive = Array.FindAll(seen, row => signs[row] > 0);
        if (negative.Length == 0 || positive.Length == 0)
        {
            foreach (int row in unseen)
            {
                decisions[row] = positive.Length > 0 ? 1 : negative.Length > 0 ? -1 : 0;
            }

            return false;
        }

        int[] rows = [.. negative, .. positive];
        SvmMachineFit machine = pairs.Train(problem.Take(rows),
            [.. negative.Select(_ => 1.0), .. positive.Select(_ => -1.0)], otherBound, bound,
            weights is null ? null : Array.ConvertAll(rows, row => weights[row]));
        int[] support = [.. Enumerable.Range(0, rows.Length).Where(k => Math.Abs(machine.Alphas[k]) > 0)];
        SvmProblem vectors = problem.Take(Array.ConvertAll(support, k => rows[k]));
        var kernel = new double[support.Length];
        foreach (int row in unseen)
        {
            vectors.Answer(problem, row, kernel);
            double sum = 0;
            for (int k = 0; k < kernel.Length; k++)
            {
                sum += machine.Alphas[support[k]] * kernel[k];
            }

            decisions[row] = -(sum - machine.Offset);
        }

        return machine.IsCutOff;
    }

    /// <summary>Newton's method with a search along each step.</summary>
    private (double Slope, double Shift) Fit(double[] decisions)
    {
        double ones = signs.Count(sign => sign > 0), zeros = signs.Length - ones;
        double high = (ones + 1.0) / (ones + 2.0), low = 1 / (zeros + 2.0);
        double[] targets = Array.ConvertAll(signs, sign => sign > 0 ? high : low);
        double slope = 0, shift = Math.Log((zeros + 1.0) / (ones + 1.0)), loss = Loss(decisions, targets, slope, shift);
        for (int round = 0; round < MostRounds; round++)
        {
            double h11 = 1e-12, h22 = 1e-12, h21 = 0, g1 = 0, g2 = 0;
            for (int i = 0; i < decisions.Length; i++)
            {
                double power = (decisions[i] * slope) + shift, e = Exponential.Of(-Math.Abs(power));
                double p = power >= 0 ? e / (1.0 + e) : 1.0 / (1.0 + e), q = power >= 0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
                double curvature = p * q, error = targets[i] - p;
                h11 += decisions[i] * decisions[i] * curvature;
                h22 += curvature;
                h21 += decisions[i] * curvature;
                g1 += decisions[i] * error;
                g2 += error;
            }

            if (Math.Abs(g1) < 1e-5 && Math.Abs(g2) < 1e-5)
            {
                break;
            }

            double determinant = (h11 * h22) - (h21 * h21);
            double slopeStep = -((h22 * g1) - (h21 * g2)) / determinant, shiftStep = -((-h21 * g1) + (h11 * g2)) / determinant;
            double gain = (g1 * slopeStep) + (g2 * shiftStep), size = 1;
            for (; size >= 1e-10; size /= 2.0)
            {
                double newSlope = slope + (size * slopeStep), newShift = shift + (size * shiftStep);
                double newLoss = Loss(decisions, targets, newSlope, newShift);
                if (newLoss < loss + (0.0001 * size * gain))
                {
                    (slope, shift, loss) = (newSlope, newShift, newLoss);
                    break;
                }
            }

            if (size < 1e-10)
            {
                break;
            }
        }

        return (slope, shift);
    }

    private static double Loss(double[] decisions, double[] targets, double slope, double shift)
    {
        double loss = 0;
        for (int i = 0; i < decisions.Length; i++)
        {
            double power = (decisions[i] * slope) + shift;
            loss += ((targets[i] - (power >= 0 ? 0 : 1)) * power) + Math.Log(1 + Exponential.Of(-Math.Abs(power)));
        }

        return loss;
    }
}
