namespace Brine.Training;

/// <summary>liblinear's <c>solve_l1r_lr</c>: logistic regression where the sizes of coefficients cost, by Newton's method whose steps are
/// found one coefficient after another (Yuan, Ho and Lin 2012).</summary>
internal sealed class SparseLogistic
{
    private const int MostRounds = 1000;
    private const int MostTrials = 20;
    private const double Nu = 1e-12;
    private const double Share = 0.01;

    private readonly MarginProblem _problem;
    private readonly MarginRows _columns;
    private readonly double[] _costs;
    private readonly double[] _weights;
    private readonly double[] _next;
    private readonly double[] _gradient;
    private readonly double[] _diagonal;
    private readonly int[] _order;
    private readonly double[] _powers;
    private readonly double[] _slopes;
    private readonly double[] _curvatures;
    private readonly double[] _moves;
    private double _size;
    private int _idleRounds;

    internal SparseLogistic(MarginProblem problem)
    {
        int width = problem.Rows.Width, count = problem.Rows.Count;
        (_problem, _columns, _costs) = (problem, problem.Rows.Turn(null), problem.Costs);
        (_weights, _next, _gradient, _diagonal) = (new double[width], new double[width], new double[width], new double[width]);
        (_powers, _slopes, _curvatures, _moves) = (new double[count], new double[count], new double[count], new double[count]);
        _order = [.. Enumerable.Range(0, width)];
        Array.Fill(_powers, 1.0);
        Derive();
    }

    internal (double[] Weights, int Rounds) Solve()
    {
        int width = _weights.Length, round = 0;
        double[] negative = new double[width];
        for (int column = 0; column < width; column++)
        {
            ReadOnlySpan<int> rows = _columns.Columns(column);
            for (int k = 0; k < rows.Length; k++)
            {
                negative[column] += _problem.Targets[rows[k]] < 0 ? _costs[rows[k]] * _columns.Values(column)[k] : 0;
            }
        }

        double oldMost = double.PositiveInfinity, firstSum = -1, inner = 1;
        for (; round < _problem.MaxIterations; round++)
        {
            _problem.Context.Cancellation.ThrowIfCancellationRequested();
            int active = Measure(negative, oldMost, out double most, out double sum);
            firstSum = round == 0 ? sum : firstSum;
            if (sum <= _problem.SideTolerance * firstSum || _idleRounds >= 10)
            {
                break;
            }

            _idleRounds++;
            int inside = FindStep(active, inner * firstSum);
            Search();
            inner *= inside == 1 ? 0.25 : 1;
            oldMost = most;
        }

        return (_weights, round);
    }

    /// <summary>Slopes and curvatures of the coefficients; those that will stay 0 are put behind the others.</summary>
    private int Measure(double[] negative, double oldMost, out double most, out double sum)
    {
        int active = _weights.Length;
        (most, sum) = (0, 0);
        for (int place = 0; place < active; place++)
        {
            int column = _order[place];
            ReadOnlySpan<int> rows = _columns.Columns(column);
            ReadOnlySpan<double> values = _columns.Values(column);
            double curvature = Nu, slope = 0;
            for (int k = 0; k < rows.Length; k++)
            {
                curvature += values[k] * values[k] * _curvatures[rows[k]];
                slope += values[k] * _slopes[rows[k]];
            }

            (_diagonal[column], _gradient[column]) = (curvature, -slope + negative[column]);
            double above = _gradient[column] + 1, below = _gradient[column] - 1;
            if (CoordinateStep.IsSettled(_weights[column], above, below, oldMost / _powers.Length))
            {
                DualMargin.LeaveOut(_order, ref place, ref active);
                continue;
            }

            double violation = CoordinateStep.Violation(_weights[column], above, below);
            most = Math.Max(most, violation);
            sum += violation;
        }

        return active;
    }

    /// <summary>Finds where Newton's step leads; how many rounds it took.</summary>
    private int FindStep(int all, double enough)
    {
        int active = all, round = 0;
        double oldMost = double.PositiveInfinity;
        Array.Clear(_moves);
        while (round < MostRounds)
        {
            double most = 0, sum = 0;
            _problem.Shuffle(_order.AsSpan(0, active));
            for (int place = 0; place < active; place++)
            {
                int column = _order[place];
                ReadOnlySpan<int> rows = _columns.Columns(column);
                ReadOnlySpan<double> values = _columns.Values(column);
                double slope = _gradient[column] + ((_next[column] - _weights[column]) * Nu);
                for (int k = 0; k < rows.Length; k++)
                {
                    slope += values[k] * _curvatures[rows[k]] * _moves[rows[k]];
                }

                double above = slope + 1, below = slope - 1;
                if (CoordinateStep.IsSettled(_next[column], above, below, oldMost / _powers.Length))
                {
                    DualMargin.LeaveOut(_order, ref place, ref active);
                    continue;
                }

                double step = CoordinateStep.Of(above, below, _diagonal[column], _next[column]);
                if (Math.Abs(step) < 1.0e-12)
                {
                    continue;
                }

                step = Math.Min(Math.Max(step, -10.0), 10.0);
                _idleRounds = 0;
                double violation = CoordinateStep.Violation(_next[column], above, below);
                most = Math.Max(most, violation);
                sum += violation;
                _next[column] += step;
                _columns.Add(column, _moves, step);
            }

            round++;
            if (sum <= enough)
            {
                if (active == all)
                {
                    break;
                }

                (active, oldMost) = (all, double.PositiveInfinity);
                continue;
            }

            oldMost = most;
        }

        return round;
    }

    /// <summary>Goes along the step as far as the loss falls.</summary>
    private void Search()
    {
        double delta = 0, size = _next.Sum(Math.Abs), negative = 0;
        for (int column = 0; column < _weights.Length; column++)
        {
            delta += _gradient[column] * (_next[column] - _weights[column]);
        }

        delta += size - _size;
        for (int row = 0; row < _moves.Length; row++)
        {
            negative += _problem.Targets[row] < 0 ? _costs[row] * _moves[row] : 0;
        }

        var powers = new double[_powers.Length];
        for (int trial = 0; trial < MostTrials; trial++)
        {
            double condition = size - _size + negative - (Share * delta);
            for (int row = 0; row < powers.Length; row++)
            {
                double move = Exponential.Of(_moves[row]);
                powers[row] = _powers[row] * move;
                condition += _costs[row] * Math.Log((1 + powers[row]) / (move + powers[row]));
            }

            if (condition <= 0)
            {
                _size = size;
                _next.CopyTo(_weights, 0);
                powers.CopyTo(_powers, 0);
                Derive();
                return;
            }

            for (int column = 0; column < _next.Length; column++)
            {
                _next[column] = (_weights[column] + _next[column]) * 0.5;
            }

            size = _next.Sum(Math.Abs);
            delta *= 0.5;
            negative *= 0.5;
            for (int row = 0; row < _moves.Length; row++)
            {
                _moves[row] *= 0.5;
            }
        }

        Array.Clear(_powers);
        for (int column = 0; column < _weights.Length; column++)
        {
            if (_weights[column] != 0)
            {
                _columns.Add(column, _powers, _weights[column]);
            }
        }

        Exponential.Apply(_powers);
    }

    private void Derive()
    {
        for (int row = 0; row < _powers.Length; row++)
        {
            double part = 1 / (1 + _powers[row]);
            _slopes[row] = _costs[row] * part;
            _curvatures[row] = _costs[row] * _powers[row] * part * part;
        }
    }
}
