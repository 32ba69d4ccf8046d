namespace Brine.Tests.Store;

/// <summary>The command works with every kind of store: by <c>--store</c>, and where a command takes a model.</summary>
public abstract class StoreByCommandTests(StoreBackend backend) : IDisposable
{
    private readonly StoreFixture _fixture = new(backend);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void AVersionIsAddedPromotedAskedAndTakenOut()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/env"), "there is no env here");
        Assert.Equal((2, ""), (Run("store", "list").Exit, Run("store", "list").Output));
        Assert.StartsWith("iris:1  sha256 ", Done("store", "add", "iris", StoreFixture.Tree, "--cases", _fixture.Cases("python")), StringComparison.Ordinal);
        Done("store", "env", "production", "--require", "safe,validated");
        Assert.StartsWith("production has iris:1\n", Done("store", "promote", "iris", "1", "--to", "production"), StringComparison.Ordinal);
        string rows = _fixture.Write("rows.csv", "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n");
        Assert.Equal("predict\nsetosa\n", Done("predict", "iris@production", rows));
        Assert.EndsWith("all come out\n", Done("verify", "iris@production"), StringComparison.Ordinal);
        string copy = Path.Combine(_fixture.Root, "copy.pkl");
        Done("store", "get", "iris@production", "-o", copy);
        Assert.Equal(File.ReadAllBytes(StoreFixture.Tree), File.ReadAllBytes(copy));
        Assert.StartsWith("sound: 3 entries", Done("store", "check"), StringComparison.Ordinal);
    }

    private string Done(params string[] words)
    {
        (int exit, string output, string error) = Run(words);
        Assert.True(exit == 0, error);
        return output;
    }

    private (int Exit, string Output, string Error) Run(params string[] words) => Shell.Run("/usr/bin/env", _fixture.Root,
        [$"BRINE_STORE={_fixture.Location}", $"BRINE_CACHE={_fixture.Cache}", "dotnet", Support.Cli.Program, .. words]);
}
