using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of FeatureHasher: values of records are added in the columns that the hashes of their names say.</summary>
/// <param name="ColumnCount">The number of columns (<c>n_features</c>).</param>
/// <param name="InputType">What a record is (<c>input_type</c>): <c>dict</c>, <c>pair</c> or <c>string</c>.</param>
public sealed record FeatureHashForm(int ColumnCount, string InputType) : EstimatorForm
{
    /// <summary>True where a value counts by the sign of the hash.</summary>
    public bool AlternatesSign { get; init; }

    /// <summary>True where sums lose their sign (<c>non_negative</c>, before 0.21).</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>The dtype of the sums.</summary>
    public DType DType { get; init; } = DType.Float64;
}
