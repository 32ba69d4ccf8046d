namespace Brine.Tests.Scanning.Calls;

/// <summary>scipy's distributions carry source text that scipy executes: what scipy writes is fine, and nothing else is.</summary>
public class DistributionTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repo.Golden("scan"), "distribution*").Where(file => !file.EndsWith(".py", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void WhatScipyWritesIsSafe(string file) => AssertSafe(Path.Combine(Repo.Golden("scan"), file));

    [Theory]
    [InlineData("random-1.2.1.pkl")]
    [InlineData("random-1.9.0.pkl")]
    [InlineData("grid-1.9.0.pkl")]
    [InlineData("steps-1.2.1.pkl")]
    public void SearchesAreSafe(string file) => AssertSafe(Path.Combine(Repo.Golden("searches"), file));

    [Fact]
    public void TheTextThatIsExecutedIsShown()
    {
        ScannedFile found = Scans.Of("\\x80\\x02cscipy.stats._continuous_distns\nnorm_gen\n)\\x81}X\\x13\\x00\\x00\\x00_parse_arg_template"
            + "X\\x09\\x00\\x00\\x00import ossb.");
        ScanFinding finding = Assert.Single(found.Findings, finding => finding.Rule == ScanRule.SourceText);
        Assert.Equal(Verdict.Dangerous, found.Verdict);
        Assert.Equal("exec('import os')", finding.Call);
        Assert.Contains("scipy did not write", finding.Message, StringComparison.Ordinal);
    }

    private static void AssertSafe(string path)
    {
        ScannedFile found = Assert.Single(ModelScanner.Scan(path).Files);
        Assert.True(found is { Verdict: Verdict.Safe, IsIncomplete: false }, $"{found.Verdict}: "
            + string.Join('\n', found.Findings.Select(finding => $"{finding.RuleId} {finding.Message} {finding.Call}")));
    }
}
