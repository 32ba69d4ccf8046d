
namespace Brine.Tests.Verification;

/// <summary>pandas 0.19 to 3.1 in files from each of them.</summary>
public class PandasValueTests
{
    private static readonly string Folder = Repo.Golden("pandas");

    [Fact]
    public void EveryValueOfEveryPandasIsWhatPythonLoads()
    {
        ValueResult[] results = [.. ValueFolder.Run(Folder)];
        Assert.True(results.Length > 110, $"only {results.Length} cases were found");
        Assert.All(results,
            result => Assert.True(result.Outcome == ValueOutcome.Right, $"{result.Case.Folder} {result.Case.Id}: {result.Reason}"));
    }

    /// <summary>Each leaf, count and reference of each expectation is spoilt in turn: a comparer that only looked at some of them would not
    /// notice.</summary>
    [Fact]
    public void SpoiltExpectationsAreRefused()
    {
        int spoilt = 0;
        var unnoticed = new List<string>();
        foreach (string folder in Directory.GetDirectories(Folder))
        {
            bool isPython2 = Path.GetFileName(folder).StartsWith("py2", StringComparison.Ordinal);
            foreach (string line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
            {
                foreach ((string spoiltLine, string what) in Spoiler.Spoil(line))
                {
                    ValueResult result = ValueFolder.Run(ValueCase.Parse(folder, spoiltLine, isPython2));
                    spoilt++;
                    if (result.Outcome != ValueOutcome.Wrong)
                    {
                        unnoticed.Add($"{Path.GetFileName(folder)} {result.Case.Id}: {what}");
                    }
                }
            }
        }

        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} of {spoilt} were not noticed:\n{string.Join('\n', unnoticed.Take(40))}");
        Assert.True(spoilt > 2000, $"only {spoilt} expectations were spoilt");
    }

    [Fact]
    public void ReasonSaysWhereInTheFrame()
    {
        string folder = Path.Combine(Folder, "py3.11-numpy2.4-pandas3.1");
        string line = File.ReadLines(Path.Combine(folder, "manifest.jsonl"))
            .First(item => item.Contains("\"value\": \"df\"", StringComparison.Ordinal));
        ValueResult result = ValueFolder.Run(
            ValueCase.Parse(folder, line.Replace("\"ordered\": false", "\"ordered\": true", StringComparison.Ordinal), isPython2: false));
        Assert.Equal("value.iloc[:, 4]: expected true, loaded false", result.Reason);
    }
}
