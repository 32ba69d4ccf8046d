namespace Brine.Models;

/// <summary>
/// PCA's <c>score_samples</c>: the log likelihood of rows under the normal distribution that the components describe (probabilistic PCA),
/// by scikit-learn's <c>get_precision</c> and <c>fast_logdet</c>.
/// </summary>
internal sealed class GaussianLikelihood
{
    private readonly ProjectionKernel _precision;
    private readonly double[]? _mean;
    private readonly bool _hasSingleMean;
    private readonly int _dimension;
    private readonly double _constant;

    /// <exception cref="UnsupportedModelException">The covariance has no inverse, for which Python raises LinAlgError or ValueError.</exception>
    internal GaussianLikelihood(PrincipalComponents model, double noise, string path)
    {
        _dimension = model.FeatureCount;
        _mean = model.Mean;
        _hasSingleMean = model.IsSingle;
        double logDeterminant;
        double[]? precision;
        if (model.HasSingleCovariance)
        {
            float[]? singles = PrecisionMatrix.Of(model, (float)noise);
            precision = singles is null ? null : Array.ConvertAll(singles, value => (double)value);

            // numpy's slogdet computes in double precision and rounds.
            logDeterminant = precision is null ? 0 : (float)DenseLinear.LogDeterminant(precision, _dimension);
        }
        else
        {
            precision = PrecisionMatrix.Of(model, noise);
            logDeterminant = precision is null ? 0 : DenseLinear.LogDeterminant(precision, _dimension);
        }

        if (precision is null)
        {
            throw new UnsupportedModelException(
                "SingularCovariance", "score_samples needs the inverse of the covariance that the components describe, and there is none; Python raises an error too", path);
        }

        _precision = new ProjectionKernel(DenseLinear.Transpose(precision, _dimension, _dimension), _dimension, _dimension);
        _constant = 0.5 * ((_dimension * Math.Log(2 * Math.PI)) - logDeterminant);
    }

    internal double[] Score(Matrix matrix)
    {
        var scores = new double[matrix.RowCount];
        bool isSingle = _hasSingleMean && matrix.IsSingle;
        var centered = new double[_dimension];
        var products = new double[_dimension];
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> x = matrix.Row(row);
            for (int k = 0; k < centered.Length; k++)
            {
                centered[k] = _mean is null ? x[k] : isSingle ? (float)(x[k] - _mean[k]) : x[k] - _mean[k];
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
}
