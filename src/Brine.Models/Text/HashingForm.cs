using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of HashingVectorizer: terms are counted in the columns that their hashes name.</summary>
/// <param name="Analysis">The way from a document to its terms.</param>
/// <param name="ColumnCount">The number of columns (<c>n_features</c>).</param>
public sealed record HashingForm(TextAnalysis Analysis, int ColumnCount) : EstimatorForm
{
    /// <summary>True where a term counts by the sign of its hash.</summary>
    public bool AlternatesSign { get; init; }

    /// <summary>True where sums lose their sign (<c>non_negative</c>, before 0.21).</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>True where a column that any term names is 1.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The norm that rows are divided by: <c>l1</c>, <c>l2</c>, or null.</summary>
    public string? Norm { get; init; }

    /// <summary>The dtype of the counts.</summary>
    public DType DType { get; init; } = DType.Float64;

    /// <summary>True where numpy refuses a negative hash, which the dtype does not hold.</summary>
    internal bool RefusesNegative { get; init; }
}
