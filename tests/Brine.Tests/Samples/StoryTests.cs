using Brine.Tests.Support;

namespace Brine.Tests.Samples;

/// <summary>
/// Every story in <c>samples/stories</c> is told twice, in C# and in Python, and both print the same text. What the C# one saves, the Python one
/// opens, and prints the same again.
/// </summary>
public class StoryTests
{
    public static TheoryData<string> Stories() =>
        [.. Directory.GetFiles(Repo.File("samples", "stories"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreSixStories() => Assert.Equal(6, Stories().Count);

    [Theory]
    [MemberData(nameof(Stories))]
    public void StoryIsUnderFortyLines(string story) => Assert.True(System.IO.File.ReadLines(Repo.File("samples", "stories", story + ".cs")).Count() < 40);

    [Theory]
    [MemberData(nameof(Stories))]
    public void CSharpTellsWhatPythonTells(string story)
    {
        string saved = Path.Combine(Path.GetTempPath(), $"brine-story-{story}-{Guid.NewGuid():n}");
        try
        {
            (int exit, string output, string error) = Shell.Run("dotnet", Repo.Root, "run", "samples/stories/" + story + ".cs", "--", saved);
            Assert.True(exit == 0, error + output);
            string expected = System.IO.File.ReadAllText(Repo.File("samples", "stories", story + ".txt")).ReplaceLineEndings("\n");
            Assert.Equal(expected, output);

            if (Python.IsThere)
            {
                Assert.Equal(expected, Python.RunFile(Repo.File("samples", "stories", story + ".py"), Repo.Root));
                Assert.Equal(expected, Python.RunFile(Repo.File("samples", "stories", story + ".py"), Repo.Root, saved));
            }
        }
        finally
        {
            System.IO.File.Delete(saved);
        }
    }
}
