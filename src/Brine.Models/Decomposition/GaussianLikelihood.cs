namespace Brine.Models;

/// <summary>
/// PCA's <c>score_samples</c>: the log likelihood of rows under the normal distribution that the components describe (probabilistic PCA),
/// by scikit-learn's <c>get_precision</c> and <c>fast_logdet</c>.
/// </summary>
internal sealed class GaussianLikelihood
{
    private readonly ProjectionKernel _precision;
    private readonly double[]? _mean;
    private readonly int _dimension;
    private readonly double _constant;

    /// <exception cref="UnsupportedModelException">The covariance has no inverse, for which Python raises LinAlgError or ValueError.</exception>
    internal GaussianLikelihood(PrincipalComponents model, double noise, string path)
    {
        _dimension = model.FeatureCount;
        _mean = model.Mean;
        double[] precision = Precision(model, noise) ?? throw new UnsupportedModelException(
            "SingularCovariance", "score_samples needs the inverse of the covariance that the components describe, and there is none; Python raises an error too", path);
        _precision = new ProjectionKernel(DenseLinear.Transpose(precision, _dimension, _dimension), _dimension, _dimension);
        _constant = 0.5 * ((_dimension * Math.Log(2 * Math.PI)) - DenseLinear.LogDeterminant(precision, _dimension));
    }

    internal double[] Score(Matrix matrix)
    {
        var scores = new double[matrix.RowCount];
        var centered = new double[_dimension];
        var products = new double[_dimension];
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> x = matrix.Row(row);
            for (int k = 0; k < centered.Length; k++)
            {
                centered[k] = _mean is null ? x[k] : x[k] - _mean[k];
            }

            _precision.Run(centered, products);
            for (int k = 0; k < products.Length; k++)
            {
                products[k] = centered[k] * products[k];
            }

            scores[row] = (-0.5 * NumpyReductions.Sum(products)) - _constant;
        }

        return scores;
    }

    /// <summary>Null where a matrix on the way has no inverse.</summary>
    private static double[]? Precision(PrincipalComponents model, double noise)
    {
        int count = model.Count, dimension = model.FeatureCount;
        double[] components = model.ScaledComponents();
        double[] transposed = DenseLinear.Transpose(components, count, dimension);
        double[] differences = Array.ConvertAll(model.Variances!, variance => Math.Max(variance - noise, 0));
        double[] result;
        if (count > 0 && noise == 0)
        {
            double[] scaled = [.. transposed];
            for (int i = 0; i < scaled.Length; i++)
            {
                scaled[i] *= differences[i % count];
            }

            result = DenseLinear.Multiply(scaled, components, dimension, count, dimension);
            AddToDiagonal(result, dimension, _ => noise);
            return Inverse(model, result, dimension);
        }

        if (count == 0)
        {
            result = new double[dimension * dimension];
        }
        else
        {
            double[] inner = DenseLinear.Multiply(components, transposed, count, dimension, count);
            for (int i = 0; i < inner.Length; i++)
            {
                inner[i] /= noise;
            }

            AddToDiagonal(inner, count, i => 1.0 / differences[i]);
            if (Inverse(model, inner, count) is not { } inverse)
            {
                return null;
            }

            // 1.2.1 multiplies from the right, later versions (the @ operator) from the left.
            result = model.IsModern
                ? DenseLinear.Multiply(DenseLinear.Multiply(transposed, inverse, dimension, count, count), components, dimension, count, dimension)
                : DenseLinear.Multiply(transposed, DenseLinear.Multiply(inverse, components, count, count, dimension), dimension, count, dimension);
            double divisor = -(noise * noise);
            for (int i = 0; i < result.Length; i++)
            {
                result[i] /= divisor;
            }
        }

        AddToDiagonal(result, dimension, _ => 1.0 / noise);
        return result;
    }

    /// <summary>The file does not say which scipy will run it; scikit-learn 1.9 came out after scipy 1.17, which looks for symmetric matrices.</summary>
    private static double[]? Inverse(PrincipalComponents model, double[] matrix, int size) => !Array.TrueForAll(matrix, double.IsFinite) ? null
        : (model.UsesCholesky ? CholeskyInverse.Of(matrix, size) : null) ?? DenseLinear.Inverse(matrix, size);

    private static void AddToDiagonal(double[] matrix, int size, Func<int, double> value)
    {
        for (int i = 0; i < size; i++)
        {
            matrix[(i * size) + i] += value(i);
        }
    }
}
