namespace Brine.Tests.Scanning.Policies;

/// <summary>What a house allows and forbids.</summary>
public class PolicyTests
{
    private static readonly string Model = $"\\x80\\x04{Scans.Name("shop.models", "Ranker")})\\x81}}b.";

    [Fact]
    public void AnAllowedNameIsSafeInAllForms() =>
        Assert.Equal(Verdict.Safe, Scan(Model, """{ "allow": ["shop.models.Ranker"] }"""));

    [Fact]
    public void AllowingOneNameAllowsNoOther() =>
        Assert.Equal(Verdict.Review, Scan(Model, """{ "allow": ["shop.models", "shop.models.Rank"] }"""));

    [Fact]
    public void WhatRunsCodeCannotBeAllowed() =>
        Assert.Equal(Verdict.Dangerous, Scan("cos\\nsystem\\n(S'id'\\ntR.", """{ "allow": ["os.system"] }"""));

    [Theory]
    [InlineData("sklearn.linear_model._base.LinearRegression")]
    [InlineData("sklearn.linear_model")]
    [InlineData("sklearn")]
    public void ADeniedNameOrModuleIsDangerous(string denied) => Assert.Equal(Verdict.Dangerous,
        Scan($"\\x80\\x04{Scans.Name("sklearn.linear_model._base", "LinearRegression")})\\x81.", $$"""{ "deny": ["{{denied}}"] }"""));

    [Fact]
    public void UnknownNamesCanBeDangerous() =>
        Assert.Equal(Verdict.Dangerous, Scan(Model, """{ "unknown": "Dangerous" /* nothing from outside */ }"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{ \"allowed\": [] }")]
    [InlineData("{ \"allow\": \"shop\" }")]
    [InlineData("{ \"allow\": [\"shop.*\"] }")]
    [InlineData("{ \"allow\": [7] }")]
    [InlineData("{ \"unknown\": \"Safe\" }")]
    [InlineData("{ \"deny\": [\"a\"], \"deny\": [] }")]
    [InlineData("{ \"deny\": [\"\\ud800\"] }")]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("- shop")]
    [InlineData("allow: shop")]
    [InlineData("allow: [shop.*]")]
    [InlineData("allow: [yes]")]
    [InlineData("allow: [[shop]]")]
    [InlineData("allowed: [shop]")]
    [InlineData("7: [shop]")]
    [InlineData("unknown: Safe")]
    [InlineData("deny: [a]\ndeny: []")]
    [InlineData("deny: {a: [b, b: [")]
    [InlineData("deny: !!python/object:os.system [a]")]
    [InlineData("deny: *a")]
    public void WhatIsNoPolicyIsRefused(string json) =>
        Assert.Equal("ScanPolicy", Assert.Throws<ScanPolicyException>(() => ScanPolicy.Parse(json)).Code);

    [Fact]
    public void APolicyIsYamlToo()
    {
        ScanPolicy policy = ScanPolicy.Parse("""
            # what the shop has looked at
            allow:
              - shop.models.Ranker
              - 'shop.models.Features'
            deny: [catboost, "sklearn.linear_model"]
            unknown: Dangerous
            """);
        Assert.Equal(["shop.models.Features", "shop.models.Ranker"], policy.Allow.Order(StringComparer.Ordinal));
        Assert.Equal(["catboost", "sklearn.linear_model"], policy.Deny.Order(StringComparer.Ordinal));
        Assert.True(policy.UnknownIsDangerous);
        Assert.Equal(Verdict.Safe, Scan(Model, "allow: [shop.models.Ranker]"));
        Assert.Equal(Verdict.Review, Scan(Model, "allow: [shop.models.Features]"));
    }

    [Fact]
    public void APolicyThatNestsWithoutEndIsRefused()
    {
        Assert.Throws<ScanPolicyException>(() => ScanPolicy.Parse("deny: " + new string('[', 1_000_000)));
        Assert.Throws<ScanPolicyException>(() => ScanPolicy.Parse(new string('[', 1_000_000)));
        Assert.Throws<ScanPolicyException>(() => ScanPolicy.Parse(string.Concat(Enumerable.Repeat("- ", 1_000_000))));
    }

    private static Verdict Scan(string pickle, string policy) =>
        Scans.Of(pickle, new ScanOptions { Policy = ScanPolicy.Parse(policy) }).Verdict;
}
