namespace Brine.Models;

/// <summary>
/// PCA's <c>score_samples</c>: the log likelihood of rows under the normal distribution that the components describe (probabilistic PCA),
/// by scikit-learn's <c>get_precision</c> and <c>fast_logdet</c>.
/// </summary>
internal sealed class GaussianLikelihood
{
    private readonly ProjectionKernel _precision;
    private readonly float[]? _singlePrecision;
    private readonly double[]? _mean;
    private readonly bool _hasSingleMean;
    private readonly int _dimension;
    private readonly double _constant;

    /// <exception cref="UnsupportedModelException">The covariance has no inverse, for which Python raises LinAlgError or
    /// ValueError.</exception>
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
            _singlePrecision = precision is null ? null
                : NumpyPrecision.ToSingles(DenseLinear.Transpose(precision, _dimension, _dimension));

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
                "SingularCovariance",
                "score_samples needs the inverse of the covariance that the components describe, and there is none; Python raises "
                    + "an error too", path);
        }

        _precision = new ProjectionKernel(DenseLinear.Transpose(precision, _dimension, _dimension), _dimension, _dimension);
        double whole = _dimension * Math.Log(2 * Math.PI);
        _constant = model.HasSingleCovariance && model.RoundsConstant ? 0.5f * ((float)whole - (float)logDeterminant)
            : 0.5 * (whole - logDeterminant);
    }

    /// <summary>True where Python computes the scores of rows in single precision.</summary>
    internal bool IsSingleFor(Matrix matrix) => _hasSingleMean && _singlePrecision is not null && matrix.IsSingle;

    internal double[] Score(Matrix matrix)
    {
        if (IsSingleFor(matrix))
        {
            return ScoreSingles(matrix, _singlePrecision!);
        }

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

    /// <summary>Every step rounded to single precision.</summary>
    private double[] ScoreSingles(Matrix matrix, float[] precision)
    {
        var scores = new double[matrix.RowCount];
        var centered = new float[_dimension];
        var products = new float[_dimension];
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> x = matrix.Row(row);
            for (int k = 0; k < centered.Length; k++)
            {
                centered[k] = _mean is null ? (float)x[k] : (float)x[k] - (float)_mean[k];
            }

            for (int k = 0; k < products.Length; k++)
            {
                products[k] = centered[k] * SingleProjection.Dot(centered, precision.AsSpan(k * _dimension, _dimension));
            }

            scores[row] = (-0.5f * PairwiseSum.Of<float>(products)) - (float)_constant;
        }

        return scores;
    }
}
