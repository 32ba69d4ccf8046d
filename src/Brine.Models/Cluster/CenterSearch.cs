namespace Brine.Models;

/// <summary>How a version looks for the nearest center of a row; only last bits, and so ties, hang on it.</summary>
internal enum CenterSearch
{
    /// <summary>The first smallest of <c>-2 x.c + |c|²</c>: Birch before 1.0.</summary>
    Reduced,

    /// <summary>The first smallest distance (<c>pairwise_distances</c>): before 1.1, and sparse rows before 1.4.</summary>
    Distances,

    /// <summary>The first smallest of <c>|x|² - 2 x.c + |c|²</c> (<c>ArgKmin</c>), of sparse rows by distances.</summary>
    FastDense,

    /// <summary>The same of all rows.</summary>
    Fast,
}
