namespace Brine.Models;

/// <summary>
/// How scikit-learn searched in the version that saved a model: details on which last bits, the order of equal distances and some refusals
/// hang. The defaults are those of the newest version.
/// </summary>
internal sealed record SearchDetails
{
    /// <summary>True where there is a fast search (<c>ArgKmin</c>, from 1.1).</summary>
    internal bool HasFastSearch { get; init; } = true;

    /// <summary>True where the fast search takes float32 and sparse rows (from 1.2).</summary>
    internal bool FastTakesSinglesAndSparse { get; init; } = true;

    /// <summary>True where the fast search takes euclidean distances between sparse and dense rows (from 1.4).</summary>
    internal bool FastTakesMixedEuclidean { get; init; } = true;

    /// <summary>True where the fast search takes euclidean distances among sparse rows (before 1.4.1).</summary>
    internal bool FastTakesSparseEuclidean { get; init; }

    /// <summary>True where the fast search takes Minkowski's powers below one (from 1.3).</summary>
    internal bool FastTakesSmallPowers { get; init; } = true;

    /// <summary>True where the fast search takes metrics that scipy no longer has (from 1.9).</summary>
    internal bool FastTakesOldMetrics { get; init; } = true;

    /// <summary>True where the fast search cuts off squares below zero, as all versions but 1.1 and 1.2 do.</summary>
    internal bool ClampsFast { get; init; } = true;

    /// <summary>True where the fast search rounds what it compares of float32 rows, and the result (from 1.3).</summary>
    internal bool RoundsFast { get; init; } = true;

    /// <summary>True where RadiusNeighborsClassifier may count votes while it searches (from 1.3).</summary>
    internal bool CountsVotes { get; init; } = true;

    /// <summary>True where a sparse matrix may have the haversine metric (from 1.2).</summary>
    internal bool TakesSparseHaversine { get; init; } = true;

    /// <summary>True where votes without any weight are refused (from 1.3).</summary>
    internal bool RefusesNoWeight { get; init; } = true;

    /// <summary>True for the sort of 1.9, which has another order of equal distances.</summary>
    internal bool IsIntrosort { get; init; } = true;

    /// <summary>True where scipy's formulas are those of its C code, before 1.11.</summary>
    internal bool HasOldScipy { get; init; }

    /// <summary>True for <c>n_jobs</c> other than one.</summary>
    internal bool IsThreaded { get; init; }

    /// <summary>True where numpy selects by SIMD, which orders equal values as the processor has it.</summary>
    internal bool OrdersByProcessor { get; init; }
}
