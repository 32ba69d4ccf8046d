using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads the partial least squares.</summary>
internal static class PartialLeastSquaresReader
{
    /// <summary>What is kept of rows while they are scaled is their own precision; everything after that is float64.</summary>
    private static readonly InputContract Inputs = InputContract.Finite with { Floats = InputFloats.Any };

    /// <summary>PLSRegression, PLSCanonical and CCA.</summary>
    internal static LinearMapsEstimator Regression(EstimatorReader reader)
    {
        NDArray rotations = reader.MapMatrix("x_rotations_", rows: reader.FeatureCount);
        int features = rotations.Shape[0];
        NDArray mean = reader.MapVector(features, "_x_mean", "x_mean_"), scale = reader.MapVector(features, "_x_std", "x_std_");
        NDArray loadings = reader.MapMatrix("x_loadings_", rows: features);

        // Older versions have no inverse_transform.
        bool hasInverse = reader.SavedBy.IsAtLeast(0, 23);
        return new(reader.Info,
            new LinearMapsForm(new LinearMap(MapReader.Transposed(rotations)) { Mean = mean, Scale = scale, RoundsRows = true })
        {
            InverseTransform = hasInverse ? new LinearMap(loadings) { OutputScale = scale, Shift = mean } : null,
            Predict = Prediction(reader, features, mean, scale),
            PredictsVector = reader.Flag("_predict_1d", false),
        }, Inputs);
    }

    /// <summary>PLSSVD, which computes in float64.</summary>
    internal static LinearMapsEstimator Decomposition(EstimatorReader reader)
    {
        NDArray weights = reader.MapMatrix("x_weights_", rows: reader.FeatureCount);
        int features = weights.Shape[0];
        return new(reader.Info, new LinearMapsForm(new LinearMap(MapReader.Transposed(weights))
        {
            Mean = reader.MapVector(features, "_x_mean", "x_mean_"),
            Scale = reader.MapVector(features, "_x_std", "x_std_"),
        }), InputContract.Finite with { Precision = InputPrecision.Double });
    }

    /// <summary><c>coef_</c>: a column for each target until 1.0, a row from 1.1 on; of scaled rows until 1.4, of centered ones from 1.5
    /// on.</summary>
    private static LinearMap Prediction(EstimatorReader reader, int features, NDArray mean, NDArray scale)
    {
        NDArray coefficients = reader.NumericArray("coef_", "_coef_", "coefs");
        if (coefficients.Rank != 2 || coefficients.Length == 0)
        {
            throw reader.Corrupt("coef_", "it is no matrix");
        }

        bool hasRows = coefficients.Shape[0] == coefficients.Shape[1] ? reader.SavedBy.IsAtLeast(1, 1) : coefficients.Shape[1] == features;
        NDArray weights = hasRows ? coefficients : MapReader.Transposed(coefficients);
        if (weights.Shape[1] != features)
        {
            throw reader.Corrupt("coef_", $"it is not of {features} features");
        }

        return new LinearMap(weights)
        {
            Mean = mean,
            Scale = reader.SavedBy.IsAtLeast(1, 5) ? null : scale,
            Shift = reader.MapVector(weights.Shape[0], "intercept_", "_y_mean", "y_mean_"),
            RoundsRows = true,
        };
    }
}
