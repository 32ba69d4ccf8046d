namespace Brine.Verification;

/// <summary>How the comparison of one value with its expectation went.</summary>
public enum ValueOutcome
{
    /// <summary>The value is what Python loads.</summary>
    Right,

    /// <summary>The value is another, or could not be loaded.</summary>
    Wrong,

    /// <summary>The file or the kind of value needs something that Brine announces and does not have yet.</summary>
    Waits,
}
