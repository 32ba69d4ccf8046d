namespace Brine.Store;

/// <summary>A version does not have what an environment demands; nothing was changed.</summary>
public sealed class PromotionRefusedException : BrineException
{
    internal PromotionRefusedException(string model, int version, string environment, IReadOnlyList<RuleResult> results)
        : base("StoreRefused", Describe(model, version, environment, results)) => Results = results;

    /// <summary>What became of each rule of the environment.</summary>
    public IReadOnlyList<RuleResult> Results { get; }

    private static string Describe(string model, int version, string environment, IReadOnlyList<RuleResult> results) =>
        $"{model}:{version} is not promoted to {environment}: "
            + string.Join("; ", results.Where(result => !result.IsMet).Select(result => $"{result.Rule}: {result.Reason}"));
}
