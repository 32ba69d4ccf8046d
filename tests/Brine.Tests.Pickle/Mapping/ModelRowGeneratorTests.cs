using System.Collections.Immutable;
using Brine.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Brine.Tests.Mapping;

/// <summary>What the compiler writes and says about types with <c>[ModelRow]</c>.</summary>
public sealed class ModelRowGeneratorTests
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(File.Exists)
            .Select(path => MetadataReference.CreateFromFile(path))];

    [Theory]
    [InlineData("BRINE001", """[ModelRow] public class T { public int X { get; set; } }""")]
    [InlineData("BRINE001", """public class Outer { [ModelRow] public partial class T { public int X { get; set; } } }""")]
    [InlineData("BRINE014", """[ModelRow] public partial class T { public int X { get; set; } public List<int> Y { get; set; } = []; }""")]
    [InlineData("BRINE014", """[ModelRow] public partial record T(int X, ulong? Y);""")]
    [InlineData("BRINE015", """[ModelRow] public partial record T(int PetalWidth, int Petal_width);""")]
    [InlineData("BRINE015", """[ModelRow] public partial record T([ModelColumn("a b")] int X, [ModelColumn("a b")] int Y);""")]
    [InlineData("BRINE016", """[ModelRow] public partial record T<TItem>(int X);""")]
    [InlineData("BRINE016", """[ModelRow] public partial class T { internal int X { get; set; } public int Y { set { } } public static int Z; }""")]
    [InlineData("BRINE016", """[ModelRow] public ref partial struct T { public int X; }""")]
    [InlineData("BRINE017",
        """public class T { public object X<TRow>(Model model) where TRow : IModelRow<TRow> => model.For<TRow, Version>(); }""")]
    public async Task WhatCannotBeARowIsSaid(string rule, string source)
    {
        Diagnostic one = Assert.Single(await Analyze(source));
        Assert.Equal(rule, one.Id);
        Assert.Equal("docs/diagnostics.md#" + rule.ToLowerInvariant(), one.Descriptor.HelpLinkUri);
        Assert.Contains($"| `{rule}` |", File.ReadAllText(Support.Repo.File("docs", "diagnostics.md")), StringComparison.Ordinal);
        Assert.True(one.Location.IsInSource);
    }

    [Theory]
    [InlineData("""[ModelRow] public partial record T(double X, float? Y, decimal? Z, sbyte A, uint? B, long C, bool? D, string? E, DateTime? F, DayOfWeek? G);""")]
    [InlineData("""public partial class Outer { public partial record struct Mid { [ModelRow] internal partial struct T { public int @class; [ModelIgnore] public object? Y; } } }""")]
    [InlineData("""namespace A.B { public abstract class Base { public virtual int X => 1; } [ModelRow] public sealed partial class T : Base { public override int X => 2; public enum @enum { A, B = A, C } [ModelColumn("y \"z\"")] public @enum Y { get; init; } } }""")]
    [InlineData("""[ModelRow] public partial record Base(int X); [ModelRow] public partial record T(int X, int Y) : Base(X);""")]
    [InlineData("""[ModelRow] public partial record T(int X); public class U { public double A(Model m) => m.For<T, double>().Predict(new T(1)); public DayOfWeek B(Model m) => m.For<T, DayOfWeek>().Predict([new T(1)])[0]; }""", false)]
    public async Task WhatIsWrittenCompiles(string source, bool isAnalyzed = true)
    {
        if (isAnalyzed)
        {
            Assert.Empty(await Analyze(source));
        }

        CSharpGeneratorDriver.Create(new ModelRowGenerator()).RunGeneratorsAndUpdateCompilation(Compile(source),
            out Compilation compilation, out _, TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics) + '\n' + compilation.SyntaxTrees.Last());
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string source) =>
        await Compile(source).WithAnalyzers([new ModelRowAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "sample",
        [CSharpSyntaxTree.ParseText("using System; using System.Collections.Generic; using Brine;\n" + source,
            new CSharpParseOptions(LanguageVersion.CSharp14))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
