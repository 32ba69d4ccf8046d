namespace Brine.Verification;

/// <summary>How one case of a folder of values went.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">Right, wrong, or not there yet.</param>
/// <param name="Reason">Where the value differs and how, or why it could not be loaded; null where it is right.</param>
public sealed record ValueResult(ValueCase Case, ValueOutcome Outcome, string? Reason);
