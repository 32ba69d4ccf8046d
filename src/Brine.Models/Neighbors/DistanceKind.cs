namespace Brine.Models;

/// <summary>The metrics of scikit-learn's neighbours.</summary>
internal enum DistanceKind
{
    /// <summary><c>euclidean</c>: the brute search expands its square.</summary>
    Euclidean,

    /// <summary><c>l2</c>: the same distance, computed and compared in other ways by the brute search.</summary>
    L2,
    SquaredEuclidean,
    StandardizedEuclidean,
    NanEuclidean,
    Manhattan,
    Chebyshev,
    Minkowski,

    /// <summary><c>wminkowski</c> of scikit-learn up to 1.2, whose weights are inside the power.</summary>
    OldWeightedMinkowski,
    Mahalanobis,
    Haversine,
    Cosine,
    Correlation,
    Canberra,
    BrayCurtis,
    Hamming,

    // From here on metrics of what is zero and what is not.
    Jaccard,
    Matching,
    Dice,
    Kulsinski,
    RogersTanimoto,
    RussellRao,
    SokalMichener,
    SokalSneath,
    Yule,
}
