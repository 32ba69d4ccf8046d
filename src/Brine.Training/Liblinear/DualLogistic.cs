namespace Brine.Training;

/// <summary>liblinear's <c>solve_l2r_lr_dual</c>: the dual of logistic regression, one coefficient after another by Newton's method (Yu,
/// Huang and Lin 2011).</summary>
internal static class DualLogistic
{
    private const int MostSteps = 100;

    internal static (double[] Weights, int Rounds) Solve(MarginProblem problem)
    {
        MarginRows rows = problem.Rows;
        int count = rows.Count, round = 0;
        double[] weights = new double[rows.Width], sides = problem.Targets, costs = problem.Costs;
        double[] alphas = Array.ConvertAll(costs, cost => Math.Min(0.001 * cost, 1e-8)), squares = new double[count];
        double[] rests = [.. costs.Zip(alphas, (cost, alpha) => cost - alpha)];
        double inner = 1e-2, leastInner = Math.Min(1e-8, problem.Tolerance);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int row = 0; row < count; row++)
        {
            squares[row] = rows.Square(row);
            rows.Add(row, weights, sides[row] * alphas[row]);
        }

        while (round < problem.MaxIterations)
        {
            problem.Context.Cancellation.ThrowIfCancellationRequested();
            problem.Shuffle(order);
            int steps = 0;
            double most = 0;
            foreach (int row in order)
            {
                double cost = costs[row], b = rows.Dot(row, weights) * sides[row], a = squares[row];
                bool isOther = (0.5 * a * (rests[row] - alphas[row])) + b < 0;
                double sign = isOther ? -1 : 1, old = isOther ? rests[row] : alphas[row], z = cost - old < 0.5 * cost ? 0.1 * old : old;
                double slope = Slope();
                most = Math.Max(most, Math.Abs(slope));
                int step = 0;
                for (; step <= MostSteps && !(Math.Abs(slope) < inner); step++)
                {
                    double next = z - (slope / (a + (cost / (cost - z) / z)));
                    z = next <= 0 ? z * 0.1 : next;
                    slope = Slope();
                }

                steps += step;
                if (step > 0)
                {
                    (alphas[row], rests[row]) = isOther ? (cost - z, z) : (z, cost - z);
                    rows.Add(row, weights, sign * (z - old) * sides[row]);
                }

                double Slope() => (a * (z - old)) + (sign * b) + Math.Log(z / (cost - z));
            }

            round++;
            if (most < problem.Tolerance)
            {
                break;
            }

            if (steps <= count / 10)
            {
                inner = Math.Max(leastInner, 0.1 * inner);
            }
        }

        return (weights, round);
    }
}
