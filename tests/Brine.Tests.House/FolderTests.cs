
namespace Brine.Tests.House;

/// <summary>The folders of a project form a ladder: none names a type of a folder that names it.</summary>
public class FolderTests
{
    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(Repo.File("src")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void NoFoldersNameEachOther(string project)
    {
        string root = Repo.File("src", project);
        Dictionary<string, string> sources = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .ToDictionary(file => file, file => File.ReadAllText(Path.Combine(root, file)));
        var graph = new FolderGraph(sources, project);
        IReadOnlyList<IReadOnlyList<string>> circles = graph.Circles();
        Assert.True(circles.Count == 0,
            string.Join('\n',
                circles.Select(circle => $"folders of {project} name each other: {string.Join(' ', circle)}\n{graph.Describe(circle)}")));
    }

    [Fact]
    public void ACircleOverThreeFoldersIsFound()
    {
        FolderGraph graph = Of(
            ("A/One.cs", "namespace N; class One { Two? next; }"),
            ("B/Two.cs", "namespace N; class Two { object Make() => Three.Make(); }"),
            ("C/Three.cs", "namespace N; class Three { static object Make() => typeof(One); }"),
            ("D/Four.cs", "namespace N; class Four : One;"));
        Assert.Equal([["A", "B", "C"]], graph.Circles());
        Assert.Equal("  A -> B: Two\n  B -> C: Three\n  C -> A: One", graph.Describe(["A", "B", "C"]));
    }

    [Fact]
    public void AttributesGenericsPatternsAndFullNamesAreUses()
    {
        FolderGraph graph = Of(
            ("A/One.cs", "namespace N; [Mark] class One; class Other<T>; enum Kind { First }"),
            ("B/Two.cs", "namespace N; class MarkAttribute : System.Attribute { bool Is(object value) => value is Other<int>; }"),
            ("C/Three.cs", "namespace Brine.N; class Three { Brine.N.Five five; }"),
            ("D/Five.cs", "namespace Brine.N; class Five { bool Is(object value) => value is Three { }; }"));
        Assert.Equal([["A", "B"], ["C", "D"]], graph.Circles());
    }

    [Fact]
    public void MembersThatAreCalledLikeATypeAreNoUses()
    {
        FolderGraph graph = Of(
            ("A/Model.cs", "namespace N; class Model { Options options; Kind kind; }"),
            ("B/Options.cs",
                "namespace N; record Options { public object? Model { get; init; } Options With(object model) => this with { Model = model "
                    + "}; object? Get(Options o) => o.Model; bool Has() => Model is null; }"),
            ("B/Kind.cs",
                "namespace N; enum Kind { Model } class User { bool Is(Kind kind) => kind is Kind.Model; bool Has(Options options) => "
                    + "options is { Model: null }; }"));
        Assert.Empty(graph.Circles());
    }

    private static FolderGraph Of(params (string Path, string Text)[] sources) =>
        new(sources.ToDictionary(source => source.Path, source => source.Text), "Project");
}
