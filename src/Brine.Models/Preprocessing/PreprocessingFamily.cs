namespace Brine.Models;

/// <summary>The transformers of <c>sklearn.preprocessing</c> that make other columns of numbers: powers, bins, quantiles,
/// splines.</summary>
internal static class PreprocessingFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.preprocessing", "PolynomialFeatures", PolynomialReader.Read),
        new("sklearn.preprocessing", "PowerTransformer", PowerReader.Read),
        new("sklearn.preprocessing", "QuantileTransformer", QuantileReader.Read),
        new("sklearn.preprocessing", "KBinsDiscretizer", BinsReader.Read),
        new("sklearn.preprocessing", "SplineTransformer", SplineReader.Read),
    ];
}
