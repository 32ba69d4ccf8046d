using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brine.Tests.House;

/// <summary>Rules about the text of the repository.</summary>
public partial class SourceTests
{
    private const int LongestFile = 400;
    private const int LongestLine = 140;

    /// <summary>Tables, which are long and read like a list.</summary>
    private static readonly string[] Tables = ["CompatibleNames.cs"];

    /// <summary>What a test cannot bring about: an exhausted machine, gigabytes of output, a fault of ours.</summary>
    private static readonly string[] Unraisable = ["LimitMemory", "LimitOutput", "InternalError"];

    [Fact]
    public void SourceFilesReadInOneSitting()
    {
        foreach (string file in Sources().Where(file => !Tables.Contains(Path.GetFileName(file))))
        {
            int lines = System.IO.File.ReadLines(file).Count();
            Assert.True(lines <= LongestFile, $"{Path.GetRelativePath(Repo.Root, file)} has {lines} lines, over {LongestFile}: part it");
        }
    }

    /// <summary>What .editorconfig says. A line of a test may be longer where it holds text that would not read better in two.</summary>
    [Fact]
    public void LinesEndBeforeColumn140()
    {
        foreach (string file in Sources())
        {
            string? line = System.IO.File.ReadLines(file).FirstOrDefault(line => line.Length > LongestLine);
            Assert.True(line is null, $"{Path.GetRelativePath(Repo.Root, file)} has a line of {line?.Length} characters: {line}");
        }

        foreach (string file in Repo.Tests())
        {
            string[] lines = System.IO.File.ReadAllLines(file);
            HashSet<int> text = LinesOfText(string.Join('\n', lines));
            int at = Array.FindIndex(lines, line => line.Length > LongestLine && !line.Contains('"'));
            while (at >= 0 && text.Contains(at))
            {
                at = Array.FindIndex(lines, at + 1, line => line.Length > LongestLine && !line.Contains('"'));
            }

            Assert.True(at < 0, $"{Path.GetRelativePath(Repo.Root, file)} has a line of {(at < 0 ? 0 : lines[at].Length)} characters");
        }
    }

    /// <summary>Which lines lie inside a string of several.</summary>
    private static HashSet<int> LinesOfText(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview));
        return [.. tree.GetRoot().DescendantTokens().Select(token => tree.GetLineSpan(token.Span))
            .SelectMany(span => Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1)
                .Skip(1))];
    }

    /// <summary>CI runs these after Python is installed, and lets none be skipped.</summary>
    [Fact]
    public void TestsThatAskPythonBelongToItsStage()
    {
        foreach (string file in Repo.Tests().Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal)))
        {
            string text = System.IO.File.ReadAllText(file);
            if (!file.EndsWith("SourceTests.cs", StringComparison.Ordinal) && AsksPython().IsMatch(text))
            {
                if (AbstractClass().Match(text) is { Success: true } parent)
                {
                    // A class of the stage says so where it stands.
                    text = string.Concat(Repo.Tests().Select(System.IO.File.ReadAllText)
                        .SelectMany(other => Regex.Matches(other, $@"\[Trait[^\n]*\r?\npublic sealed class \w+\([^)]*\) : {parent.Groups[1]}\b"))
                        .Select(found => found.Value));
                }

                Assert.True(text.Contains("[Trait(\"Stage\", \"Python\")]", StringComparison.Ordinal),
                    $"{Path.GetFileName(file)} asks Python: give its class [Trait(\"Stage\", \"Python\")]");
            }
        }
    }

    [Fact]
    public void EveryErrorCodeIsExplained()
    {
        string page = System.IO.File.ReadAllText(Repo.File("docs", "errors.md"));
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in Sources())
        {
            codes.UnionWith(ErrorCode().Matches(System.IO.File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        }

        Assert.True(codes.Count > 20, "the pattern finds no codes any more");
        Assert.All(codes,
            code => Assert.True(page.Contains($"`{code}`", StringComparison.Ordinal), $"{code} has no row in docs/errors.md"));
    }

    [Fact]
    public void EveryExplainedErrorCodeExists()
    {
        string sources = string.Concat(Sources().Select(System.IO.File.ReadAllText));
        foreach (Match row in Regex.Matches(System.IO.File.ReadAllText(Repo.File("docs", "errors.md")), @"^\| `(\w+)`",
            RegexOptions.Multiline))
        {
            Assert.True(sources.Contains($"\"{row.Groups[1].Value}\"", StringComparison.Ordinal)
                || sources.Contains(row.Groups[1].Value + ":", StringComparison.Ordinal),
                $"docs/errors.md explains {row.Groups[1].Value}, which no code raises");
        }
    }

    [Fact]
    public void EveryErrorCodeIsRaisedByATest()
    {
        string tests = string.Concat(Repo.Tests().Select(System.IO.File.ReadAllText));
        foreach (Match row in Regex.Matches(System.IO.File.ReadAllText(Repo.File("docs", "errors.md")), @"^\| `(\w+)`",
            RegexOptions.Multiline))
        {
            string code = row.Groups[1].Value;
            Assert.True(Unraisable.Contains(code) || tests.Contains($"\"{code}", StringComparison.Ordinal)
                || tests.Contains($"{code}:", StringComparison.Ordinal), $"no test raises {code}");
        }
    }

    [Fact]
    public void ReadmeIsShort() => Assert.True(System.IO.File.ReadLines(Repo.File("README.md")).Count() <= 250);

    [Fact]
    public void LinksBetweenPagesLead()
    {
        foreach (string page in Directory.GetFiles(Repo.File("docs"), "*.md").Append(Repo.File("README.md"))
            .Append(Repo.File("CONTRIBUTING.md")))
        {
            foreach (Match link in Regex.Matches(System.IO.File.ReadAllText(page), @"\]\((?!https?:|#|mailto:)([^)#]+)"))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value);
                Assert.True(Path.Exists(target), $"{Path.GetFileName(page)} links to {link.Groups[1].Value}, which is not there");
            }
        }
    }

    private static IEnumerable<string> Sources() => Repo.Sources("src");

    [GeneratedRegex(@"public abstract (?:partial )?class (\w+)")]
    private static partial Regex AbstractClass();

    [GeneratedRegex(@"\bPython\.(Run|RunFile|Module|Require)\b|\bPickleOracle\b|\bLiveRun\.Made\b")]
    private static partial Regex AsksPython();

    [GeneratedRegex(@"(?:Exception|Throw|ThrowLimit|new)\(\s*""((?:Format|Limit|Unsupported|NotA|Missing|Input|Cannot|File)[A-Z]\w+)""\s*,")]
    private static partial Regex ErrorCode();
}
