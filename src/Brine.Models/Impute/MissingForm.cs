namespace Brine.Models;

/// <summary>The form of MissingIndicator: a bool a value, true where it is missing.</summary>
/// <param name="Missing">The value that counts as missing.</param>
/// <param name="Columns">The columns that have an indicator, by their places (<c>features_</c>).</param>
public sealed record MissingForm(MissingValue Missing, IReadOnlyList<int> Columns) : EstimatorForm
{
    /// <summary>The number of columns of the training, or null where the file does not say.</summary>
    public int? FeatureCount { get; init; }

    /// <summary>True where a missing value in a column that had none in training is refused (<c>error_on_new</c>).</summary>
    public bool RefusesNew { get; init; }

    /// <summary>True for a sparse output, false for a dense one; null where it is as sparse as the rows.</summary>
    public bool? IsSparse { get; init; }

    /// <summary>True where a table with columns of pandas' nullable dtypes and of objects is an array of objects.</summary>
    internal bool MixesObjects { get; init; } = true;
}
