namespace Brine.Training;

/// <summary>liblinear's <c>solve_l2r_l1l2_svc</c>: one dual coefficient after another is made the best (Hsieh et al. 2008).</summary>
internal static class DualMargin
{
    internal static (double[] Weights, int Rounds) Solve(MarginProblem problem, bool isSquared)
    {
        MarginRows rows = problem.Rows;
        int count = rows.Count, active = count, round = 0;
        double[] weights = new double[rows.Width], alphas = new double[count], sides = problem.Targets;
        double[] diagonal = Array.ConvertAll(problem.Costs, cost => isSquared ? 0.5 / cost : 0);
        double[] bounds = isSquared ? [.. problem.Costs.Select(_ => double.PositiveInfinity)] : problem.Costs;
        double[] squares = [.. diagonal.Select((sum, row) => rows.Square(row, sum))];
        int[] order = [.. Enumerable.Range(0, count)];
        double oldMost = double.PositiveInfinity, oldLeast = double.NegativeInfinity;
        while (round < problem.MaxIterations)
        {
            problem.Context.Cancellation.ThrowIfCancellationRequested();
            double most = double.NegativeInfinity, least = double.PositiveInfinity;
            problem.Shuffle(order.AsSpan(0, active));
            for (int place = 0; place < active; place++)
            {
                int row = order[place];
                double slope = (rows.Dot(row, weights) * sides[row]) - 1, alpha = alphas[row];
                slope += alpha * diagonal[row];
                double projected = slope;
                if (alpha == 0)
                {
                    if (slope > oldMost)
                    {
                        LeaveOut(order, ref place, ref active);
                        continue;
                    }

                    projected = Math.Min(slope, 0);
                }
                else if (alpha == bounds[row])
                {
                    if (slope < oldLeast)
                    {
                        LeaveOut(order, ref place, ref active);
                        continue;
                    }

                    projected = Math.Max(slope, 0);
                }

                most = Math.Max(most, projected);
                least = Math.Min(least, projected);
                if (Math.Abs(projected) > 1.0e-12)
                {
                    alphas[row] = Math.Min(Math.Max(alpha - (slope / squares[row]), 0.0), bounds[row]);
                    rows.Add(row, weights, (alphas[row] - alpha) * sides[row]);
                }
            }

            round++;
            if (most - least <= problem.Tolerance)
            {
                if (active == count)
                {
                    break;
                }

                (active, oldMost, oldLeast) = (count, double.PositiveInfinity, double.NegativeInfinity);
                continue;
            }

            oldMost = most <= 0 ? double.PositiveInfinity : most;
            oldLeast = least >= 0 ? double.NegativeInfinity : least;
        }

        return (weights, round);
    }

    /// <summary>Puts what will not change behind the others; what comes to its place is next.</summary>
    internal static void LeaveOut(int[] order, ref int place, ref int active)
    {
        active--;
        (order[place], order[active]) = (order[active], order[place]);
        place--;
    }
}
