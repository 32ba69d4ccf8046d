namespace Brine.Models;

/// <summary>Which values a row of numbers may hold.</summary>
internal enum ValueRule
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>NaN, but no infinity.</summary>
    NoInfinity,

    /// <summary>Neither NaN nor infinity.</summary>
    Finite,

    /// <summary>Neither NaN nor infinity, and nothing that is negative as an int.</summary>
    FiniteCount,
}
