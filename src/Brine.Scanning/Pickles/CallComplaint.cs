namespace Brine.Scanning;

/// <summary>What is wrong with a call of an allowed name.</summary>
/// <param name="Text">Words that follow the name.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="IsHeld">True where the call gives a function that nobody calls yet.</param>
internal sealed record CallComplaint(string Text, ScanSeverity Severity, bool IsHeld = false);
