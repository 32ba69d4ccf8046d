namespace Brine.Models;

/// <summary>How a row becomes a sum of atoms (<c>transform_algorithm</c>).</summary>
public enum SparseCodeAlgorithm
{
    /// <summary>Orthogonal matching pursuit (<c>omp</c>).</summary>
    MatchingPursuit,

    /// <summary>The products with the atoms, cut off (<c>threshold</c>).</summary>
    Threshold,

    /// <summary>Least angle regression (<c>lars</c>).</summary>
    LeastAngle,

    /// <summary>The lasso along the path of least angle regression (<c>lasso_lars</c>).</summary>
    LassoLeastAngle,

    /// <summary>The lasso by coordinate descent (<c>lasso_cd</c>).</summary>
    LassoDescent,
}
