using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of DictionaryLearning and SparseCoder: a row as a sum of a few atoms of a dictionary.</summary>
/// <param name="Atoms">The atoms, one a row.</param>
public sealed record SparseCodeForm(NDArray Atoms) : EstimatorForm
{
    /// <summary>How many atoms orthogonal matching pursuit takes at most; null where products are cut off by <see cref="Threshold"/>
    /// instead.</summary>
    public int? MaxAtoms { get; init; }

    /// <summary>True where the products of the atoms have the precision of the rows.</summary>
    public bool FollowsRows { get; init; }

    /// <summary>What is taken off the size of each product.</summary>
    public double Threshold { get; init; }

    /// <summary>True where the code holds no negative numbers.</summary>
    public bool IsPositive { get; init; }

    /// <summary>True where the positive and the negative parts have columns of their own.</summary>
    public bool SplitsSign { get; init; }
}
