using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays;

/// <summary>Arrays print as numpy's repr prints them.</summary>
[Trait("Stage", "Python")]
public class ArrayTextTests
{
    private const int Rounds = 80;

    private static readonly string Folder = Repo.Golden("repr");

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
        Assert.Equal("array(<1977326743 elements>,\n      shape=(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7), dtype='|V0')",
            NDArray.OverBytes(DType.Parse("V0"), [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], default).ToString());

    [Fact]
    public void DamagedArraysPrintOrAreRefused()
    {
        var random = new Random(7);
        byte[] good = File.ReadAllBytes(Path.Combine(Folder, "numpy2.4.pkl"));
        int printed = 0, refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = [.. good];
            for (int change = 0; change < 2; change++)
            {
                bytes[random.Next(2, bytes.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            PyValue value;
            try
            {
                value = Unpickler.Load(bytes);
            }
            catch (PickleException)
            {
                refused++;
                continue;
            }

            foreach (PyValue item in value.As<PyTuple>() is { Count: 2 } content && content[1].As<PyList>() is { } list ? list : [])
            {
                try
                {
                    printed += item.As<PyTuple>() is { Count: > 0 } pair && NDArray.From(pair[0])?.ToString().Length > 0 ? 1 : 0;
                }
                catch (PickleException)
                {
                    refused++;
                }
            }
        }

        Assert.True(printed > 1000 && refused > 0, $"{printed} were printed, {refused} refused");
    }

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
