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
        for (int row = 0; row < _answers.Length; row++)
        {
            _answers[row] = _rows.Dot(row, weights);
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
        for (int row = 0; row < _answers.Length; row++)
        {
            double error = Error(row);
            _counts[row] = error != 0;
            if (error != 0)
            {
                _rows.Add(row, slope, limit is null ? problem.Costs[row] * problem.Targets[row] * error : problem.Costs[row] * error);
            }
        }

        for (int column = 0; column < slope.Length; column++)
        {
            slope[column] = weights[column] + (2 * slope[column]);
        }
    }

    internal override void Bend(double[] vector, double[] product)
    {
        Array.Clear(product);
        for (int row = 0; row < _answers.Length; row++)
        {
            if (_counts[row])
            {
                _rows.Add(row, product, problem.Costs[row] * _rows.Dot(row, vector));
            }
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
