namespace Brine.Training;

/// <summary>One start of a mixture: rounds of shares and distributions until the likelihood grows no more.</summary>
internal sealed class MixtureRun(DenseRows x, int count, string type, double regularization)
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly int _columns = x.ColumnCount;
    private readonly double[] _means = new double[count * x.ColumnCount];
    private double[] _weights = [];
    private double[] _covariances = [];
    private double[] _factors = [];

    internal double Bound { get; private set; } = double.NegativeInfinity;

    internal List<double> Bounds { get; } = [];

    internal bool IsOver { get; private set; }

    internal int Iterations { get; private set; }

    private int Matrices => type == "full" ? count : type == "tied" ? 1 : 0;

    internal void Run(double[] shares, int maxIterations, double tolerance, FitContext context)
    {
        Maximize(shares);
        _weights = Array.ConvertAll(_weights, weight => weight / x.RowCount);
        while (Iterations < maxIterations && !IsOver)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Iterations++;
            double before = Bound;
            Bound = Expect(shares);
            Maximize(shares);
            double sum = PairwiseSum.Of<double>(_weights);
            _weights = Array.ConvertAll(_weights, weight => weight / sum);
            Bounds.Add(Bound);
            IsOver = Math.Abs(Bound - before) < tolerance;
        }
    }

    internal void Write(AttributeWriter attributes)
    {
        int[] shape = type switch
        {
            "full" => [count, _columns, _columns],
            "tied" => [_columns, _columns],
            "diag" => [count, _columns],
            _ => [count],
        };
        attributes.Set("weights_", _weights).Set("means_", _means, count, _columns).Set("covariances_", _covariances, shape)
            .Set("precisions_cholesky_", _factors, shape).Set("precisions_", Precisions(), shape);
    }

    /// <summary>The logarithms of what each row is worth to each distribution, and the mean likelihood; shares are set.</summary>
    private double Expect(double[] shares)
    {
        double[] determinants = Determinants(), logs = new double[count], norms = new double[x.RowCount],
            weights = Array.ConvertAll(_weights, Math.Log);
        double constant = _columns * Math.Log(2 * Math.PI);
        double[] shifts = Shifts();
        var turned = new double[_columns];
        for (int row = 0; row < x.RowCount; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            for (int k = 0; k < count; k++)
            {
                double square = Matrices > 0 ? Square(values, k, shifts, turned) : Square(values, k);
                logs[k] = (-0.5 * (constant + square)) + determinants[k] + weights[k];
            }

            double most = logs.Max(), sum = 0;
            foreach (double log in logs)
            {
                sum += Math.Exp(log - most);
            }

            norms[row] = Math.Log(sum) + most;
            for (int k = 0; k < count; k++)
            {
                shares[(row * count) + k] = Math.Exp(logs[k] - norms[row]);
            }
        }

        return PairwiseSum.Of<double>(norms) / x.RowCount;
    }

    /// <summary>The means times the factors, one after another.</summary>
    private double[] Shifts()
    {
        var shifts = new double[count * _columns];
        for (int k = 0; k < count && Matrices > 0; k++)
        {
            Times(_means.AsSpan(k * _columns, _columns), k, shifts.AsSpan(k * _columns, _columns));
        }

        return shifts;
    }

    /// <summary>A row times the factor of a distribution, whose upper triangle alone is not 0.</summary>
    private void Times(ReadOnlySpan<double> row, int k, Span<double> turned)
    {
        ReadOnlySpan<double> factor = _factors.AsSpan(type == "full" ? k * _columns * _columns : 0, _columns * _columns);
        turned.Clear();
        for (int i = 0; i < _columns; i++)
        {
            Vectors.Add(turned[i..], factor.Slice((i * _columns) + i, _columns - i), row[i]);
        }
    }

    private double Square(ReadOnlySpan<double> row, int k, double[] shifts, double[] turned)
    {
        Times(row, k, turned);
        double sum = 0;
        for (int column = 0; column < _columns; column++)
        {
            double apart = turned[column] - shifts[(k * _columns) + column];
            sum += apart * apart;
        }

        return sum;
    }

    private double Square(ReadOnlySpan<double> row, int k)
    {
        double ofMeans = 0, ofBoth = 0, ofRow = 0;
        for (int column = 0; column < _columns; column++)
        {
            double factor = _factors[type == "diag" ? (k * _columns) + column : k], precision = factor * factor;
            double mean = _means[(k * _columns) + column];
            ofMeans += mean * mean * precision;
            ofBoth += row[column] * (mean * precision);
            ofRow += row[column] * row[column] * precision;
        }

        return ofMeans - (2 * ofBoth) + ofRow;
    }

    private double[] Determinants()
    {
        var logs = new double[count];
        for (int k = 0; k < count; k++)
        {
            for (int column = 0; column < _columns; column++)
            {
                logs[k] += Math.Log(_factors[type switch
                {
                    "full" => (k * _columns * _columns) + (column * (_columns + 1)),
                    "tied" => column * (_columns + 1),
                    "diag" => (k * _columns) + column,
                    _ => k,
                }]);
            }
        }

        return logs;
    }

    /// <summary>Weights, means and covariances of shares; weights are sums as yet.</summary>
    private void Maximize(double[] shares)
    {
        _weights = Array.ConvertAll(ColumnSums.Of(shares, x.RowCount, count, false), sum => sum + (10 * Epsilon));
        Array.Clear(_means);
        for (int row = 0; row < x.RowCount; row++)
        {
            for (int k = 0; k < count; k++)
            {
                Vectors.Add(_means.AsSpan(k * _columns, _columns), x.Row(row), shares[(row * count) + k]);
            }
        }

        for (int i = 0; i < _means.Length; i++)
        {
            _means[i] /= _weights[i / _columns];
        }

        _covariances = Matrices > 0 ? Full(shares) : Diagonal(shares);
        _factors = Matrices > 0 ? MixtureFactors.Of(_covariances, Matrices, _columns)
            : Array.ConvertAll(_covariances, variance => variance > 0 ? 1 / Math.Sqrt(variance) : throw MixtureFactors.Collapsed());
    }

    private double[] Full(double[] shares)
    {
        int size = _columns * _columns;
        var covariances = new double[Matrices * size];
        double[] apart = new double[_columns], total = [PairwiseSum.Of<double>(_weights)];
        for (int k = 0; k < Matrices; k++)
        {
            Span<double> own = covariances.AsSpan(k * size, size);
            for (int row = 0; row < x.RowCount; row++)
            {
                ReadOnlySpan<double> values = x.Row(row);
                for (int column = 0; column < _columns; column++)
                {
                    apart[column] = type == "full" ? values[column] - _means[(k * _columns) + column] : values[column];
                }

                double share = type == "full" ? shares[(row * count) + k] : 1;
                for (int i = 0; i < _columns; i++)
                {
                    Vectors.Add(own.Slice(i * _columns, _columns), apart, share * apart[i]);
                }
            }

            for (int other = 0; type == "tied" && other < count; other++)
            {
                ReadOnlySpan<double> mean = _means.AsSpan(other * _columns, _columns);
                for (int i = 0; i < _columns; i++)
                {
                    Vectors.Add(own.Slice(i * _columns, _columns), mean, -_weights[other] * mean[i]);
                }
            }

            for (int i = 0; i < size; i++)
            {
                own[i] = (own[i] / (type == "full" ? _weights[k] : total[0])) + (i % (_columns + 1) == 0 ? regularization : 0);
            }
        }

        return covariances;
    }

    private double[] Diagonal(double[] shares)
    {
        var squares = new double[count * _columns];
        double[] row2 = new double[_columns];
        for (int row = 0; row < x.RowCount; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            for (int column = 0; column < _columns; column++)
            {
                row2[column] = values[column] * values[column];
            }

            for (int k = 0; k < count; k++)
            {
                Vectors.Add(squares.AsSpan(k * _columns, _columns), row2, shares[(row * count) + k]);
            }
        }

        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] = (squares[i] / _weights[i / _columns]) - (_means[i] * _means[i]) + regularization;
        }

        return type == "diag" ? squares
            : [.. Enumerable.Range(0, count).Select(k => PairwiseSum.Of<double>(squares.AsSpan(k * _columns, _columns)) / _columns)];
    }

    private double[] Precisions() => Matrices > 0 ? MixtureFactors.Products(_factors, Matrices, _columns)
        : Array.ConvertAll(_factors, factor => factor * factor);
}
