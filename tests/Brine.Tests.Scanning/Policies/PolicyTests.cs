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
    public void WhatIsNoPolicyIsRefused(string json) =>
        Assert.Equal("ScanPolicy", Assert.Throws<ScanPolicyException>(() => ScanPolicy.Parse(json)).Code);

    private static Verdict Scan(string pickle, string policy) =>
        Scans.Of(pickle, new ScanOptions { Policy = ScanPolicy.Parse(policy) }).Verdict;
}
