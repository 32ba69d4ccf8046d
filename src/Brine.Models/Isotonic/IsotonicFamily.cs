namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.isotonic</c>.</summary>
internal static class IsotonicFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.isotonic", "IsotonicRegression", IsotonicReader.Regression),
    ];
}
