using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays;

/// <summary>Arrays both ways between this library and the numpy and scipy that are here.</summary>
[Trait("Stage", "Python")]
public class NumpyLiveTests
{
    /// <summary>Every dtype of numpy 1: what is written here prints there as it prints here.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void DTypesWrittenHereAreNumpysOwn(int protocol)
    {
        NDArray[] arrays = [.. Samples()];
        using var folder = new TemporaryFolder();
        var list = new PyList();
        var pickler = new ArrayPickler(protocol);
        foreach (NDArray array in arrays)
        {
            list.Add(pickler.Describe(array));
        }

        string file = folder.Write("arrays.pkl", Pickler.Dump(list, new PicklerOptions { Protocol = protocol }));
        string told = Python.Run(
            """
            import pickle, sys, numpy as np
            for a in pickle.load(open(sys.argv[1], "rb")):
                b = pickle.loads(pickle.dumps(a)); assert b.dtype == a.dtype
                print(repr(a), "|", a.dtype.isalignedstruct, dict(a.dtype.metadata or {}), a.dtype.alignment if a.dtype.isalignedstruct else "")
            """,
            file);
        string expected = string.Join('\n', arrays.Select(array =>
            $"{ArrayText.Of(array, isNumpy1: true)} | {(array.DType.IsAligned ? "True" : "False")} {array.DType.Metadata?.ToString() ?? "{}"} {(array.DType.IsAligned ? "8" : "")}".TrimEnd(' ')));
        Assert.Equal(expected, string.Join('\n', told.Split('\n').Select(line => line.TrimEnd(' '))).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void NpyFilesAreWrittenByteForByteAsNumpyWritesThem()
    {
        using var folder = new TemporaryFolder();
        Python.Run(
            """
            import sys, os, numpy as np
            from numpy.lib import format
            os.chdir(sys.argv[1])
            A = [np.arange(6.).reshape(2,3), np.asfortranarray(np.arange(6).reshape(2,3)), np.arange(6).reshape(2,3).T, np.array(5), np.zeros((0,3)), np.zeros((1,3),order="F"), np.array([1,2],">i4"), np.array([True]), np.array(["né","x"]), np.array([b"ab"]),
                 np.array([1+2j]), np.arange(3).astype("M8[ns]"), np.arange(3).astype("m8[25s]"), np.array([1],"e"), np.array([1],"g"), np.array([1],"G"), np.frombuffer(b"abcdef","V3"), np.zeros(2,[("a","<i4"),("b","<f8",(2,2)),("c","<U3")]),
                 np.zeros(2,np.dtype([("a","i1"),("b","f8")],align=True)), np.zeros(2,np.dtype({"names":["a","b"],"formats":["<i4","<f8"],"offsets":[4,16],"itemsize":30})), np.zeros(2,[(("ti","a"),"<i4")]), np.zeros(2,[("p",[("x","<f4")]),("q","?")]),
                 np.zeros(1,[("ü","<i4")]), np.zeros(2,[("n%d"%i,"<i4") for i in range(6000)]), np.zeros(1,[("Ω","<i4"),("it's","<i2")]), np.zeros((2,)*20,"u1")]
            for i, a in enumerate(A):
                np.save("%d.npy" % i, a)
                for v in (1,2,3):
                    try:
                        with open("%d.v%d.npy" % (i, v), "wb") as f: format.write_array(f, a, version=(v,0))
                    except (ValueError, UnicodeEncodeError): os.remove("%d.v%d.npy" % (i, v))
            np.save("o.npy", np.array([1,"a",None,[2]],object), allow_pickle=True)
            """,
            folder.Path);
        string[] files = Directory.GetFiles(folder.Path, "*.npy");
        Assert.True(files.Length > 95, $"only {files.Length} files");
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            NDArray array = NpyFormat.Read(bytes);
            string name = Path.GetFileName(file);
            int? version = name.Contains(".v", StringComparison.Ordinal) ? name[name.IndexOf(".v", StringComparison.Ordinal) + 2] - '0'
                : null;
            Assert.True(bytes.AsSpan().SequenceEqual(NpyFormat.Write(array, version)), $"{name} differs: {array}");
        }
    }

    [Fact]
    public void OverlappingFieldsHaveNoNpyForm()
    {
        var overlapping = new DType('V', 4, '|', [new DTypeField("whole", DType.Int32, 0), new DTypeField("low", DType.Parse("<i2"), 0)]);
        Assert.False(NpyFormat.CanWrite(overlapping));
        Assert.Throws<NotSupportedException>(() => NpyFormat.Write(NDArray.OverBytes(overlapping, [1], new byte[4])));
    }

    [Fact]
    public void NameThatIsNotLatinNeedsVersion3()
    {
        var dtype = new DType('V', 4, '|', [new DTypeField("Ω", DType.Int32, 0)]);
        Assert.Equal(3, NpyFormat.Write(NDArray.OverBytes(dtype, [1], new byte[4]))[6]);
        Assert.Throws<ArgumentException>(() => NpyFormat.Write(NDArray.OverBytes(dtype, [1], new byte[4]), version: 1));
    }

    [Fact]
    public void EverySparseFormatBecomesTheRowsThatScipyMakes()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("sparse.pkl", "");
        Python.Run(
            """
            import pickle, sys, numpy as np, scipy.sparse as sp
            r = np.random.RandomState(3); out = []
            for shape in [(4,6),(1,1),(5,3),(6,6)]:
                for dt in ["f8","f4","i4","?","u1"]:
                    d = sp.random(*shape, density=.4, random_state=r).toarray(); d = (d*9).astype(dt)
                    for f in ["csr","csc","coo","bsr","dia","lil","dok"]:
                        for kind in ["matrix","array"]:
                            m = getattr(sp, f+"_"+kind)(d)
                            for index in ["i4","i8"]:
                                for part in ("indices","indptr","row","col","offsets"):
                                    if isinstance(getattr(m, part, None), np.ndarray): setattr(m, part, getattr(m, part).astype(index))
                                c = m.tocsr(); c.sum_duplicates(); out.append((m, c.indptr.tolist(), c.indices.tolist(), c.data.astype("f8").tolist(), list(m.shape)))
                    e = sp.coo_matrix(([1,2,4],([0,0,0],[0,0,0])), shape=shape); c = e.tocsr(); out.append((e, c.indptr.tolist(), c.indices.tolist(), c.data.astype("f8").tolist(), list(shape)))
            b = sp.bsr_matrix(np.kron(np.eye(2), np.ones((2,3)))); c = b.tocsr(); out.append((b, c.indptr.tolist(), c.indices.tolist(), c.data.tolist(), list(b.shape)))
            pickle.dump(out, open(sys.argv[1], "wb"), 4)
            """,
            file);
        PyList cases = Unpickler.Load(File.ReadAllBytes(file)).As<PyList>()!;
        Assert.True(cases.Count > 500, $"only {cases.Count} matrices");
        foreach (PyValue item in cases)
        {
            PyTuple parts = item.As<PyTuple>()!;
            ScipySparse sparse = ScipySparse.From(parts[0])!;
            CsrMatrix rows = sparse.ToCsr();
            string what = $"{sparse.Format} {(sparse.IsArray ? "array" : "matrix")}";
            Assert.True(Same(parts[1], rows.Starts) && Same(parts[2], rows.Columns), $"{what}: other places");
            Assert.Equal(parts[3].As<PyList>()!.Select(value => value.TryGetDouble(out double number) ? number : double.NaN), rows.Data);
            Assert.True(Same(parts[4], sparse.Shape.ToArray()), $"{what}: another shape");
        }

        static bool Same(PyValue list, int[] numbers) => list.As<PyList>()!.Select(value => (int)value.Bits()).SequenceEqual(numbers);
    }

