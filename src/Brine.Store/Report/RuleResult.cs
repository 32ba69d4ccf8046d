namespace Brine.Store;

/// <summary>What became of one rule of an environment.</summary>
/// <param name="Rule">The rule, as it is written: <c>safe</c>, <c>metric:auc</c>.</param>
/// <param name="IsMet">Whether the version has what the rule demands.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RuleResult(string Rule, bool IsMet, string Reason);
