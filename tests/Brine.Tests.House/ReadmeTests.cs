using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brine.Tests.House;

/// <summary>What the README and the pages of the packages show in C# compiles as it stands, in a program with nothing else.</summary>
public partial class ReadmeTests
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Repo.File("src"), "README.md", SearchOption.AllDirectories).Append(Repo.File("README.md"))
            .Append(Repo.File("docs", "serve.md")).Select(file => Path.GetRelativePath(Repo.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EverySnippetCompiles(string page)
    {
        foreach (Match block in Snippet().Matches(File.ReadAllText(Repo.File(page)).ReplaceLineEndings("\n")))
        {
            string errors = Errors(block.Groups[1].Value);
            Assert.True(errors.Length == 0, $"{page}:\n{block.Groups[1].Value}\n{errors}");
        }
    }

    [Fact]
    public void TheExampleOfAdjustingCompiles()
    {
        string page = File.ReadAllText(Repo.File("docs", "training.md")).ReplaceLineEndings("\n");
        MatchCollection blocks = Snippet().Matches(page[page.IndexOf("## Adjusting", StringComparison.Ordinal)..]);
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Equal("", Errors(block.Groups[1].Value)));
    }

    [Fact]
    public void ASnippetThatLacksAUsingDoesNotCompile() =>
        Assert.Contains("CS0103", Errors("var model = Model.Load(\"model.pkl\");"), StringComparison.Ordinal);

    [Fact]
    public void ThereAreSnippets() => Assert.True(Pages.Sum(page => Snippet().Count(File.ReadAllText(Repo.File((string)page)))) >= 9);

    private static string Errors(string source)
    {
        // Named so that the compiler loads the libraries before they are asked for.
        Type[] used = [typeof(Model), typeof(Pickling.PyValue), typeof(Arrays.NDArray), typeof(Table), typeof(Models.Estimator),
            typeof(Scanning.ModelScanner), typeof(PickledModelEstimator)];
        IEnumerable<string> paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "snippet",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(source)],
            paths.Concat(used.Select(type => type.Assembly.Location)).Distinct().Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return string.Join('\n', compilation.GetDiagnostics().Where(item => item.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
