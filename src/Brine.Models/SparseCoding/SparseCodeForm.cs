using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of DictionaryLearning and SparseCoder: a row as a sum of a few atoms of a dictionary.</summary>
/// <param name="Atoms">The atoms, one a row.</param>
/// <param name="Algorithm">How the sum is found.</param>
public sealed record SparseCodeForm(NDArray Atoms, SparseCodeAlgorithm Algorithm) : EstimatorForm
{
    /// <summary>How many atoms matching pursuit takes, and how many steps least angle regression makes, at most.</summary>
    public int MaxAtoms { get; init; }

    /// <summary>What is taken off the size of each product, or the penalty of the lasso (<c>transform_alpha</c>).</summary>
    public double Threshold { get; init; }

    /// <summary>How many steps or rounds the lasso makes at most (<c>transform_max_iter</c>).</summary>
    public int MaxIterations { get; init; }

    /// <summary>True where the code holds no negative numbers.</summary>
    public bool IsPositive { get; init; }

    /// <summary>True where the positive and the negative parts have columns of their own.</summary>
    public bool SplitsSign { get; init; }

    /// <summary>True where rows and products of the atoms are brought to one precision, as from 1.9 on.</summary>
    internal bool MatchesPrecision { get; init; }

    /// <summary>True where coordinate descent leaves out atoms that cannot have a part, and asks for more precision, as from 1.8
    /// on.</summary>
    internal bool Screens { get; init; }

    /// <summary>True where correlations are rounded to the digits of their precision, as from 1.1 on.</summary>
    internal bool RoundsCorrelations { get; init; }

    /// <summary>True where a Python float takes the precision of the numpy float beside it (numpy 2).</summary>
    internal bool HasWeakFloats { get; init; }

    /// <summary>True where Python puts codes of several jobs together in float64.</summary>
    internal bool JoinsJobs { get; init; }
}
