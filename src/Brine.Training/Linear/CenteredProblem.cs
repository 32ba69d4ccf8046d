namespace Brine.Training;

/// <summary>Rows and target with their means taken off (<c>_preprocess_data</c>), and the constant that puts them back.</summary>
internal sealed class CenteredProblem
{
    private readonly bool _hasIntercept;
    private readonly double[] _means;
    private readonly double _mean;

    internal CenteredProblem(DenseRows x, double[] y, bool hasIntercept, double[]? weights = null)
    {
        (RowCount, ColumnCount, _hasIntercept) = (x.RowCount, x.ColumnCount, hasIntercept);
        _means = new double[x.ColumnCount];
        if (hasIntercept && weights is not null)
        {
            _means = SampleWeights.Means(x, weights);
            _mean = PairwiseSum.Of<double>([.. y.Zip(weights, (value, weight) => value * weight)]) / PairwiseSum.Of<double>(weights);
        }
        else if (hasIntercept)
        {
            _means = ColumnSums.Of(x);
            for (int column = 0; column < _means.Length; column++)
            {
                _means[column] /= x.RowCount;
            }

            _mean = PairwiseSum.Of<double>(y) / y.Length;
        }

        Columns = new double[x.Values.Length];
        for (int row = 0, at = 0; row < RowCount; row++)
        {
            for (int column = 0; column < ColumnCount; column++)
            {
                Columns[(column * RowCount) + row] = x.Values[at++] - _means[column];
            }
        }

        Target = Array.ConvertAll(y, value => value - _mean);
        if (weights is not null)
        {
            Rescale(weights);
        }
    }

    internal int RowCount { get; }

    internal int ColumnCount { get; }

    /// <summary>The columns, one after another.</summary>
    internal double[] Columns { get; }

    internal double[] Target { get; }

    internal ReadOnlySpan<double> Column(int column) => Columns.AsSpan(column * RowCount, RowCount);

    /// <summary>The shortest least-squares solution, the singular values, and how many of them count. The columns are
    /// overwritten.</summary>
    internal (double[] Coefficients, double[] Values, int Rank) Solve(double cutoff, CancellationToken cancellation)
    {
        (ThinDecomposition svd, bool isTurned) = Decompose(cancellation);
        double[] coefficients = Combine(svd, isTurned, value => value > cutoff * svd.Values[0] ? 1 / value : 0);
        return (coefficients, svd.Values, svd.Values.Count(value => value > cutoff * svd.Values[0]));
    }

    /// <summary>The solution with a penalty by singular values (<c>_solve_svd</c>). The columns are overwritten.</summary>
    internal double[] SolvePenalized(double penalty, CancellationToken cancellation)
    {
        (ThinDecomposition svd, bool isTurned) = Decompose(cancellation);
        return Combine(svd, isTurned, value => value > 1e-15 ? value / ((value * value) + penalty) : 0);
    }

    /// <summary><c>_rescale_data</c>: rows and target times the root of what a row weighs.</summary>
    private void Rescale(double[] weights)
    {
        for (int row = 0; row < weights.Length; row++)
        {
            double root = Math.Sqrt(weights[row]);
            Target[row] *= root;
            for (int at = row; at < Columns.Length; at += RowCount)
            {
                Columns[at] *= root;
            }
        }
    }

    internal void WriteIntercept(AttributeWriter attributes, double[] coefficients)
    {
        if (!_hasIntercept)
        {
            attributes.Set("intercept_", 0.0);
            return;
        }

        double product = 0;
        for (int column = 0; column < coefficients.Length; column++)
        {
            product += _means[column] * coefficients[column];
        }

        attributes.SetScalar("intercept_", _mean - product);
    }

    private (ThinDecomposition Svd, bool IsTurned) Decompose(CancellationToken cancellation)
    {
        if (RowCount >= ColumnCount)
        {
            return (new ThinDecomposition(Columns, RowCount, ColumnCount, cancellation), false);
        }

        var turned = new double[Columns.Length];
        for (int row = 0, at = 0; row < RowCount; row++)
        {
            for (int column = 0; column < ColumnCount; column++)
            {
                turned[at++] = Columns[(column * RowCount) + row];
            }
        }

        return (new ThinDecomposition(turned, ColumnCount, RowCount, cancellation), true);
    }

    /// <summary>The sum of right singular vectors, each times the product of its left one with the target and a factor.</summary>
    private double[] Combine(ThinDecomposition svd, bool isTurned, Func<double, double> factor)
    {
        var coefficients = new double[ColumnCount];
        int count = svd.Values.Length;
        double[] products = isTurned ? [] : svd.LeftTimes(Target);
        for (int k = 0; k < count; k++)
        {
            double scale = factor(svd.Values[k]);
            if (scale == 0)
            {
                continue;
            }

            // Of a wide matrix the transposed was taken apart: left and right change places.
            double product = isTurned ? Vectors.Dot(svd.Right.AsSpan(k * count, count), Target) : products[k];
            Vectors.Add(coefficients, isTurned ? svd.Left(k) : svd.Right.AsSpan(k * count, count), scale * product);
        }

        return coefficients;
    }
}
