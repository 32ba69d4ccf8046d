using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Interop;

[Trait("Stage", "Python")]
public sealed class OptimizeTests
{
    /// <summary>pickletools.optimize of every pickle of the fixtures, and of values whose frames and memo are long.</summary>
    [Fact]
    public void BytesArePythons()
    {
        using var folder = new TemporaryFolder();
        Python.Run(
            """
            import pickle, pickletools, sys, glob, os
            out, fixtures = sys.argv[1:]
            shared = ["s%d" % (i % 300) for i in range(600)]
            values = [[], [1, 2, shared, shared], {"a": shared * 3, "b": (shared, shared)}, [b"x" * 70000, "y" * 70000, [b"z" * 65536] * 2], list(range(40000)), [str(i) for i in range(20000)]]
            pickles = [pickle.dumps(v, p) for v in values for p in range(6)] + [open(f, "rb").read() for f in sorted(glob.glob(fixtures + "/*/*.pkl"))]
            for i, p in enumerate(pickles):
                open(os.path.join(out, f"{i}.in"), "wb").write(p)
                open(os.path.join(out, f"{i}.out"), "wb").write(pickletools.optimize(p))
            """,
            folder.Path,
            Repo.File("tests", "fixtures"));
        string[] files = Directory.GetFiles(folder.Path, "*.in");
        Assert.True(files.Length > 200);
        foreach (string file in files)
        {
            byte[] expected = System.IO.File.ReadAllBytes(Path.ChangeExtension(file, ".out"));
            Assert.True(expected.AsSpan().SequenceEqual(PickleOptimizer.Optimize(System.IO.File.ReadAllBytes(file))), file);
        }
    }

    [Fact]
    public void ModelStaysTheSameInFewerBytes()
    {
        using var folder = new TemporaryFolder();
        string model = Repo.File("samples", "models", "passengers.pkl"), data = Repo.File("samples", "data", "passengers.csv");
        Assert.Equal((0, "", ""), Command.Run("optimize", model, folder["small.pkl"]));
        Assert.True(new FileInfo(folder["small.pkl"]).Length < new FileInfo(model).Length);
        Assert.Equal(Command.Run("predict", model, data, "-m", "predict_proba"),
            Command.Run("predict", folder["small.pkl"], data, "-m", "predict_proba"));
    }

    [Fact]
    public void JoblibFilesAreRefusedWithAWayOut()
    {
        using var folder = new TemporaryFolder();
        (int exit, string _,
            string error) = Command.Run("optimize", Repo.File("samples", "models", "customers.joblib"), folder["small.pkl"]);
        Assert.Equal(3, exit);
        Assert.Contains("brine convert", error, StringComparison.Ordinal);
    }

    [Fact]
    public void CorruptPicklesAreRefused()
    {
        byte[] whole = System.IO.File.ReadAllBytes(Repo.File("samples", "models", "iris-tree.pkl"));
        for (int cut = 0; cut < whole.Length; cut += 7)
        {
            Assert.Throws<PickleFormatException>(() => PickleOptimizer.Optimize(whole.AsMemory(0, cut)));
        }

        Assert.Equal("FormatMemo", Assert.Throws<PickleFormatException>(() => PickleOptimizer.Optimize("h\u0001."u8.ToArray())).Code);
    }
}
