using System.Text.RegularExpressions;

namespace Brine.Tests.Docs;

/// <summary>The examples of a guide, <c>docs/NAME.md</c>, are those of <c>samples/docs/NAME.cs</c>, and print what the page says.</summary>
public partial class GuideTests
{
    public static TheoryData<string> Guides =>
        [.. Directory.GetFiles(Repo.File("samples", "docs"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Guides))]
    public void EveryExampleIsInTheProgramAndEveryRegionOnThePage(string guide)
    {
        string[] shown = [.. Blocks(guide, "csharp")],
            regions = [.. Region().Matches(Read("samples", "docs", guide + ".cs")).Select(match => match.Groups[2].Value.TrimEnd('\n'))];
        Assert.True(regions.Length > 9);
        Assert.Equal(regions.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void TheProgramPrintsWhatThePageSays(string guide)
    {
        Stages.RequireSample(isFirst: false);
        (int exit, string output, string error) = Shell.Run("dotnet", Repo.Root, ["run", $"samples/docs/{guide}.cs"]);
        Assert.True(exit == 0, error + output);
        string[] printed = [.. Regex.Split(output, "^-- .*\n", RegexOptions.Multiline).Skip(1).Select(part => part.TrimEnd('\n'))];
        Assert.Equal(printed, Blocks(guide, "text"));
    }

    private static IEnumerable<string> Blocks(string guide, string language) =>
        Block().Matches(Read("docs", guide + ".md")).Where(match => match.Groups[1].Value == language)
            .Select(match => match.Groups[2].Value.TrimEnd('\n'));

    private static string Read(params string[] path) => System.IO.File.ReadAllText(Repo.File(path)).ReplaceLineEndings("\n");

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^#region (\\S+)\n(.*?)^#endregion$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
