using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brine.Tests.Verification;

public class ValueFolderTests
{
    private static readonly string Folder = Repo.Golden("values");

    [Fact]
    public void EveryValueIsWhatPythonLoads()
    {
        ValueResult[] results = [.. ValueFolder.Run(Folder)];
        Assert.True(results.Length > 500, $"only {results.Length} cases were found");
        Assert.All(results, result => Assert.True(result.Outcome != ValueOutcome.Wrong, $"{result.Case.Id}: {result.Reason}"));
        int waiting = results.Count(result => result.Outcome == ValueOutcome.Waits);
        Assert.True(waiting < results.Length / 20, $"{waiting} of {results.Length} are not compared");
        Assert.All(results.Where(result => result.Case.Kind == "plain"), result => Assert.Equal(ValueOutcome.Right, result.Outcome));
    }

    /// <summary>A comparer that says yes to everything would pass the test above: each leaf, count and reference of each expectation is
    /// spoilt in turn.</summary>
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
                    if (result.Outcome == ValueOutcome.Right)
                    {
                        unnoticed.Add($"{result.Case.Id}: {what}");
                    }
                }
            }
        }

        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} of {spoilt} were not noticed:\n{string.Join('\n', unnoticed.Take(40))}");
        Assert.True(spoilt > 3000, $"only {spoilt} expectations were spoilt");
    }

    [Fact]
    public void ReasonSaysWhereAndHow()
    {
        string folder = Path.Combine(Folder, "py3.11-numpy2.4-pandas3.1");
        string line = File.ReadLines(Path.Combine(folder, "manifest.jsonl"))
            .First(item => item.Contains("\"value\": \"nested\"", StringComparison.Ordinal));
        JsonNode node = JsonNode.Parse(line)!;
        node["expect"]!["v"]![0]![1]!["v"]![1]!["v"]![0]![1]!["v"]![0] = 99;
        ValueResult result = ValueFolder.Run(ValueCase.Parse(folder, node.ToJsonString(), isPython2: false));
        Assert.Equal("value['a'][1]['b'][0]: expected 99, loaded 2", result.Reason);
    }

    [Fact]
    public void SharedListThatIsExpectedTwiceIsRefused()
    {
        string folder = Path.Combine(Folder, "py3.11-numpy2.4-pandas3.1");
        string line = File.ReadLines(Path.Combine(folder, "manifest.jsonl"))
            .First(item => item.Contains("\"value\": \"emptyshared\"", StringComparison.Ordinal));
        JsonNode node = JsonNode.Parse(line)!;
        node["expect"]!["v"]![1] = JsonNode.Parse("""{"$": "list", "v": []}""");
        ValueResult result = ValueFolder.Run(ValueCase.Parse(folder, node.ToJsonString(), isPython2: false));
        Assert.Contains("should be an object of its own", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void LineWithoutAnExpectationIsAnError() =>
        Assert.Throws<JsonException>(() => ValueCase.Parse(Folder, """{"id": "x", "file": "x.pkl"}""", isPython2: false));
}
