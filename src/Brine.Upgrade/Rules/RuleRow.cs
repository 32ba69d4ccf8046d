namespace Brine;

/// <summary>A line of rules.tsv.</summary>
internal sealed record RuleRow(string Target, string ClassName, RuleAction Action, string Name, string Value);
