namespace Brine.Training;

/// <summary>One coefficient after another is made the best while the others stay: scikit-learn's <c>enet_coordinate_descent</c>.</summary>
/// <param name="problem">Columns and target.</param>
/// <param name="sizePenalty">What the sizes of coefficients cost.</param>
/// <param name="squarePenalty">What half their squares cost.</param>
/// <param name="isPositive">True where no coefficient is under 0.</param>
internal sealed class CoordinateDescent(CenteredProblem problem, double sizePenalty, double squarePenalty, bool isPositive)
{
    private readonly double[] _rest = [.. problem.Target];
    private readonly double[] _slopes = new double[problem.ColumnCount];
    private readonly double[] _norms =
        [.. Enumerable.Range(0, problem.ColumnCount).Select(j => Vectors.Dot(problem.Column(j), problem.Column(j)))];
    private bool[] _isOut = [];
    private double _largestSlope;

    internal double[] Coefficients { get; } = new double[problem.ColumnCount];

    /// <summary>How far the answer is from the best one at most.</summary>
    internal double Gap { get; private set; }

    /// <summary>Goes round until the answer is near enough to the best one; how many rounds it took.</summary>
    internal int Run(int most, double tolerance, FitContext context)
    {
        double enough = tolerance * Vectors.Dot(problem.Target, problem.Target);
        _isOut = Array.ConvertAll(_norms, norm => norm == 0);
        bool leavesOut = context.IsNew && sizePenalty != 0;
        Gap = tolerance + 1;
        if (context.IsNew)
        {
            Gap = NewGap();
            if (Gap <= enough)
            {
                return 0;
            }

            LeaveOut(leavesOut);
        }

        for (int round = 0; round < most; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            (double largest, double change) = Round();
            bool isStill = largest == 0 || (context.IsNew ? change / largest <= tolerance : change / largest < tolerance);
            if (!isStill && round < most - 1)
            {
                continue;
            }

            Gap = context.IsNew ? NewGap() : OldGap();
            if (context.IsNew ? Gap <= enough : Gap < enough)
            {
                return round + 1;
            }

            LeaveOut(leavesOut);
        }

        return most;
    }

    private (double Largest, double Change) Round()
    {
        double largest = 0, most = 0;
        for (int j = 0; j < Coefficients.Length; j++)
        {
            if (_isOut[j])
            {
                continue;
            }

            double before = Coefficients[j], slope = Vectors.Dot(problem.Column(j), _rest) + (before * _norms[j]);
            double after = isPositive && slope < 0 ? 0
                : Math.Sign(slope) * Math.Max(Math.Abs(slope) - sizePenalty, 0) / (_norms[j] + squarePenalty);
            if (after != before)
            {
                Vectors.Add(_rest, problem.Column(j), before - after);
                Coefficients[j] = after;
            }

            most = Math.Max(most, Math.Abs(after - before));
            largest = Math.Max(largest, Math.Abs(after));
        }

        return (largest, most);
    }

    /// <summary>Leaves out columns whose coefficients are 0 for sure.</summary>
    private void LeaveOut(bool isOn)
    {
        for (int j = 0; isOn && j < Coefficients.Length; j++)
        {
            double share = (1 - Math.Abs(_slopes[j] / Math.Max(sizePenalty, _largestSlope))) / Math.Sqrt(_norms[j] + squarePenalty);
            if (_isOut[j] || share <= Math.Sqrt(2 * Gap) / sizePenalty)
            {
                continue;
            }

            if (Coefficients[j] != 0)
            {
                Vectors.Add(_rest, problem.Column(j), Coefficients[j]);
                Coefficients[j] = 0;
            }

            _isOut[j] = true;
        }
    }

    /// <summary><c>gap_enet</c> of scikit-learn 1.9.</summary>
    private double NewGap()
    {
        double squares = squarePenalty > 0 ? Vectors.Dot(Coefficients, Coefficients) : 0, rest = Vectors.Dot(_rest, _rest);
        double fit = Vectors.Dot(_rest, problem.Target);
        if (sizePenalty == 0)
        {
            for (int j = 0; j < _slopes.Length; j++)
            {
                _slopes[j] = Vectors.Dot(problem.Column(j), _rest);
            }

            _largestSlope = Vectors.Dot(_slopes, _slopes);
            return squarePenalty == 0 ? _largestSlope
                : rest + (0.5 * squarePenalty * squares) - fit + (1 / (2 * squarePenalty) * _largestSlope);
        }

        MeasureSlopes();
        double sizes = Coefficients.Sum(Math.Abs), scale = _largestSlope > sizePenalty ? sizePenalty / _largestSlope : 1.0;
        double primal = (0.5 * (rest + (squarePenalty * squares))) + (sizePenalty * sizes);
        return primal - ((-0.5 * (scale * scale) * (rest + (squarePenalty * squares))) + (scale * fit));
    }

    /// <summary>The gap of scikit-learn 1.2.</summary>
    private double OldGap()
    {
        MeasureSlopes();
        double rest = Vectors.Dot(_rest, _rest), squares = Vectors.Dot(Coefficients, Coefficients), scale = 1.0, gap = rest;
        if (_largestSlope > sizePenalty)
        {
            scale = sizePenalty / _largestSlope;
            gap = 0.5 * (rest + (rest * scale * scale));
        }

        return gap + ((sizePenalty * Coefficients.Sum(Math.Abs)) - (scale * Vectors.Dot(_rest, problem.Target))
            + (0.5 * squarePenalty * (1 + (scale * scale)) * squares));
    }

    private void MeasureSlopes()
    {
        _largestSlope = isPositive ? double.NegativeInfinity : 0;
        for (int j = 0; j < _slopes.Length; j++)
        {
            double slope = _slopes[j] = Vectors.Dot(problem.Column(j), _rest) - (squarePenalty * Coefficients[j]);
            _largestSlope = Math.Max(_largestSlope, isPositive ? slope : Math.Abs(slope));
        }
    }
}
