namespace Brine.Training;

/// <summary>liblinear's <c>solve_l2r_l1l2_svr</c>: the same for numbers, where errors up to a limit cost nothing (Ho and Lin
/// 2012).</summary>
internal static class DualNumber
{
    internal static (double[] Weights, int Rounds) Solve(MarginProblem problem, double limit, bool isSquared)
    {
        MarginRows rows = problem.Rows;
        int count = rows.Count, active = count, round = 0;
        double[] weights = new double[rows.Width], betas = new double[count];
        double[] diagonal = Array.ConvertAll(problem.Costs, cost => isSquared ? 0.5 / cost : 0);
        double[] bounds = isSquared ? [.. problem.Costs.Select(_ => double.PositiveInfinity)] : problem.Costs;
        double[] squares = [.. diagonal.Select((_, row) => rows.Square(row))];
        int[] order = [.. Enumerable.Range(0, count)];
        double oldMost = double.PositiveInfinity, firstSum = -1;
        while (round < problem.MaxIterations)
        {
            problem.Context.Cancellation.ThrowIfCancellationRequested();
            double most = 0, sum = 0;
            problem.Shuffle(order.AsSpan(0, active));
            for (int place = 0; place < active; place++)
            {
                int row = order[place];
                double beta = betas[row], slope = rows.Dot(row, weights, -problem.Targets[row] + (diagonal[row] * beta));
                double curvature = squares[row] + diagonal[row], above = slope + limit, below = slope - limit;
                if (IsSettled(beta, bounds[row], above, below, oldMost))
                {
                    DualMargin.LeaveOut(order, ref place, ref active);
                    continue;
                }

                double violation = Violation(beta, bounds[row], above, below);
                most = Math.Max(most, violation);
                sum += violation;
                double step = CoordinateStep.Of(above, below, curvature, beta);
                if (Math.Abs(step) < 1.0e-12)
                {
                    continue;
                }

                betas[row] = Math.Min(Math.Max(beta + step, -bounds[row]), bounds[row]);
                step = betas[row] - beta;
                if (step != 0)
                {
                    rows.Add(row, weights, step);
                }
            }

            firstSum = round == 0 ? sum : firstSum;
            round++;
            if (sum <= problem.Tolerance * firstSum)
            {
                if (active == count)
                {
                    break;
                }

                (active, oldMost) = (count, double.PositiveInfinity);
                continue;
            }

            oldMost = most;
        }

        return (weights, round);
    }

    private static bool IsSettled(double beta, double bound, double above, double below, double most) =>
        beta == 0 ? !(above < 0) && !(below > 0) && above > most && below < -most
        : beta >= bound ? !(above > 0) && above < -most
        : beta <= -bound && !(below < 0) && below > most;

    private static double Violation(double beta, double bound, double above, double below) =>
        beta == 0 ? above < 0 ? -above : below > 0 ? below : 0
        : beta >= bound ? Math.Max(above, 0)
        : beta <= -bound ? Math.Max(-below, 0)
        : beta > 0 ? Math.Abs(above) : Math.Abs(below);
}
