namespace Brine;

/// <summary>How much a finding matters.</summary>
public enum DoctorSeverity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>The model works, and may be worse than it looks, or say more than it should.</summary>
    Warning,

    /// <summary>The model gives no answers, or wrong ones.</summary>
    Problem,
}
