namespace Brine.Training;

/// <summary>The loss of logistic regression and its gradient: <c>HalfBinomialLoss</c> and <c>HalfMultinomialLoss</c> over a linear
/// model. The coefficients of a class lie one after another, its constant behind them.</summary>
internal sealed class LogisticLoss(DenseRows x, int[] classes, int outputs, bool hasIntercept, double[]? weights)
{
    /// <summary>Rows are summed in so many at a time, so that the sums do not depend on the number of threads.</summary>
    private const int Block = 2048;

    private readonly int _width = x.ColumnCount + (hasIntercept ? 1 : 0);
    private readonly int _blocks = (x.RowCount + Block - 1) / Block;
    private double[][]? _gradients;
    private double[] _losses = [];

    internal required double Penalty { get; init; }

    internal required double Scale { get; init; }

    internal required FitContext Context { get; init; }

    internal double Compute(double[] point, double[] gradient)
    {
        Context.Cancellation.ThrowIfCancellationRequested();
        _gradients ??= [.. Enumerable.Range(0, _blocks).Select(_ => new double[point.Length])];
        _losses = _losses.Length == 0 ? new double[_blocks] : _losses;
        if (_blocks == 1 || Context.ThreadCount == 1)
        {
            for (int block = 0; block < _blocks; block++)
            {
                ComputeBlock(block, point);
            }
        }
        else
        {
            Parallel.For(0, _blocks, new ParallelOptions { MaxDegreeOfParallelism = Context.ThreadCount },
                block => ComputeBlock(block, point));
        }

        double loss = 0;
        Array.Clear(gradient);
        for (int block = 0; block < _blocks; block++)
        {
            loss += _losses[block];
            Vectors.Add(gradient, _gradients[block], 1);
        }

        loss /= Scale;
        double square = 0;
        for (int k = 0; k < outputs; k++)
        {
            ReadOnlySpan<double> coefficients = point.AsSpan(k * _width, x.ColumnCount);
            square += Vectors.Dot(coefficients, coefficients);
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (gradient[i] / Scale) + (i % _width < x.ColumnCount ? Penalty * point[i] : 0);
        }

        return loss + (0.5 * Penalty * square);
    }

    private void ComputeBlock(int block, double[] point)
    {
        double[] gradient = _gradients![block];
        Array.Clear(gradient);
        double loss = 0;
        Span<double> raw = outputs <= 64 ? stackalloc double[outputs] : new double[outputs];
        int last = Math.Min(x.RowCount, (block + 1) * Block);
        for (int row = block * Block; row < last; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            for (int k = 0; k < outputs; k++)
            {
                double constant = hasIntercept ? point[(k * _width) + x.ColumnCount] : 0;
                raw[k] = Vectors.Dot(values, point.AsSpan(k * _width, x.ColumnCount)) + constant;
            }

            double weight = weights is null ? 1 : weights[row];
            loss += weight * (outputs == 1 ? Binary(raw, classes[row]) : Multinomial(raw, classes[row]));
            for (int k = 0; k < outputs; k++)
            {
                double slope = weight * raw[k];
                Vectors.Add(gradient.AsSpan(k * _width, x.ColumnCount), values, slope);
                if (hasIntercept)
                {
                    gradient[(k * _width) + x.ColumnCount] += slope;
                }
            }
        }

        _losses[block] = loss;
    }

    /// <summary><c>closs_grad_half_binomial</c>: the loss; the slope takes the place of the raw prediction.</summary>
    private static double Binary(Span<double> raw, double y)
    {
        double z = raw[0];
        if (z <= -2)
        {
            double power = Math.Exp(z);
            raw[0] = z <= -37 ? power - y : (((1 - y) * power) - y) / (1 + power);
            return (z <= -37 ? power : LogarithmOfOnePlus.Log1p(power)) - (y * z);
        }

        double inverse = Math.Exp(-z);
        raw[0] = ((1 - y) - (y * inverse)) / (1 + inverse);
        return (z <= 18 ? LogarithmOfOnePlus.Log1p(inverse) : inverse) + ((1 - y) * z);
    }

    private static double Multinomial(Span<double> raw, int y)
    {
        double largest = raw[0];
        foreach (double z in raw)
        {
            largest = Math.Max(largest, z);
        }

        double sum = 0, own = raw[y];
        for (int k = 0; k < raw.Length; k++)
        {
            raw[k] = Math.Exp(raw[k] - largest);
            sum += raw[k];
        }

        for (int k = 0; k < raw.Length; k++)
        {
            raw[k] = (raw[k] / sum) - (k == y ? 1 : 0);
        }

        return Math.Log(sum) + largest - own;
    }
}
