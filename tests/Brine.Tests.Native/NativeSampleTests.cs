
namespace Brine.Tests.Native;

/// <summary>
/// The samples of <c>samples/native</c> tell the same story in C, Python and Node, with the library that <c>BRINE_LIBBRINE</c> names.
/// </summary>
[Trait("Stage", "Native")]
public class NativeSampleTests
{
    private static readonly string Model = Repo.File("samples", "models", "iris-tree.pkl");
    private static readonly string Samples = Repo.File("samples", "native");

    private static string Expected { get; } = File.ReadAllText(Repo.File("samples", "native", "iris.txt")).ReplaceLineEndings("\n");

    [Fact]
    public void CTellsTheStory()
    {
        using var folder = new TemporaryFolder();
        string library = Library();
        Compile(folder,
            ["-Wall", "-Wextra", "-Werror", Path.Combine(Samples, "iris.c"), "-I", library, "-L", library, "-lbrine",
                $"-Wl,-rpath,{library}", "-o", folder["iris"]]);
        Assert.Equal((0, Expected, ""), Shell.Run(folder["iris"], folder.Path, Model));
    }

    [Fact]
    public void PythonTellsTheStory() => Assert.Equal(Expected, Python("iris.py", Model));

    [Fact]
    public void NodeTellsTheStory()
    {
        string? headers = new[] { "/usr/include/node",
            "/usr/include/nodejs/src" }.FirstOrDefault(path => File.Exists(Path.Combine(path, "node_api.h")));
        Assert.SkipWhen(headers is null, "Node's headers are not installed");
        using var folder = new TemporaryFolder();
        string library = Library();
        Compile(folder,
            ["-Wall", "-Werror", "-shared", "-fPIC", Path.Combine(Samples, "brine-node.c"), "-I", headers!, "-I", library, "-L", library,
                "-lbrine", $"-Wl,-rpath,{library}", "-o", folder["brine.node"]]);
        Assert.Equal((0, Expected, ""),
            Shell.Run("env", folder.Path, $"BRINE_ADDON={folder["brine.node"]}", "node", Path.Combine(Samples, "iris.js"), Model));
    }

    [Fact]
    public void ATableOverTheBorderIsAnsweredAsTheCommandAnswersIt()
    {
        string model = Repo.File("samples", "models", "passengers.pkl"), rows = Repo.File("samples", "data", "passengers.csv");
        Assert.Equal(Support.Cli.Run("predict", model, rows, "-m", "predict,predict_proba").Output, Python("passengers.py", model, rows));
    }

    [Fact]
    public void ThreadsOfAnotherLanguageShareAModel()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("threads.py", """
            import concurrent.futures, sys
            import numpy as np
            import brine
            model = brine.Model(sys.argv[1])
            rows = np.random.default_rng(0).normal(3, 2, (200, 4))
            expected = model.call("predict_proba", rows)
            with concurrent.futures.ThreadPoolExecutor(8) as threads:
                answers = list(threads.map(lambda _: model.call("predict_proba", rows), range(800)))
            print(all((answer == expected).all() for answer in answers))
            model.close()
            try:
                model.call("predict_proba", rows)
            except brine.BrineError as error:
                print(error.code)
            """);
        Assert.Equal("True\nInputHandle\n", Python(script, Model));
    }

    private static void Compile(TemporaryFolder folder, string[] arguments)
    {
        (int exit, string output, string error) = Shell.Run("cc", folder.Path, arguments);
        Assert.True(exit == 0, output + error);
    }

    private static string Python(string script, params string[] arguments)
    {
        string library = Library();
        (int exit, string output,
            string error) = Shell.Run("env", Samples,
                [$"BRINE_LIBRARY={library}", $"PYTHONPATH={Samples}", "/usr/bin/python3", script, .. arguments]);
        Assert.True(exit == 0, output + error);
        return output;
    }

    private static string Library()
    {
        string? folder = Environment.GetEnvironmentVariable("BRINE_LIBBRINE");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "BRINE_LIBBRINE does not say where libbrine is: bash .ci/native publishes it");
        return Path.Combine(Repo.Root, folder!);
    }
}
