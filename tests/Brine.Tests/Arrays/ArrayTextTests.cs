using Brine.Arrays;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Arrays;

/// <summary>Arrays print as numpy's repr prints them.</summary>
public class ArrayTextTests
{
    private static readonly string Folder = Repo.File("tests", "Brine.Tests", "Golden", "repr");

    [Fact]
    public void ArraysPrintAsInNumpy2() => Compare(File.ReadAllBytes(Path.Combine(Folder, "numpy2.4.pkl")), atLeast: 400);

    [Fact]
    public void ArraysPrintAsInTheNumpyThatIsHere()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("reprs.pkl", "");
        Python.RunFile(Path.Combine(Folder, "make.py"), folder.Path, file);
        Compare(File.ReadAllBytes(file), atLeast: 1500);
    }

    [Fact]
    public void ArrayInsideItselfEnds()
    {
        var items = new PyList();
        PyObject array = NDArray.OfObjects([1], items.Count == 0 ? [PyValue.None] : []).ToPickle();
        var list = new PyList { array };
        var inner = (PyList)((PyTuple)array.State.Reference!)[4].Reference!;
        Assert.Single(inner);
        NDArray cyclic = NDArray.OfObjects([1], [list]);
        list.Add(new PyObject(new PyGlobal("numpy", "ndarray"), PyTuple.Empty) { View = cyclic });
        Assert.StartsWith("array([list([", cyclic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MillionsOfElementsOfNoBytesAreNotPrintedOneByOne() =>
        Assert.Equal("array(<1977326743 elements>,\n      shape=(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7), dtype='|V0')", NDArray.OverBytes(DType.Parse("V0"), [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], default).ToString());

    private static void Compare(byte[] pickle, int atLeast)
    {
        PyTuple content = Unpickler.Load(pickle).As<PyTuple>()!;
        bool isNumpy1 = content[0].AsString()![0] == '1';
        var wrong = new List<string>();
        PyList cases = content[1].As<PyList>()!;
        foreach (PyValue item in cases)
        {
            PyTuple pair = item.As<PyTuple>()!;
            string printed = ArrayText.Of(NDArray.From(pair[0])!, isNumpy1);
            if (printed != pair[1].AsString())
            {
                wrong.Add($"expected\n{pair[1].AsString()}\nprinted\n{printed}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Count} differ:\n{string.Join('\n', wrong.Take(12))}");
        Assert.True(cases.Count >= atLeast, $"only {cases.Count} arrays were compared");
    }
}
