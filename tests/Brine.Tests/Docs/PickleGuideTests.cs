using System.Text.RegularExpressions;
using Brine.Tests.Support;

namespace Brine.Tests.Docs;

/// <summary>The examples of <c>docs/pickle.md</c> are those of <c>samples/docs/pickle.cs</c>, and print what the page says.</summary>
public partial class PickleGuideTests
{
    private static readonly string Page = System.IO.File.ReadAllText(Repo.File("docs", "pickle.md")).ReplaceLineEndings("\n");
    private static readonly string Program = System.IO.File.ReadAllText(Repo.File("samples", "docs", "pickle.cs")).ReplaceLineEndings("\n");

    [Fact]
    public void EveryExampleIsInTheProgramAndEveryRegionOnThePage()
    {
        string[] shown = [.. Blocks("csharp")], regions = [.. Region().Matches(Program).Select(match => match.Groups[2].Value.TrimEnd('\n'))];
        Assert.True(regions.Length > 15);
        Assert.Equal(regions.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheProgramPrintsWhatThePageSays()
    {
        (int exit, string output, string error) = Shell.Run("dotnet", Repo.Root, ["run", "samples/docs/pickle.cs"]);
        Assert.True(exit == 0, error + output);
        string[] printed = [.. Regex.Split(output, "^-- .*\n", RegexOptions.Multiline).Skip(1).Select(part => part.TrimEnd('\n'))];
        Assert.Equal(printed, Blocks("text"));
    }

    private static IEnumerable<string> Blocks(string language) => Block().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value.TrimEnd('\n'));

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^#region (\\S+)\n(.*?)^#endregion$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
