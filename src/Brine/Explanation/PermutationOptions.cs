namespace Brine;

/// <summary>How <see cref="PermutationImportance"/> shuffles: the arguments of scikit-learn's <c>permutation_importance</c>.</summary>
public sealed record PermutationOptions
{
    /// <summary>The defaults: five repeats, seed 0.</summary>
    public static PermutationOptions Default { get; } = new();

    /// <summary><c>n_repeats</c>: how often each column is shuffled.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary><c>random_state</c>: the seed of numpy's <c>RandomState</c>.</summary>
    public uint RandomState { get; init; }

    /// <summary>Told which share of the work is done, from 0 to 1.</summary>
    public Action<double>? OnProgress { get; init; }

    /// <summary>Ends the work between two columns.</summary>
    public CancellationToken CancellationToken { get; init; }
}
