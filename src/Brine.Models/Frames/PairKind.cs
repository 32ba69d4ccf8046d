namespace Brine.Models;

/// <summary>A function of two numbers.</summary>
public enum PairKind
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their difference.</summary>
    Difference,

    /// <summary>Their product.</summary>
    Product,

    /// <summary>The first over the second.</summary>
    Quotient,

    /// <summary>The first to the power of the second.</summary>
    Power,
}
