namespace Brine.Models;

/// <summary>What becomes of the columns that FeatureAgglomeration merges (<c>pooling_func</c>).</summary>
public enum PoolingKind
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The largest of them.</summary>
    Largest,

    /// <summary>The smallest of them.</summary>
    Smallest,

    /// <summary>Their median.</summary>
    Median,
}
