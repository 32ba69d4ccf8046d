using System.Text.RegularExpressions;

namespace Brine.Tests.House;

/// <summary>Libraries know nothing of the command: what a message advises in its words stands in the command alone.</summary>
public partial class LibraryTextTests
{
    [Fact]
    public void MessagesOfLibrariesSpeakOfNoCommand()
    {
        string[] cli = Directory.GetFiles(Repo.File("src", "Brine.Cli"), "*.cs", SearchOption.AllDirectories).Where(IsSource).ToArray();
        HashSet<string> options = [
            .. cli.SelectMany(file => Option().Matches(System.IO.File.ReadAllText(file))).Select(match => match.Groups[1].Value)];
        Assert.Contains("--lossy", options);
        int literals = 0;
        var found = new List<string>();
        foreach (string file in Directory.GetFiles(Repo.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => IsSource(file) && !file.Contains("Brine.Cli", StringComparison.Ordinal)
                && !file.Contains("Brine.Generators", StringComparison.Ordinal)))
        {
            foreach (string line in System.IO.File.ReadLines(file)
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            {
                foreach (Match literal in Literal().Matches(line))
                {
                    literals++;
                    if (Command().IsMatch(literal.Value)
                        || options.Any(option => Regex.IsMatch(literal.Value, $"(?<![-\\w]){option}(?![-\\w])")))
                    {
                        found.Add($"{Path.GetFileName(file)}: {literal.Value}");
                    }
                }
            }
        }

        Assert.True(literals > 2000, "the literals are not found any more");
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static bool IsSource(string file) =>
        !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\bbrine (?:inspect|dis|predict|optimize|convert|verify|score|scan|report|serve|doctor|upgrade|store|MODEL|FILE)|'brine ")]
    private static partial Regex Command();

    [GeneratedRegex("Option<[^>]+>\\(\"(--[a-z-]+)\"")]
    private static partial Regex Option();
}
