namespace Brine.Tests.Scanning;

/// <summary>The hostile set: every file is found out, by the rule that is meant for it; no honest one is.</summary>
public class HostileTests
{
    private static readonly Lazy<ILookup<string, HostileFile>> Hostile = new(() => HostileSet.All().ToLookup(file => file.Family));
    private static readonly Lazy<ILookup<string, HostileFile>> Honest = new(() => HonestSet.All().ToLookup(file => file.Family));

    public static TheoryData<string> HostileFamilies => [.. Hostile.Value.Select(family => family.Key)];

    public static TheoryData<string> HonestFamilies => [.. Honest.Value.Select(family => family.Key)];

    [Fact]
    public void TheSetIsLarge()
    {
        foreach (IGrouping<string, HostileFile> family in Hostile.Value.Concat(Honest.Value))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{family.Key}: {family.Count()}");
        }

        Assert.InRange(Hostile.Value.Sum(family => family.Count()), 3000, 100_000);
        Assert.InRange(Honest.Value.Sum(family => family.Count()), 250, 100_000);
        HostileFile[] all = [.. Hostile.Value.SelectMany(family => family)];
        Assert.Equal(all.Length, all.DistinctBy(file => (file.Family, file.Name)).Count());
    }

    [Theory]
    [MemberData(nameof(HostileFamilies))]
    public void HostileFilesAreFoundOut(string family)
    {
        HostileFile[] files = [.. Hostile.Value[family]];
        string[] misses = [.. files.Select(file => file.Miss(Scan(file))).OfType<string>()];
        TestContext.Current.TestOutputHelper?.WriteLine($"{family}: {files.Length - misses.Length} of {files.Length} found out");
        Assert.True(misses.Length == 0, $"{misses.Length} of {files.Length} missed\n{string.Join('\n', misses)}");
    }

    [Theory]
    [MemberData(nameof(HonestFamilies))]
    public void HonestFilesRaiseNoAlarm(string family)
    {
        HostileFile[] files = [.. Honest.Value[family]];
        string[] wrong = [.. files.Select(file => (File: file, Found: Scan(file))).Where(pair => pair.Found.Verdict != pair.File.Expected)
            .Select(pair => $"{family} | {pair.File.Name} | {pair.Found.Verdict}, not {pair.File.Expected} "
                + $"[{string.Join(", ", pair.Found.Findings.Select(finding => $"{finding.RuleId}: {finding.Message}"))}]")];
        TestContext.Current.TestOutputHelper?.WriteLine($"{family}: {files.Length - wrong.Length} of {files.Length} as they are");
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {files.Length} wrong\n{string.Join('\n', wrong)}");
    }

    private static ScannedFile Scan(HostileFile file) => ModelScanner.Scan(file.Bytes, "file").Files[0];
}
