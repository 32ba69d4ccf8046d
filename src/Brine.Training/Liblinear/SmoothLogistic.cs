namespace Brine.Training;

/// <summary>liblinear's <c>l2r_lr_fun</c>: the loss of logistic regression.</summary>
internal sealed class SmoothLogistic(MarginProblem problem) : SmoothLoss
{
    private readonly MarginRows _rows = problem.Rows;
    private readonly double[] _answers = new double[problem.Rows.Count];

    /// <summary>The curvature of each row, times what its error costs.</summary>
    private readonly double[] _curvatures = new double[problem.Rows.Count];

    internal override int Width => _rows.Width;

    internal override double Value(double[] weights)
    {
        double value = HalfSquare(weights);
        double[] sides = problem.Targets, costs = problem.Costs;
        _rows.Dots(0, weights, _answers);
        Span<double> powers = stackalloc double[Block];
        for (int first = 0; first < _answers.Length; first += Block)
        {
            Span<double> answers = _answers.AsSpan(first, Math.Min(Block, _answers.Length - first));
            powers = powers[..answers.Length];
            for (int i = 0; i < answers.Length; i++)
            {
                powers[i] = -Math.Abs(answers[i]);
            }

            Exponential.Apply(powers);
            for (int i = 0; i < answers.Length; i++)
            {
                double margin = sides[first + i] * answers[i], rest = Math.Log(1 + powers[i]);
                value += costs[first + i] * (margin >= 0 ? rest : -margin + rest);
            }
        }

        return value;
    }

    internal override void Slope(double[] weights, double[] slope)
    {
        Array.Clear(slope);
        double[] sides = problem.Targets, costs = problem.Costs;
        Span<double> factors = stackalloc double[Block];
        for (int first = 0; first < _answers.Length; first += Block)
        {
            factors = factors[..Math.Min(Block, _answers.Length - first)];
            for (int i = 0; i < factors.Length; i++)
            {
                factors[i] = -sides[first + i] * _answers[first + i];
            }

            Exponential.Apply(factors);
            for (int i = 0; i < factors.Length; i++)
            {
                int row = first + i;
                double share = 1 / (1 + factors[i]);
                _curvatures[row] = costs[row] * (share * (1 - share));
                factors[i] = costs[row] * (share - 1) * sides[row];
            }

            _rows.Add(first, slope, factors);
        }

        for (int column = 0; column < slope.Length; column++)
        {
            slope[column] = weights[column] + slope[column];
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
                factors[i] = _curvatures[first + i] * factors[i];
            }

            _rows.Add(first, product, factors);
        }

        for (int column = 0; column < product.Length; column++)
        {
            product[column] = vector[column] + product[column];
        }
    }
}
