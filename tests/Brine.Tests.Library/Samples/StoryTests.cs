
namespace Brine.Tests.Samples;

/// <summary>
/// Every story in <c>samples/stories</c> is told twice, in C# and in Python, and both print the same text. What the C# one saves, the
/// Python one opens, and prints the same again.
/// </summary>
[Trait("Stage", "Python")]
public class StoryTests
{
    public static TheoryData<string> Stories() =>
        [.. Directory.GetFiles(Repo.File("samples", "stories"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreSevenStories() => Assert.Equal(7, Stories().Count);

    [Theory]
    [MemberData(nameof(Stories))]
    public void StoryIsUnderFortyLines(string story) =>
        Assert.True(System.IO.File.ReadLines(Repo.File("samples", "stories", story + ".cs")).Count() < 40);

    [Theory]
    [MemberData(nameof(Stories))]
    public void CSharpTellsTheStory(string story)
    {
        Stages.RequireSample(isFirst: story.StartsWith("01", StringComparison.Ordinal));
        Assert.Equal(Expected(story), Tell(story));
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void PythonTellsTheSameAlsoOfWhatCSharpSaved(string story)
    {
        Python.Require();
        Stages.RequireSample(isFirst: false);
        string script = Repo.File("samples", "stories", story + ".py"),
            saved = Path.Combine(Path.GetTempPath(), $"brine-story-{Guid.NewGuid():n}");
        try
        {
            Tell(story, saved);
            Assert.Equal(Expected(story), Python.RunFile(script, Repo.Root));
            Assert.Equal(Expected(story), Python.RunFile(script, Repo.Root, saved));
        }
        finally
        {
            System.IO.File.Delete(saved);
        }
    }

    private static string Expected(string story) =>
        System.IO.File.ReadAllText(Repo.File("samples", "stories", story + ".txt")).ReplaceLineEndings("\n");

    private static string Tell(string story, params string[] arguments)
    {
        (int exit, string output,
            string error) = Shell.Run("dotnet", Repo.Root, ["run", "samples/stories/" + story + ".cs", "--", .. arguments]);
        Assert.True(exit == 0, error + output);
        return output;
    }
}
