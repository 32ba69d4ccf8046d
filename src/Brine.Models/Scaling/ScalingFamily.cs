namespace Brine.Models;

/// <summary>The scalers of <c>sklearn.preprocessing</c>.</summary>
internal static class ScalingFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.preprocessing", "StandardScaler", ColumnScaler.ReadStandard),
        new("sklearn.preprocessing", "MinMaxScaler", ColumnScaler.ReadMinMax),
        new("sklearn.preprocessing", "MaxAbsScaler", ColumnScaler.ReadMaxAbs),
        new("sklearn.preprocessing", "RobustScaler", ColumnScaler.ReadRobust),
        new("sklearn.preprocessing", "Normalizer", reader => new Normalizer(reader)),
        new("sklearn.preprocessing", "Binarizer", reader => new Binarizer(reader)),
    ];
}
