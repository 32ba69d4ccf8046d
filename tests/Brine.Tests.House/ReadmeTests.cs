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

    /// <summary>Pages that tell one thing after another: a snippet stands in a program that has the usings of the page, and the names that
    /// the page has told of before.</summary>
    [Theory]
    [InlineData("training.md", "", """
        static Table table = null!, train = null!;
        static Features rows = null!;
        static Target target = null!;
        static Pipeline pipeline = null!;
        static double[] weights = [];
        """)]
    [InlineData("data.md", "using Brine.Arrays;", """
        static Model model = null!;
        static Predictor predictor = null!;
        static Passenger[] passengers = [];
        """)]
    public void EverySnippetOfAPageCompilesInItsOrder(string page, string usings, string told)
    {
        MatchCollection blocks = Snippet().Matches(File.ReadAllText(Repo.File("docs", page)).ReplaceLineEndings("\n"));
        Assert.True(blocks.Count >= 5);
        Assert.All(blocks, block =>
        {
            string[] lines = block.Groups[1].Value.Split('\n');
            bool IsType(string line) => line.StartsWith("public partial record ", StringComparison.Ordinal) || line is "[ModelRow]";
            bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=');
            string type = string.Join('\n', lines.Where(IsType));
            string own = type.Length > 0 ? type
                : "public record Passenger(double Age, string City, double? Fare = null, string? CabinClass = null, string? Port = null);";
            string errors = Errors($$"""
                using Brine; using Brine.Tables; using Brine.Training; {{usings}}
                {{string.Join('\n', lines.Where(line => IsUsing(line)
                    && line is not ("using Brine;" or "using Brine.Tables;" or "using Brine.Training;")))}}

                {{own}}

                static class Page
                {
                #pragma warning disable CS0414, CS0169, CS0649, CS1998
                {{told}}

                static async Task Main()
                {
                {{string.Join('\n', lines.Where(line => !IsType(line) && !IsUsing(line)))}}
                }
                }
                """);
            Assert.True(errors.Length == 0, $"{page}:\n{block.Groups[1].Value}\n{errors}");
        });
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
        CSharpGeneratorDriver.Create(new Generators.ModelRowGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation made, out _, TestContext.Current.CancellationToken);
        return string.Join('\n', made.GetDiagnostics().Where(item => item.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
