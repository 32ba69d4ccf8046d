namespace Brine.Training;

/// <summary>liblinear's <c>l2r_lr_fun</c>: the loss of logistic regression.</summary>
internal sealed class SmoothLogistic(MarginProblem problem) : SmoothLoss
{
    private readonly MarginRows _rows = problem.Rows;
    private readonly double[] _answers = new double[problem.Rows.Count];
    private readonly double[] _curvatures = new double[problem.Rows.Count];

    internal override int Width => _rows.Width;

    internal override double Value(double[] weights)
    {
        double value = HalfSquare(weights);
        for (int row = 0; row < _answers.Length; row++)
        {
            _answers[row] = _rows.Dot(row, weights);
            double margin = problem.Targets[row] * _answers[row];
            double rest = Math.Log(1 + Exponential.Of(-Math.Abs(margin)));
            value += problem.Costs[row] * (margin >= 0 ? rest : -margin + rest);
        }

        return value;
    }

    internal override void Slope(double[] weights, double[] slope)
    {
        Array.Clear(slope);
        for (int row = 0; row < _answers.Length; row++)
        {
            double side = problem.Targets[row], share = 1 / (1 + Exponential.Of(-side * _answers[row]));
            _curvatures[row] = share * (1 - share);
            _rows.Add(row, slope, problem.Costs[row] * (share - 1) * side);
        }

        for (int column = 0; column < slope.Length; column++)
        {
            slope[column] = weights[column] + slope[column];
        }
    }

    internal override void Bend(double[] vector, double[] product)
    {
        Array.Clear(product);
        for (int row = 0; row < _answers.Length; row++)
        {
            _rows.Add(row, product, problem.Costs[row] * _curvatures[row] * _rows.Dot(row, vector));
        }

        for (int column = 0; column < product.Length; column++)
        {
            product[column] = vector[column] + product[column];
        }
    }
}
