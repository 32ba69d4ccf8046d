using System.Text.Json;
using System.Text.RegularExpressions;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine explain</c>: the examples of its page, its JSON, and what it refuses.</summary>
public partial class ExplainCommandTests
{
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");
    private static readonly string Forest = Repo.File("samples", "models", "iris-forest.joblib");
    private static readonly string Flowers = Repo.File("samples", "data", "iris.csv");

    public static TheoryData<string, string> Examples
    {
        get
        {
            string page = System.IO.File.ReadAllText(Repo.File("docs", "explain.md")).ReplaceLineEndings("\n");
            var examples = new TheoryData<string, string>();
            foreach (Match block in Console().Matches(page))
            {
                foreach (string part in block.Groups[1].Value.Split("$ brine ", StringSplitOptions.RemoveEmptyEntries))
                {
                    string[] lines = part.Split('\n', 2);
                    examples.Add(lines[0], lines[1]);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesOfThePagePrintWhatItSays(string call, string expected)
    {
        string[] args = [.. call.Split(' ').Select(word => word.StartsWith("samples/", StringComparison.Ordinal) ? Repo.File(word) : word)];
        (int exit, string output, string error) = Command.Run(args);
        Assert.True(exit == 0, error);
        Assert.Equal(expected.TrimEnd('\n'), output.TrimEnd('\n'));
    }

    [Fact]
    public void JsonHoldsEverythingOfARow()
    {
        JsonElement row = Json("explain", Forest, Flowers, "--row", "149", "--tree", "3", "--json").GetProperty("rows")[0];
        Assert.Equal(149, row.GetProperty("row").GetInt32());
        Assert.Equal("TreeShap", row.GetProperty("kind").GetString());
        double sum = row.GetProperty("base")[2].GetDouble()
            + row.GetProperty("contributions").EnumerateArray().Sum(item => item.GetProperty("amounts")[2].GetDouble());
        Assert.Equal(row.GetProperty("sum")[2].GetDouble(), sum, 1e-12);
        Assert.Equal(4, row.GetProperty("contributions").GetArrayLength());
        Assert.True(row.GetProperty("path").GetArrayLength() > 0);
    }

    [Fact]
    public void JsonHoldsWeightsShufflesAndAverages()
    {
        Assert.Equal("petal_width", Json("explain", Tree, "--json").GetProperty("feature_importances_")[0]
            .GetProperty("features")[0].GetProperty("name").GetString());
        using var folder = new TemporaryFolder();
        string data = WithTarget(folder);
        JsonElement both = Json("explain", Tree, data, "--target", "species", "--permutation", "--repeats", "2", "--random-state", "1",
            "--partial", "petal_width", "--grid", "4", "--format", "json");
        Assert.Equal("accuracy", both.GetProperty("permutation").GetProperty("score").GetString());
        Assert.Equal(2, both.GetProperty("permutation").GetProperty("features")[0].GetProperty("importances").GetArrayLength());
        Assert.Equal(4, both.GetProperty("partial_dependence")[0].GetProperty("grid").GetArrayLength());
        Assert.Equal(3, both.GetProperty("partial_dependence")[0].GetProperty("averages").GetArrayLength());
    }

    [Fact]
    public void AllRowsAreExplainedInTheirOrder()
    {
        JsonElement[] rows = [.. Json("explain", Tree, Flowers, "--json").GetProperty("rows").EnumerateArray()];
        Assert.Equal(Enumerable.Range(0, 150), rows.Select(row => row.GetProperty("row").GetInt32()));
        string[] predicted = Command.Run("predict", Tree, Flowers).Output.Split('\n')[1..151];
        Assert.Equal(predicted, rows.Select(row => row.GetProperty("prediction").GetString()));
    }

    [Fact]
    public void AForestIsWrittenTreeByTree()
    {
        string second = Command.Run("explain", Forest, "--format", "tree", "--tree", "1").Output;
        Assert.Matches(@"^\|--- (petal|sepal)_(width|length) <= ", second);
        Assert.Contains("class: setosa", second);
        Assert.NotEqual(second, Command.Run("explain", Forest, "--format", "tree").Output);
        string drawing = Command.Run("explain", Forest, "--format", "dot", "--filled", "--rounded", "--no-impurity", "--tree", "2").Output;
        Assert.StartsWith("digraph Tree {\nnode [shape=box, style=\"filled, rounded\", color=\"black\"", drawing);
        Assert.Contains("class = setosa", drawing);
        Assert.DoesNotContain("gini = ", drawing);
    }

    [Theory]
    [InlineData("--row DATA", "--row 150: the data has 150 rows", "--row", "150")]
    [InlineData("--tree DATA", "has no tree 3", "--tree", "3")]
    [InlineData("--permutation DATA", "--permutation needs --target", "--permutation")]
    [InlineData("--target DATA", "did you mean 'petal_width'", "--target", "petal_with", "--permutation")]
    [InlineData("--partial DATA", "the data has no column 'nothing'", "--partial", "nothing")]
    [InlineData("--grid DATA", "--grid needs --partial", "--grid", "5")]
    [InlineData("--percentiles DATA", "--percentiles takes two numbers", "--partial", "petal_width", "--percentiles", "1")]
    [InlineData("--format DATA", "--format takes text, json, tree, dot", "--format", "xml")]
    [InlineData("--format dot DATA", "needs no data", "--format", "dot")]
    [InlineData("--filled DATA", "--filled says how a tree is written", "--filled")]
    [InlineData("--output DATA", "the classes are setosa", "--output", "rose")]
    [InlineData("--row", "--row needs DATA", "--row", "1")]
    [InlineData("--class-names", "there are 1 names for 3 classes", "--format", "tree", "--class-names", "a")]
    [InlineData("--label", "--label takes all, root or none", "--format", "dot", "--label", "some")]
    public void WrongUsageIsToldInOneLine(string what, string expected, params string[] options)
    {
        string[] args = ["explain", Tree, .. what.EndsWith("DATA", StringComparison.Ordinal) ? [Flowers] : (string[])[], .. options];
        (int exit, _, string error) = Command.Run(args);
        Assert.Equal(4, exit);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void AModelWithoutWeightsSaysSo()
    {
        (int exit, _, string error) = Command.Run("explain", Repo.File("samples", "models", "customers.joblib"));
        Assert.Equal(3, exit);
        Assert.StartsWith("brine: UnsupportedExplanation: KMeans has no feature_importances_", error);
    }

    private static string WithTarget(TemporaryFolder folder)
    {
        string[] rows = System.IO.File.ReadAllLines(Flowers), species = Command.Run("predict", Tree, Flowers).Output.Split('\n');
        string path = Path.Combine(folder.Path, "flowers.csv");
        System.IO.File.WriteAllLines(path, rows.Select((row, i) => $"{(i == 0 ? "species" : species[i])},{row}"));
        return path;
    }

    private static JsonElement Json(params string[] args)
    {
        (int exit, string output, string error) = Command.Run(args);
        Assert.True(exit == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    [GeneratedRegex("^```console\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Console();
}
