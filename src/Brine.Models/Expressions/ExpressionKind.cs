namespace Brine.Models;

/// <summary>What a value of an expression is.</summary>
internal enum ExpressionKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>A float of double precision.</summary>
    Float,

    /// <summary>An int, of a literal.</summary>
    Int,

    /// <summary>True or False.</summary>
    Bool,

    /// <summary>A division by zero, or another error of arithmetic.</summary>
    Error,
}
