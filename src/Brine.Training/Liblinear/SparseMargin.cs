namespace Brine.Training;

/// <summary>liblinear's <c>solve_l1r_l2_svc</c>: the sizes of coefficients cost, so that many are 0; one after another is made better by a
/// search along Newton's step (Yuan et al. 2010).</summary>
internal sealed class SparseMargin
{
    private const int MostTrials = 20;
    private const double Share = 0.01;

    private readonly MarginProblem _problem;
    private readonly MarginRows _columns;
    private readonly double[] _costs;

    /// <summary>What each row lacks to the margin.</summary>
    private readonly double[] _rest;
    private readonly double[] _weights;

    internal SparseMargin(MarginProblem problem)
    {
        (_problem, _columns, _costs) = (problem, problem.Rows.Turn(problem.Targets), problem.Costs);
        (_rest, _weights) = (new double[problem.Rows.Count], new double[problem.Rows.Width]);
        Array.Fill(_rest, 1.0);
    }

    internal (double[] Weights, int Rounds) Solve()
    {
        int width = _weights.Length, active = width, round = 0;
        int[] order = [.. Enumerable.Range(0, width)];
        double[] squares = new double[width];
        for (int column = 0; column < width; column++)
        {
            ReadOnlySpan<int> rows = _columns.Columns(column);
            ReadOnlySpan<double> values = _columns.Values(column);
            for (int k = 0; k < rows.Length; k++)
            {
                squares[column] += _costs[rows[k]] * values[k] * values[k];
            }
        }

        double oldMost = double.PositiveInfinity, firstSum = -1;
        while (round < _problem.MaxIterations)
        {
            _problem.Context.Cancellation.ThrowIfCancellationRequested();
            double most = 0, sum = 0;
            _problem.Shuffle(order.AsSpan(0, active));
            for (int place = 0; place < active; place++)
            {
                int column = order[place];
                (double slope, double curvature) = Slope(column);
                double above = slope + 1, below = slope - 1, weight = _weights[column];
                if (CoordinateStep.IsSettled(weight, above, below, oldMost / _rest.Length))
                {
                    DualMargin.LeaveOut(order, ref place, ref active);
                    continue;
                }

                double violation = CoordinateStep.Violation(weight, above, below);
                most = Math.Max(most, violation);
                sum += violation;
                double step = CoordinateStep.Of(above, below, curvature, weight);
                if (Math.Abs(step) >= 1.0e-12)
                {
                    Search(column, step, slope, squares[column]);
                }
            }

            firstSum = round == 0 ? sum : firstSum;
            round++;
            if (sum <= _problem.SideTolerance * firstSum)
            {
                if (active == width)
                {
                    break;
                }

                (active, oldMost) = (width, double.PositiveInfinity);
                continue;
            }

            oldMost = most;
        }

        return (_weights, round);
    }

    private (double Slope, double Curvature) Slope(int column)
    {
        ReadOnlySpan<int> rows = _columns.Columns(column);
        ReadOnlySpan<double> values = _columns.Values(column);
        double slope = 0, curvature = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            double rest = _rest[rows[k]];
            if (rest > 0)
            {
                double part = _costs[rows[k]] * values[k];
                slope -= part * rest;
                curvature += part * values[k];
            }
        }

        return (slope * 2, Math.Max(curvature * 2, 1e-12));
    }

    private void Search(int column, double step, double slope, double square)
    {
        double weight = _weights[column], oldLoss = 0, oldStep = 0;
        double delta = Math.Abs(weight + step) - Math.Abs(weight) + (slope * step);
        int trial = 0;
        for (; trial < MostTrials; trial++)
        {
            double change = oldStep - step, condition = Math.Abs(weight + step) - Math.Abs(weight) - (Share * delta);
            if ((square * step * step) + (slope * step) + condition <= 0)
            {
                _columns.Add(column, _rest, change);
                break;
            }

            oldLoss = trial == 0 ? Loss(column) : oldLoss;
            _columns.Add(column, _rest, change);
            if (condition + Loss(column) - oldLoss <= 0)
            {
                break;
            }

            oldStep = step;
            step *= 0.5;
            delta *= 0.5;
        }

        _weights[column] += step;
        if (trial < MostTrials)
        {
            return;
        }

        // After so many steps what is lacking is computed anew.
        Array.Fill(_rest, 1.0);
        for (int other = 0; other < _weights.Length; other++)
        {
            if (_weights[other] != 0)
            {
                _columns.Add(other, _rest, -_weights[other]);
            }
        }
    }

    private double Loss(int column)
    {
        double loss = 0;
        foreach (int row in _columns.Columns(column))
        {
            loss += _rest[row] > 0 ? _costs[row] * _rest[row] * _rest[row] : 0;
        }

        return loss;
    }
}
