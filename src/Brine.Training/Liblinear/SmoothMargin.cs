namespace Brine.Training;

/// <summary>liblinear's <c>l2r_l2_svc_fun</c> and <c>l2r_l2_svr_fun</c>: the squares of errors, of which some cost nothing.</summary>
/// <param name="problem">The problem.</param>
/// <param name="limit">Of numbers the errors that cost nothing; null of two sides.</param>
internal sealed class SmoothMargin(MarginProblem problem, double? limit) : SmoothLoss
{
    private readonly MarginRows _rows = problem.Rows;

    /// <summary>What rows answer at the weights whose value was asked for last.</summary>
    private readonly double[] _answers = new double[problem.Rows.Count];

    /// <summary>True where an error cost something at the weights whose slope was asked for last.</summary>
    private readonly bool[] _counts = new bool[problem.Rows.Count];

    internal override int Width => _rows.Width;

    internal override double Value(double[] weights)
    {
        double value = HalfSquare(weights);
        _rows.Dots(0, weights, _answers);
        for (int row = 0; row < _answers.Length; row++)
        {
            double error = Error(row);
            if (error != 0)
            {
                value += problem.Costs[row] * error * error;
            }
        }

        return value;
    }

    internal override void Slope(double[] weights, double[] slope)
    {
        Array.Clear(slope);
        Span<double> factors = stackalloc double[Block];
        for (int first = 0; first < _answers.Length; first += Block)
        {
            factors = factors[..Math.Min(Block, _answers.Length - first)];
            for (int i = 0; i < factors.Length; i++)
            {
                int row = first + i;
                double error = Error(row);
                _counts[row] = error != 0;
                factors[i] = error == 0 ? 0
                    : limit is null ? problem.Costs[row] * problem.Targets[row] * error : problem.Costs[row] * error;
            }

            _rows.Add(first, slope, factors);
        }

        for (int column = 0; column < slope.Length; column++)
        {
            slope[column] = weights[column] + (2 * slope[column]);
        }
    }

    internal override void Bend(double[] vector, double[] product)
    {
        Array.Clear(product);
        Span<double> factors = stackalloc double[Block];
        for (int first = 0; first < _answers.Length; first += Block)
        {
            factors = factors[..Math.Min(Block, _answers.Length - first)];
            _rows.Dots(first, vector, factors);
            for (int i = 0; i < factors.Length; i++)
            {
                factors[i] = _counts[first + i] ? problem.Costs[first + i] * factors[i] : 0;
            }

            _rows.Add(first, product, factors);
        }

        for (int column = 0; column < product.Length; column++)
        {
            product[column] = vector[column] + (2 * product[column]);
        }
    }

    /// <summary>The error of a row, 0 where it costs nothing.</summary>
    private double Error(int row)
    {
        if (limit is not { } free)
        {
            return Math.Min((problem.Targets[row] * _answers[row]) - 1, 0);
        }

        double error = _answers[row] - problem.Targets[row];
        return error < -free ? error + free : error > free ? error - free : 0;
    }
}
