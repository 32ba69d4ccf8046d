
namespace Brine.Tests.Models;

/// <summary>What <c>brine predict</c> says where an answer hangs on numpy's order.</summary>
[Trait("Stage", "Python")]
public sealed class TieNoteTests
{
    // Protocol 0 names modules in plain text, so that the file of one numpy is easily made that of another.
    private const string Script = """
        import pickle, sys
        from sklearn.neighbors import KNeighborsClassifier
        data = pickle.dumps(KNeighborsClassifier(2, algorithm="brute").fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 0, 1]), protocol=0)
        open(sys.argv[1], "wb").write(data)
        open(sys.argv[2], "wb").write(data.replace(b"cnumpy.core.multiarray", b"cnumpy._core.multiarray"))
        """;

    [Fact]
    public void PredictNotesTiesOfNumpy2OnStandardError()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Script, folder["one.pkl"], folder["two.pkl"]);
        folder.Write("rows.csv", "a,b\n0,0\n1,1\n");
        (int _, string oneOutput, string oneError) = Support.Cli.Run("predict", folder["one.pkl"], folder["rows.csv"]);
        (int exit, string output, string error) = Support.Cli.Run("predict", folder["two.pkl"], folder["rows.csv"]);
        Assert.Equal(0, exit);
        Assert.Equal(oneOutput, output);
        Assert.DoesNotContain("processor", oneError);
        Assert.Contains("brine: note: 2 of 2 rows have training rows at equal distances", error);
    }
}
