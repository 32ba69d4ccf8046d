using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of DictVectorizer: a column for each name of a number, and for each name with a text.</summary>
/// <param name="Names">The names of the columns in their order (<c>feature_names_</c>).</param>
/// <param name="Separator">What stands between a name and its text.</param>
public sealed record DictFeaturesForm(IReadOnlyList<string> Names, string Separator) : EstimatorForm
{
    /// <summary>True where the answer is a sparse matrix.</summary>
    public bool IsSparse { get; init; }

    /// <summary>The dtype of the columns.</summary>
    public DType DType { get; init; } = DType.Float64;
}
