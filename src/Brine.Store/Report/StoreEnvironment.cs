namespace Brine.Store;

/// <summary>An environment: a name such as <c>production</c>, and what a version must have to be promoted to it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rules">What a promotion demands.</param>
public sealed record StoreEnvironment(string Name, PromotionRules Rules);
