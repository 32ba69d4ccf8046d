namespace Brine.Store;

/// <summary>A metric that must not be worse than that of the version which the environment has.</summary>
/// <param name="Name">The name of the metric.</param>
/// <param name="LowerIsBetter">True for errors and losses.</param>
public readonly record struct MetricRule(string Name, bool LowerIsBetter)
{
    /// <summary>The rule as it is written: <c>metric:auc</c>, <c>metric:rmse:lower</c>.</summary>
    public override string ToString() => $"metric:{Name}{(LowerIsBetter ? ":lower" : "")}";
}
