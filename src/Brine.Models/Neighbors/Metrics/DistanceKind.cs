namespace Brine.Models;

/// <summary>The metrics of scikit-learn's neighbors.</summary>
public enum DistanceKind
{
    /// <summary><c>euclidean</c>: the brute search expands its square.</summary>
    Euclidean,

    /// <summary><c>l2</c>: the same distance, computed and compared in other ways by the brute search.</summary>
    L2,

    /// <summary><c>sqeuclidean</c>: the square of the euclidean distance.</summary>
    SquaredEuclidean,

    /// <summary><c>seuclidean</c>: squares of differences over the variances of their columns, added up, and the root.</summary>
    StandardizedEuclidean,

    /// <summary><c>nan_euclidean</c>: euclidean over what is there in both rows, scaled up.</summary>
    NanEuclidean,

    /// <summary><c>manhattan</c>: the sum of the sizes of differences.</summary>
    Manhattan,

    /// <summary><c>chebyshev</c>: the largest difference.</summary>
    Chebyshev,

    /// <summary><c>minkowski</c>: powers of the sizes of differences, weighted and added up, and the root.</summary>
    Minkowski,

    /// <summary><c>wminkowski</c> of scikit-learn up to 1.2, whose weights are inside the power.</summary>
    OldWeightedMinkowski,

    /// <summary><c>mahalanobis</c>: the root of <c>d @ VI @ d</c>, of the differences d and the inverse covariance VI.</summary>
    Mahalanobis,

    /// <summary><c>haversine</c>: the angle between two places, of latitude and longitude.</summary>
    Haversine,

    /// <summary><c>cosine</c>: one less the cosine of the angle between rows.</summary>
    Cosine,

    /// <summary><c>correlation</c>: the same of rows less their means.</summary>
    Correlation,

    /// <summary><c>canberra</c>: differences over the sum of both sizes, added up.</summary>
    Canberra,

    /// <summary><c>braycurtis</c>: the sum of the sizes of differences over that of both sizes.</summary>
    BrayCurtis,

    /// <summary><c>hamming</c>: the share of columns that differ.</summary>
    Hamming,

    /// <summary>A function of the user's.</summary>
    Custom,

    // From here on metrics of what is zero and what is not; Distance relies on it.
    /// <summary><c>jaccard</c>: differing columns over those that are not zero in both.</summary>
    Jaccard,

    /// <summary><c>matching</c>: the share of columns that differ.</summary>
    Matching,

    /// <summary><c>dice</c>: differing columns over them and twice the ones in common.</summary>
    Dice,

    /// <summary><c>kulsinski</c>: all and differing columns less the ones in common, over all and differing ones. Newer versions of scipy
    /// do not have it.</summary>
    Kulsinski,

    /// <summary><c>rogerstanimoto</c>: twice the differing columns over all and the differing ones.</summary>
    RogersTanimoto,

    /// <summary><c>russellrao</c>: the share of columns that are not ones in common.</summary>
    RussellRao,

    /// <summary><c>sokalmichener</c>: the same as Rogers and Tanimoto.</summary>
    SokalMichener,

    /// <summary><c>sokalsneath</c>: differing columns over them and half of the ones in common.</summary>
    SokalSneath,

    /// <summary><c>yule</c>: twice the product of the ones that each row has alone, over that product and the one of columns that agree in
    /// ones and in zeros.</summary>
    Yule,
}
