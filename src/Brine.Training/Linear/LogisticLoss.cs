namespace Brine.Training;

/// <summary>The loss of logistic regression and its gradient: <c>HalfBinomialLoss</c> and <c>HalfMultinomialLoss</c> over a linear
/// model. The coefficients of a class lie one after another, its constant behind them.</summary>
internal sealed class LogisticLoss(DenseRows x, int[] classes, int outputs, bool hasIntercept, double[]? weights)
{
    /// <summary>Rows are summed in so many at a time, so that the sums do not depend on the number of threads.</summary>
    private const int Block = 2048;

    /// <summary>How many rows are multiplied, then their exponentials taken, then added.</summary>
    private const int Piece = 128;

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
        Span<double> raw = outputs <= 4 ? stackalloc double[(outputs + 2) * Piece] : new double[(outputs + 2) * Piece];
        int last = Math.Min(x.RowCount, (block + 1) * Block);
        for (int first = block * Block; first < last; first += Piece)
        {
            int count = Math.Min(Piece, last - first);
            ReadOnlySpan<double> rows = x.Values.AsSpan(first * x.ColumnCount, count * x.ColumnCount);
            for (int k = 0; k < outputs; k++)
            {
                Span<double> one = raw.Slice(k * Piece, count);
                FullRowProducts.Dots(rows, point.AsSpan(k * _width, x.ColumnCount), one);
                double constant = hasIntercept ? point[(k * _width) + x.ColumnCount] : 0;
                for (int i = 0; i < one.Length && constant != 0; i++)
                {
                    one[i] += constant;
                }
            }

            loss += outputs == 1 ? Binary(first, raw[..count]) : Multinomial(first, count, raw);
            for (int k = 0; k < outputs; k++)
            {
                Span<double> slopes = raw.Slice(k * Piece, count);
                FullRowProducts.Add(rows, slopes, gradient.AsSpan(k * _width, x.ColumnCount));
                if (hasIntercept)
                {
                    foreach (double slope in slopes)
                    {
                        gradient[(k * _width) + x.ColumnCount] += slope;
                    }
                }
            }
        }

        _losses[block] = loss;
    }

    /// <summary><c>closs_grad_half_binomial</c>: the loss; the slopes take the place of the raw predictions.</summary>
    private double Binary(int first, Span<double> raw)
    {
        Span<double> powers = stackalloc double[Piece];
        powers = powers[..raw.Length];
        for (int i = 0; i < raw.Length; i++)
        {
            powers[i] = raw[i] <= -2 ? raw[i] : -raw[i];
        }

        Exponential.Apply(powers);
        double loss = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            double z = raw[i], power = powers[i], y = classes[first + i], weight = weights is null ? 1 : weights[first + i];
            if (z <= -2)
            {
                raw[i] = weight * (z <= -37 ? power - y : (((1 - y) * power) - y) / (1 + power));
                loss += weight * ((z <= -37 ? power : LogarithmOfOnePlus.Log1p(power)) - (y * z));
            }
            else
            {
                raw[i] = weight * (((1 - y) - (y * power)) / (1 + power));
                loss += weight * ((z <= 18 ? LogarithmOfOnePlus.Log1p(power) : power) + ((1 - y) * z));
            }
        }

        return loss;
    }

    /// <summary><c>closs_grad_half_multinomial</c>; the predictions of a class lie one after another.</summary>
    private double Multinomial(int first, int count, Span<double> raw)
    {
        Span<double> largest = raw.Slice(outputs * Piece, count), sums = raw.Slice((outputs + 1) * Piece, count);
        raw[..count].CopyTo(largest);
        for (int k = 1; k < outputs; k++)
        {
            Span<double> one = raw.Slice(k * Piece, count);
            for (int i = 0; i < largest.Length; i++)
            {
                largest[i] = Math.Max(largest[i], one[i]);
            }
        }

        double loss = 0;
        for (int i = 0; i < count; i++)
        {
            loss += (weights is null ? 1 : weights[first + i]) * (largest[i] - raw[(classes[first + i] * Piece) + i]);
        }

        sums.Clear();
        for (int k = 0; k < outputs; k++)
        {
            Span<double> one = raw.Slice(k * Piece, count);
            Vectors.Add(one, largest, -1);
            Exponential.Apply(one);
            Vectors.Add(sums, one, 1);
        }

        for (int i = 0; i < count; i++)
        {
            loss += (weights is null ? 1 : weights[first + i]) * Math.Log(sums[i]);
        }

        for (int k = 0; k < outputs; k++)
        {
            Span<double> one = raw.Slice(k * Piece, count);
            for (int i = 0; i < one.Length; i++)
            {
                one[i] = ((one[i] / sums[i]) - (classes[first + i] == k ? 1 : 0)) * (weights is null ? 1 : weights[first + i]);
            }
        }

        return loss;
    }
}
