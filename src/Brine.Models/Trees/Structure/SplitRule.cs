namespace Brine.Models;

/// <summary>How a split of a tree compares: what the libraries differ in.</summary>
/// <param name="Comparison">Which values go left.</param>
/// <param name="Precision">In which precision a value meets the threshold.</param>
public readonly record struct SplitRule(SplitComparison Comparison, SplitPrecision Precision)
{
    /// <summary>scikit-learn's trees: a value rounded to float32 goes left where it is not above a threshold of float64.</summary>
    public static SplitRule Sklearn { get; } = new(SplitComparison.LessOrEqual, SplitPrecision.Single);

    /// <summary>scikit-learn's histogram gradient boosting: a value of float64 goes left where it is not above the threshold.</summary>
    public static SplitRule Histogram { get; } = new(SplitComparison.LessOrEqual, SplitPrecision.Double);
}
