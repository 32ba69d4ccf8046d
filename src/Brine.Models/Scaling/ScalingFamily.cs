namespace Brine.Models;

/// <summary>The scalers of <c>sklearn.preprocessing</c>.</summary>
internal static class ScalingFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.preprocessing", "StandardScaler", ScalerReader.Standard),
        new("sklearn.preprocessing", "MinMaxScaler", ScalerReader.MinMax),
        new("sklearn.preprocessing", "MaxAbsScaler", ScalerReader.MaxAbs),
        new("sklearn.preprocessing", "RobustScaler", ScalerReader.Robust),
        new("sklearn.preprocessing", "Normalizer", ScalerReader.Norm),
        new("sklearn.preprocessing", "Binarizer", ScalerReader.Threshold),
    ];
}
