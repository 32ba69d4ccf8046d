namespace Brine.Models;

/// <summary>The metrics of scikit-learn's neighbours that run here.</summary>
internal enum DistanceKind
{
    Euclidean,
    SquaredEuclidean,
    Manhattan,
    Chebyshev,
    Minkowski,
    Cosine,
    Canberra,
    BrayCurtis,
    Hamming,
}
