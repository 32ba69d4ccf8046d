using System.Text.RegularExpressions;
using Brine.Models;

namespace Brine.Tests.House;

/// <summary>The list of what does not run yet, in <c>docs/limitations.md</c>, is true and whole.</summary>
[Trait("Stage", "Python")]
public sealed class AbsentEstimatorTests
{
    private static readonly string[] Known = [.. EstimatorTable.Names.Select(name => name[(name.LastIndexOf('.') + 1)..])];

    [Fact]
    public void NoClassThatRunsIsCalledAbsent()
    {
        string[] absent = Listed();
        Assert.True(absent.Length > 5, $"{absent.Length} classes");
        Assert.DoesNotContain(absent, name => Known.Any(known => Means(name, known)));
    }

    [Fact]
    public void EveryClassOfScikitLearnRunsOrIsCalledAbsent()
    {
        string[] absent = Listed();
        string[] all = Python.Run("from sklearn.utils import all_estimators\nprint(' '.join(name for name, _ in all_estimators()))")
            .Split(' ');
        Assert.True(all.Length > 150, $"{all.Length} classes");
        Assert.DoesNotContain(all, name => !Known.Contains(name) && !absent.Any(word => Means(word, name)));
    }

    /// <summary>The star stands for Classifier and Regressor.</summary>
    private static bool Means(string listed, string name) =>
        listed == name || (listed.EndsWith('*') && (name == listed[..^1] + "Classifier" || name == listed[..^1] + "Regressor"));

    private static string[] Listed()
    {
        string page = System.IO.File.ReadAllText(Repo.File("docs", "limitations.md"));
        string rest = page[page.IndexOf("## Estimators that do not run yet", StringComparison.Ordinal)..];
        string section = rest[..rest.IndexOf("\n## ", StringComparison.Ordinal)];
        return [.. Regex.Matches(section, @"`(\w+\*?)`").Select(match => match.Groups[1].Value)];
    }
}
