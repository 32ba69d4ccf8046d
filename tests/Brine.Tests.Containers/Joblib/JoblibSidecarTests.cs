using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Joblib;

[Trait("Stage", "Python")]
public sealed class JoblibSidecarTests
{
    private static readonly string Folder = Repo.Golden("sidecars", "py2.7-joblib0.9");

    [Fact]
    public void ArraysBesideThePickleAreWhatJoblibLoads()
    {
        ValueResult[] results = [.. ValueFolder.Run(Folder)];
        Assert.Equal(4, results.Length);
        Assert.All(results, result => Assert.True(result.Outcome == ValueOutcome.Right, $"{result.Case.Id}: {result.Reason}"));
        Assert.Equal(3, PickleFile.Open(Path.Combine(Folder, "jl_csr.joblib")).SidecarCount);
    }

    [Theory]
    [InlineData("jl_csr.joblib")]
    [InlineData("jl_mixed_cache.joblib")]
    public void WhatIsConvertedNeedsNoFilesBesideIt(string name)
    {
        using var folder = new TemporaryFolder();
        FileConverter.Convert(Path.Combine(Folder, name), folder["out.pkl"]);
        FileConverter.Convert(Path.Combine(Folder, name), folder["out.joblib"]);
        const string Script = """
            import sys, pickle, joblib, numpy as np, scipy.sparse
            a, b, c = joblib.load(sys.argv[1]), joblib.load(sys.argv[2]), pickle.load(open(sys.argv[3], 'rb'), encoding='latin1')
            def same(x, y):
                if isinstance(x, dict): return x.keys() == y.keys() and all(same(x[k], y[k]) for k in x)
                if isinstance(x, (list, tuple)): return len(x) == len(y) and all(map(same, x, y))
                if scipy.sparse.issparse(x): return (x != y).nnz == 0 and x.dtype == y.dtype
                if isinstance(x, np.ndarray): return type(x) is type(y) and x.dtype.newbyteorder('=') == y.dtype.newbyteorder('=') and x.shape == y.shape and (x.astype(object) == y.astype(object)).all()
                return x == y
            print(same(a, b), same(a, c))
            """;
        Assert.Equal("True True", Python.Run(Script, Path.Combine(Folder, name), folder["out.joblib"], folder["out.pkl"]));
    }

    [Fact]
    public void FilesThatWereRenamedWithThePickleAreFound()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Folder, "jl_F.joblib"), folder["model.pkl"]);
        File.Copy(Path.Combine(Folder, "jl_F.joblib_01.npy"), folder["model.pkl_01.npy"]);
        Assert.Equal([4, 3], NDArray.From(PickleFile.Open(folder["model.pkl"]).Value)!.Shape);
    }

    [Fact]
    public void AMissingFileLeavesTheRestToBeSeen()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Folder, "jl_F.joblib"), folder["jl_F.joblib"]);
        var wrapper = PickleFile.Open(folder["jl_F.joblib"]).Value.As<PyObject>()!;
        Assert.Null(wrapper.View);
        Assert.Equal("jl_F.joblib_01.npy", wrapper.TryGetAttribute("filename", out PyValue name) ? name.AsString() : null);
    }

    [Theory]
    [InlineData("../secret.npy")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/secret.npy")]
    [InlineData("..\\secret.npy")]
    [InlineData("C:secret.npy")]
    [InlineData("..")]
    [InlineData("")]
    public void ANameWithAPathIsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["sub"]);
        File.WriteAllBytes(folder["sub/secret.npy"], NpyFormat.Write(NDArray.Of([1.0])));
        File.WriteAllBytes(folder["secret.npy"], NpyFormat.Write(NDArray.Of([1.0])));
        string pickle = Directory.CreateDirectory(folder["models"]).FullName + "/model.pkl";
        File.WriteAllBytes(pickle, Pickle(name));
        Assert.Equal("FormatSidecar", Assert.Throws<PickleFormatException>(() => PickleFile.Open(pickle)).Code);
    }

    [Fact]
    public void ALinkIsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using var folder = new TemporaryFolder();
        folder.Write("secret.npy", NpyFormat.Write(NDArray.Of([1.0])));
        string pickle = folder.Write("model.pkl", Pickle("link.npy"));
        File.CreateSymbolicLink(folder["link.npy"], folder["secret.npy"]);
        Assert.Equal("FormatSidecar", Assert.Throws<PickleFormatException>(() => PickleFile.Open(pickle)).Code);
    }

    [Fact]
    public void AFileThatIsNoArrayIsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.npy", "no array");
        string pickle = folder.Write("model.pkl", Pickle("a.npy"));
        Assert.Equal("FormatSidecar", Assert.Throws<PickleFormatException>(() => PickleFile.Open(pickle)).Code);
    }

    [Fact]
    public void TheFilesTogetherStayWithinTheLimit()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.npy", NpyFormat.Write(NDArray.Of(new double[100])));
        folder.Write("b.npy", NpyFormat.Write(NDArray.Of(new double[100])));
        string pickle = folder.Write("model.pkl", Pickle("a.npy", "b.npy"));
        Assert.Equal(2, PickleFile.Open(pickle).SidecarCount);
        var options = new LoadOptions { Limits = Limits.Default with { MaxFileBytes = 1500 } };
        Assert.Equal("LimitFileBytes", Assert.Throws<PickleLimitException>(() => PickleFile.Open(pickle, options)).Code);
    }

    private static byte[] Pickle(params string[] names) => Pickler.Dump(new PyList(names.Select(name =>
    {
        var wrapper = new PyObject(new PyGlobal("joblib.numpy_pickle", "NDArrayWrapper"), PyTuple.Empty, PyConstruction.NewObject);
        var state = new PyDict();
        state["filename"] = name;
        state["subclass"] = new PyGlobal("numpy", "ndarray");
        wrapper.State = state;
        return new PyValue(wrapper);
    })));
}
