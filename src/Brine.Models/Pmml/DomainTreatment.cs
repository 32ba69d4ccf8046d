namespace Brine.Models;

/// <summary>What becomes of a value that a domain of sklearn2pmml does not have.</summary>
public enum DomainTreatment
{
    /// <summary>It stays (<c>as_is</c>).</summary>
    Stays,

    /// <summary>It is refused (<c>return_invalid</c>).</summary>
    Refused,

    /// <summary>It counts as missing (<c>as_missing</c>).</summary>
    Missing,

    /// <summary>It is replaced (<c>as_value</c>).</summary>
    Replaced,
}