    [Fact]
    public void ValueOutsideASparseMatrixIsRefused()
    {
        var shape = new PyTuple(2, 2);
        var coo = new PyObject(new PyGlobal("scipy.sparse._coo", "coo_matrix"), PyTuple.Empty, PyConstruction.NewObject)
        {
            State = new PyDict
                { ["_shape"] = shape, ["row"] = NDArray.Of([5]).ToPickle(), ["col"] = NDArray.Of([0]).ToPickle(),
                    ["data"] = NDArray.Of([1.0]).ToPickle() },
        };
        Assert.Equal("FormatShape", Assert.Throws<PickleFormatException>(() => ScipySparse.From(coo)!.ToCsr()).Code);
        coo.State = new PyDict
            { ["_shape"] = new PyTuple(int.MaxValue, 2), ["row"] = NDArray.Of([5]).ToPickle(), ["col"] = NDArray.Of([0]).ToPickle(),
                ["data"] = NDArray.Of([1.0]).ToPickle() };
        coo.View = null;
        Assert.Equal("LimitMemory", Assert.Throws<PickleLimitException>(() => ScipySparse.From(coo)!.ToCsr()).Code);
    }

    [Fact]
    public void MaskedArraysAreReadWithTheirMask()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("masked.pkl", "");
        Python.Run("import pickle,sys,numpy as np; pickle.dump(np.ma.array([[1.5,2],[3,4]], mask=[[0,1],[0,0]], fill_value=-1), "
            + "open(sys.argv[1],'wb'))", file);
        MaskedArray masked = MaskedArray.From(Unpickler.Load(File.ReadAllBytes(file)))!;
        Assert.Equal([1.5, 2, 3, 4], masked.Data.ToDoubles());
        Assert.Equal("array([[False,  True],\n       [False, False]])", masked.Mask!.ToString());
        Assert.Equal(-1, NDArray.From(masked.FillValue)!.ToDoubles()[0]);
    }

    private static IEnumerable<NDArray> Samples()
    {
        foreach (string unit in (string[])["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "25s"])
        {
            byte[] counts = [.. BitConverter.GetBytes(12_345L), .. BitConverter.GetBytes(long.MinValue)];
            yield return NDArray.OverBytes(DType.Parse($"<M8[{unit}]"), [2], counts);
            yield return NDArray.OverBytes(DType.Parse($"<m8[{unit}]"), [2], counts);
        }

        yield return NDArray.Of<Half>([(Half)1.5, (Half)0.1]);
        yield return NDArray.OverBytes(DType.Parse("<f16"), [1], (byte[])[.. new byte[7], 0x80, 0xFF, 0x3F, .. new byte[6]]);
        yield return NDArray.OverBytes(DType.Parse("<c32"), [1],
            (byte[])[.. new byte[7], 0x80, 0xFF, 0x3F, .. new byte[13], 0x80, 0, 0xC0, .. new byte[6]]);
        yield return NDArray.OverBytes(DType.Parse("<c8"), [1], (byte[])[0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]);
        yield return NDArray.OverBytes(DType.Parse("S3"), [2], "ab\0xyz"u8.ToArray());
        yield return NDArray.OverBytes(DType.Parse("V2"), [2], "abcd"u8.ToArray());
        yield return NDArray.OfText(["né", "\U0001F600"]);
        yield return NDArray.Of<ulong>([ulong.MaxValue, 1]);
        yield return NDArray.OfObjects([2, 2], ["a", PyValue.None, 1, 2.5]);
        DType aligned = new('V', 16, '|', [new DTypeField("a", DType.Parse("i1"), 0), new DTypeField("b", DType.Float64, 8)])
            { IsAligned = true };
        yield return NDArray.OverBytes(aligned, [1], new byte[16]);
        DType nested = new('V', 20, '|',
            [new DTypeField("p", new DType('V', 8, '|', [new DTypeField("x", DType.Float32, 0), new DTypeField("y", DType.Int32, 4)]), 0,
                "the title"), new DTypeField("q", new DType('V', 12, '|', null, DType.Float32, [3, 1]), 8)]);
        yield return NDArray.OverBytes(nested, [2], new byte[40]);
        yield return NDArray.OverBytes(new DType('f', 8) { Metadata = new PyDict { ["unit"] = "kg" } }, [1], new byte[8]);
        yield return NDArray.OverBytes(
            new DType('V', 4, '|', [new DTypeField("a", DType.Int32, 0)]) { Metadata = new PyDict { ["k"] = 1 } }, [1], new byte[4]);
        DType holding = new('V', 12, '|', [new DTypeField("n", DType.Int32, 0), new DTypeField("o", DType.Object, 4)]);
        yield return NDArray.OfObjects(holding, [2], [new PyTuple(1, "x"), new PyTuple(2, PyValue.None)], isFortran: false);
        yield return NDArray.OverBytes(new DType('V', 12, '|', [new DTypeField("a", DType.Int32, 4)]), [1], new byte[12]);
    }
}
