namespace Brine.Scanning;

/// <summary>What is thought of a name.</summary>
/// <param name="Rule">The rule that it breaks, or null where it is allowed.</param>
/// <param name="Severity">How bad that is.</param>
/// <param name="Reason">Why, in words that follow the name.</param>
/// <param name="Known">The row of the list, where it is allowed.</param>
internal sealed record NameJudgement(ScanRule? Rule, ScanSeverity Severity, string Reason, KnownName? Known);
