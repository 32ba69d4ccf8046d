using System.Collections.Immutable;
using Brine.Generators;
using Brine.Pickling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Brine.Tests.Mapping;

/// <summary>What the source generator writes and what the analyzer says.</summary>
public sealed class GeneratorTests
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(File.Exists)
            .Select(path => MetadataReference.CreateFromFile(path))];

    [Theory]
    [InlineData("BRINE001", """[PickleClass("a.B")] public class T { }""")]
    [InlineData("BRINE001", """public class Outer { [PickleClass("a.B")] public partial class T { } }""")]
    [InlineData("BRINE002", """[PickleClass("a.B")] public partial class T { public T(int other) { } public int X { get; set; } }""")]
    [InlineData("BRINE002",
        """[PickleClass("a.B")] public partial class T { public T() { } [PickleConstructor] public T(string x) { } public int X { get; set; } }""")]
    [InlineData("BRINE003", """[PickleClass("a.B")] public partial class T { public System.IO.Stream? X { get; set; } }""")]
    [InlineData("BRINE003", """[PickleClass("a.B")] public partial class T { public List<Version> X { get; set; } = []; }""")]
    [InlineData("BRINE004",
        """[PickleClass("a.B")] public partial class T { public int X { get; set; } [PickleName("x")] public int Y { get; set; } }""")]
    [InlineData("BRINE004",
        """public class Base { public int X { get; set; } } [PickleClass("a.B")] public partial class T : Base { public new string X { get; set; } = ""; }""")]
    [InlineData("BRINE005", """[PickleClass("a.B")] public abstract partial class T { }""")]
    [InlineData("BRINE006", """[PickleClass("a.B")] public partial class T<TItem> { }""")]
    [InlineData("BRINE006", """public partial class Outer<TItem> { [PickleClass("a.B")] public partial class T { } }""")]
    [InlineData("BRINE007", """[PickleClass("B")] public partial class T { }""")]
    [InlineData("BRINE007", """[PickleClass("a.B", "old name.B")] public partial class T { }""")]
    [InlineData("BRINE008", """[PickleClass("a.B")] public partial class T { [PickleArgument(1)] public int X { get; set; } }""")]
    [InlineData("BRINE009", """[PickleClass("a.B")] public partial class T { [PickleName("x")] public int X => 1; }""")]
    [InlineData("BRINE009",
        """public class Base<TItem> { public TItem? X { get; init; } } [PickleClass("a.B")] public partial class T : Base<int> { }""")]
    [InlineData("BRINE009", """[PickleClass("a.B")] public partial class T { public int X { set { } } }""")]
    [InlineData("BRINE009",
        """public class Base<TItem> { public TItem? X { get; } } [PickleClass("a.B")] public partial class T : Base<int> { }""")]
    [InlineData("BRINE009",
        """public class Base<TItem> { public readonly TItem? X; } [PickleClass("a.B")] public partial class T : Base<int> { }""")]
    [InlineData("BRINE003", """[PickleClass("a.B")] public partial class T { public Version? X; }""")]
    [InlineData("BRINE010", """[PickleClass("a.B")] public partial class T : List<int> { }""")]
    [InlineData("BRINE010", """[PickleClass("a.B", Form = PickleForm.Reduce)] public partial class T : SortedDictionary<int, int> { }""")]
    [InlineData("BRINE010", """[PickleClass("a.B")] public partial class T { [PickleOptional] public int X { get; set; } }""")]
    [InlineData("BRINE010",
        """[PickleClass("a.B")] public partial class T { [PickleState] public int X { get; set; } public int Y { get; set; } }""")]
    [InlineData("BRINE010",
        """[PickleClass("a.B", Form = PickleForm.NamedTuple)] public partial class T { [PickleKeyword] public int X { get; set; } }""")]
    [InlineData("BRINE010",
        """[PickleClass("a.B", Form = PickleForm.Value)] public partial class T { public string X { get; set; } = ""; }""")]
    [InlineData("BRINE010",
        """[PickleClass("a.B", Form = PickleForm.Value)] public partial class T { [PickleArgument(0)] public DateTime X { get; set; } }""")]
    [InlineData("BRINE010",
        """[PickleClass("a.B", Form = PickleForm.FrozenSlots)] public partial class T { [PickleSlot] public int X { get; set; } }""")]
    [InlineData("BRINE010", """[PickleClass("a.B", Form = PickleForm.List)] public partial class T { }""")]
    [InlineData("BRINE010", """[PickleClass("a.B")] public partial class T { [PickleItems] public List<int> X { get; set; } = []; }""")]
    [InlineData("BRINE010", """[PickleClass("a.B", Callable = "a.make")] public partial class T { }""")]
    [InlineData("BRINE010", """[PickleClass("a.B")] public partial class T { [PickleExtra] public List<int> X { get; set; } = []; }""")]
    [InlineData("BRINE010", """[PickleClass("a.B", Form = PickleForm.Reduce)] public enum T { }""")]
    [InlineData("BRINE011", """public class T { public object X() => Brine.Pickle.Load<System.IO.Stream>("a.pkl"); }""")]
    [InlineData("BRINE011", """public class T { public object X(PyValue value) => value.To<Dictionary<string, Version[]>>(); }""")]
    [InlineData("BRINE012", """public partial class Outer { [PickleClass("a.B")] private partial class T { } }""")]
    [InlineData("BRINE013", """[PickleClass("a.B")] public partial class T { } [PickleClass("a.C", "a.B")] public partial class U { }""")]
    public async Task WhatCannotBeMappedIsSaid(string rule, string source)
    {
        ImmutableArray<Diagnostic> found = await Analyze(source);
        Diagnostic one = Assert.Single(found);
        Assert.Equal(rule, one.Id);
        Assert.Equal("docs/diagnostics.md#" + rule.ToLowerInvariant(), one.Descriptor.HelpLinkUri);
        Assert.Contains($"| `{rule}` |", File.ReadAllText(Support.Repo.File("docs", "diagnostics.md")), StringComparison.Ordinal);
        Assert.True(one.Location.IsInSource);
    }

    [Theory]
    [InlineData("""[PickleClass("a.B")] public partial class T { internal T() { } public int X { get; private set; } public int Y { get; init; } = 3; public int Z { get; } public int W => Z; }""")]
    [InlineData("""[PickleClass("a.B")] public readonly partial struct T { public T(int x) { X = x; } public int X { get; } public string? Y { get; init; } }""")]
    [InlineData("""[PickleClass("a.B")] public partial record T(string X, int @class = 3, decimal? Y = null, double Z = double.NaN, char C = '\n', DayOfWeek D = DayOfWeek.Friday);""")]
    [InlineData("""public partial class Outer { internal partial record struct Mid { [PickleClass("a:B.C")] internal partial class T { public required IList<(int, T?)> X { get; init; } } } }""")]
    [InlineData("""[PickleClass("a.B")] public partial class T { [PickleName("secret")] private int _secret; [PickleName("fixed")] private readonly int _fixed; public int S() => _secret + _fixed; }""")]
    [InlineData("""public abstract class Shape { } [PickleClass("a.B")] public partial class T : Shape { public Shape? Other { get; set; } public IReadOnlyDictionary<string, Shape[]> All { get; init; } = new Dictionary<string, Shape[]>(); }""")]
    [InlineData("""[PickleClass("a.B", Form = PickleForm.List)] public partial class T : List<string?> { public int X { get; set; } }""")]
    [InlineData("""[PickleClass("a.B")] public enum T : ulong { A = ulong.MaxValue, B = 0, C = B, @event } public class U { public object X() => Brine.Pickle.Load<Dictionary<T, DayOfWeek?>>("x"); }""")]
    [InlineData("""[PickleClass("a.B")] public partial class T { public int? A { get; set; } public List<KeyValuePair<string, Tuple<int, byte[]>>> B { get; set; } = []; public (int, int, int, int, int, int, int, int, string?) C { get; set; } }""")]
    [InlineData("""public class Base<TItem> { public TItem? X { get; set; } } [PickleClass("a.B")] public partial class T : Base<int> { } [Flags, PickleClass("a.C")] public enum U : ulong { A = 1UL << 63 }""")]
    [InlineData("""[PickleClass("a.B")] public partial class T { public int X; public readonly string? Y; [PickleIgnore] public System.IO.Stream? Z; public const int W = 1; public static int V; }""")]
    [InlineData("""[PickleClass("a.B")] public partial struct T { public int X; public string? Y; [PickleOptional] public int? Z { get; init; } }""")]
    [InlineData("""[PickleClass("a.B", Form = PickleForm.Reduce)] public partial class T : Dictionary<string, List<T>> { [PickleArgument(0)] public int X { get; set; } [PickleExtra] public Dictionary<string, object?> Y { get; } = []; }""")]
    [InlineData("""[PickleClass("a.B", Slots = true)] public partial class Base { public int A { get; set; } } [PickleClass("a.C")] public partial record Other([PickleKeyword("b")] int X, [PickleState] int? Y = 3) { } [PickleClass("a.D")] public partial class T : Base { [PickleSlot] public int B { get; set; } public int C { get; set; } }""")]
    [InlineData("""[PickleClass("a.B", Form = PickleForm.NamedTuple)] public partial record T(int A, string B = "b", double? C = null) { public int D { get; init; } = 4; }""")]
    public async Task WhatIsWrittenCompiles(string source)
    {
        Assert.Empty(await Analyze(source));
        CSharpGeneratorDriver.Create(new PickleClassGenerator()).RunGeneratorsAndUpdateCompilation(Compile(source),
            out Compilation compilation, out _, TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics) + '\n' + compilation.SyntaxTrees.Last());
    }

    [Fact]
    public void TheConverterOfASmallRecordReadsWell()
    {
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create(new PickleClassGenerator())
            .RunGenerators(Compile("""[PickleClass("shop.Point")] public partial record Point(double X) { public int? Y { get; set; } }"""),
                TestContext.Current.CancellationToken).GetRunResult();
        string text =
            result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith("Point.pickle.g.cs", StringComparison.Ordinal)).ToString()
                .Replace("global::Brine.Pickling.", "", StringComparison.Ordinal).Replace("global::", "", StringComparison.Ordinal);
        Assert.Equal(
            """
            // <auto-generated/>
            #nullable enable annotations
            #nullable disable warnings
            #pragma warning disable
            partial record Point : IPickleClass<Point>
            {
                static PickleConverter<Point> IPickleClass<Point>.PickleConverter => PickleMapping.Instance;

                private sealed class PickleMapping : PickleClassConverter<Point>
                {
                    internal static readonly PickleMapping Instance = new PickleMapping();

                    private PickleMapping() : base(new PickleClassLayout("shop.Point", new string[] {  }, new string[] { "x", "y" }), true)
                    {
                    }

                    private static PickleConverter<double>? _0;
                    private static PickleConverter<double> C0 => _0 ??= PickleConverters.Of<double>();

                    private static PickleConverter<int?>? _1;
                    private static PickleConverter<int?> C1 => _1 ??= PickleConverters.Nullable<int>(PickleConverters.Of<int>());

                    protected override PickleConverter[] Members => new PickleConverter[] { C0, C1 };

                    protected override void WriteParts(Point value, PartWriter parts)
                    {
                        parts.Attribute("x", value.X, C0);
                        parts.Attribute("y", value.Y, C1);
                    }

                    protected override Point Create(PartReader parts)
                    {
                        var v0 = parts.Required("x", C0);
                        if (parts.IsWaiting) return default!;
                        return new Point(v0);
                    }

                    protected override void Fill(Point value, PartReader parts)
                    {
                        bool has1 = parts.TryAttribute("y", C1, out var v1);
                        if (parts.IsWaiting) return;
                        if (has1) value.Y = v1!;
                    }
                }
            }

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void AnEditElsewhereWritesNothingAnew()
    {
        CSharpCompilation compilation = Compile(
            """[PickleClass("a.B")] public partial class T { public int X { get; set; } } public class U { public object Y() => Brine.Pickle.Load<List<T>>("x"); }""");
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new PickleClassGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(
            compilation.AddSyntaxTrees(
                CSharpSyntaxTree.ParseText("public class Elsewhere { }", cancellationToken: TestContext.Current.CancellationToken)),
                TestContext.Current.CancellationToken);
        Assert.All(
            driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Contains(output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Fact]
    public void MappedTypesOfAnotherAssemblyAreWoken()
    {
        CSharpGeneratorDriver.Create(new PickleClassGenerator()).RunGeneratorsAndUpdateCompilation(
            Compile("""[PickleClass("a.Color")] public enum Color { Red } [PickleClass("a.T")] public partial class T { }"""),
            out Compilation library, out _, TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        Assert.True(library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        CSharpCompilation user =
            Compile("""public class U { public object X() => (Brine.Pickle.Load<List<Color>>("x"), Brine.Pickle.Load<T[]>("y")); }""")
            .AddReferences(MetadataReference.CreateFromImage(stream.ToArray())).WithAssemblyName("user");
        CSharpGeneratorDriver.Create(new PickleClassGenerator()).RunGeneratorsAndUpdateCompilation(user, out Compilation compilation, out _,
            TestContext.Current.CancellationToken);
        string text = compilation.SyntaxTrees.Last().ToString();
        Assert.Contains("RunModuleConstructor(typeof(global::Color).Module.ModuleHandle)", text, StringComparison.Ordinal);
        Assert.Contains("Register<global::T[]>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void WithoutTheGeneratorTheFirstCallSaysHowToGetIt()
    {
        using var stream = new MemoryStream();
        CSharpCompilation plain = Compile(
            """[PickleClass("a.B")] public partial class T { public int X { get; set; } } public class U { public static object Load() => new PyDict().AsValue().To<List<T>>(); public static object Dump() => Brine.Pickle.ToPython(new T()); } public static class V { public static PyValue AsValue(this PyDict value) => value; }""");
        Assert.True(plain.WithAssemblyName("ungenerated").Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        Type calls = System.Reflection.Assembly.Load(stream.ToArray()).GetType("U")!;
        foreach (string call in new[] { "Load", "Dump" })
        {
            Exception error =
                Assert.Throws<System.Reflection.TargetInvocationException>(() => calls.GetMethod(call)!.Invoke(null, null)).InnerException!;
            Assert.Equal("CannotMapType", Assert.IsType<PickleTypeException>(error).Code);
            Assert.Contains(
                "T has [PickleClass], and no mapping was written for it: Brine's source generator did not run when ungenerated "
                    + "was compiled", error.Message, StringComparison.Ordinal);
            Assert.Contains("OutputItemType=\"Analyzer\"", error.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string source) =>
        await Compile(source).WithAnalyzers([new PickleClassAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "sample",
        [CSharpSyntaxTree.ParseText("using System; using System.Collections.Generic; using Brine; using Brine.Pickling;\n" + source,
            new CSharpParseOptions(LanguageVersion.CSharp14))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
