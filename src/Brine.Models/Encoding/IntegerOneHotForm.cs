using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The form of OneHotEncoder up to 0.21: the categories of a column are the ints from 0 on; columns that are not categorical stand behind
/// those of zeros and ones.
/// </summary>
/// <param name="Columns">The places of the categorical columns.</param>
/// <param name="CategoryCounts">The number of categories of each of them (<c>n_values_</c>).</param>
public sealed record IntegerOneHotForm(IReadOnlyList<int> Columns, IReadOnlyList<int> CategoryCounts) : EstimatorForm
{
    /// <summary>The categories that the training saw (<c>active_features_</c>), counted over all columns, in the order of the output; null
    /// where each has a column.</summary>
    public IReadOnlyList<int>? ActiveCategories { get; init; }

    /// <summary>True where all columns are categorical; else the file does not say how many the others are.</summary>
    public bool TakesAll { get; init; }

    /// <summary>True where a value that is no category is refused; else it gives zeros.</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>True for a sparse output.</summary>
    public bool IsSparse { get; init; }

    /// <summary>The dtype of a sparse output.</summary>
    public DType DType { get; init; } = DType.Float64;
}
