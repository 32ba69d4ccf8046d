using System.IO.Compression;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Files;

/// <summary>Each refusal of the lower floors, raised by the smallest file that deserves it, without allocating what the file
/// claims.</summary>
public class ErrorCodeTests
{
    [Theory]
    [InlineData("(I1\nI2000000000\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS'12345678'\n", "FormatShape")]
    [InlineData("(I-1\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntRI00\nS''\n", "FormatShape")]
    [InlineData("(I1\ntcnumpy\ndtype\n(S'q9'\nI0\nI1\ntRI00\nS'12345678'\n", "FormatDType")]
    public void CorruptArraysAreRefused(string state, string code)
    {
        byte[] file = System.Text.Encoding.ASCII.GetBytes(
            "(dp0\nS'a'\ncnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n" + state + "tbs.");
        PyValue array = PickleFile.Read(file).Value.As<PyDict>()!["a"];
        Assert.Equal(code, Assert.Throws<PickleFormatException>(() => Brine.Arrays.NDArray.From(array)).Code);
    }

    [Fact]
    public void JoblibArrayWithoutADTypeIsRefused()
    {
        byte[] file = [0x80, 2, .. "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)"u8, 0x81, .. "}b."u8];
        Assert.Equal("FormatJoblib", Assert.Throws<PickleFormatException>(() => PickleFile.Read(file)).Code);
    }

    [Fact]
    public void JoblibArrayThatClaimsTerabytesAllocatesNothing()
    {
        byte[] file =
        [
            0x80, 2, .. "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)"u8, 0x81, .. "}(U"u8, 5, .. "dtypecnumpy\ndtype\n(U"u8, 2, .. "f8K"u8,
            0, (byte)'K', 1, .. "tRU"u8, 5,
            .. "shape(J"u8, 0xFF, 0xFF, 0xFF, 0x7F, (byte)'J', 0xFF, 0xFF, 0xFF, 0x7F, .. "tub."u8,
        ];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("FormatTruncated", Assert.Throws<PickleFormatException>(() => PickleFile.Read(file)).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
    }

    [Fact]
    public void DecompressionBombIsStopped()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                zlib.Write(zeros);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => PickleFile.Read(packed.ToArray())).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400L << 20);
        var tight = new LoadOptions { Limits = Limits.Default with { MaxDecompressedBytes = 1000 } };
        Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => PickleFile.Read(packed.ToArray(), tight)).Code);
    }

    [Fact]
    public void LargeFileIsRefusedByItsSize()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("large.pkl", new byte[2000]);
        var tight = new LoadOptions { Limits = Limits.Default with { MaxFileBytes = 1000 } };
        Assert.Equal("LimitFileBytes", Assert.Throws<PickleLimitException>(() => PickleFile.Open(path, tight)).Code);
    }

    [Fact]
    public void MemoIndexBombIsRefused()
    {
        byte[] file = [0x80, 2, (byte)'N', (byte)'r', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'.'];
        Assert.Equal("LimitMemo", Assert.Throws<PickleLimitException>(() => PickleFile.Read(file)).Code);
    }

    [Fact]
    public void SharedTupleKeysTakeLinearTime()
    {
        // Two keys, each a tuple of the one before it twice over, thirty levels deep: equal, and not the same.
        byte[] Key() => [(byte)'K', 1, .. Enumerable.Repeat<byte[]>([(byte)'2', 0x86], 30).SelectMany(part => part)];
        byte[] file = [0x80, 2, (byte)'}', (byte)'(', .. Key(), (byte)'N', .. Key(), (byte)'N', (byte)'u', (byte)'.'];
        PickleLimitException? error = null;
        try
        {
            Assert.Equal(1, PickleFile.Read(file).Value.As<PyDict>()!.Count);
        }
        catch (PickleLimitException refused)
        {
            error = refused;
        }

        Assert.True(error is null or { Code: "LimitKeyComplexity" });
    }

    [Fact]
    public void EstimatorsThatNestWithoutEndAreRefused()
    {
        var pipeline = new PyObject(new PyGlobal("sklearn.pipeline", "Pipeline"), PyTuple.Empty, PyConstruction.NewObject);
        var state = new PyDict();
        state["steps"] = new PyList([new PyTuple("again", pipeline)]);
        pipeline.State = state;
        Assert.Equal("LimitNesting", Assert.Throws<PickleLimitException>(() => EstimatorTable.Read(pipeline)).Code);
    }

    [Fact]
    public void ValueThatSharesItselfDoesNotBecomeGigabytesOfJson()
    {
        PyValue level = new PyList(Enumerable.Range(0, 10).Select(i => (PyValue)"some text to repeat"));
        for (int i = 0; i < 12; i++)
        {
            PyValue below = level;
            level = new PyList(Enumerable.Repeat(below, 10));
        }

        using var folder = new TemporaryFolder();
        string path = folder["laughs.pkl"], json = folder["laughs.json"];
        Pickle.Dump(level, path);
        FileConverter.Convert(path, json, new ConvertOptions { AllowsLoss = true });
        Assert.True(new FileInfo(json).Length < 100_000);
    }

    [Fact]
    public void JsonLargerThanTheLimitLeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder["long.pkl"], json = folder["long.json"];
        Pickle.Dump(Enumerable.Range(0, 10_000).ToList(), path);
        var options = new ConvertOptions { Limits = Limits.Default with { MaxDecompressedBytes = 1000 } };
        Assert.Equal("LimitGraphExpansion", Assert.Throws<PickleLimitException>(() => FileConverter.Convert(path, json, options)).Code);
        Assert.False(System.IO.File.Exists(json));
    }

    [Fact]
    public void FormThatCannotHoldTheValueIsRefused()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump(new[] { "a" }.ToList(), folder["list.pkl"]);
        Assert.Equal("UnsupportedConversion",
            Assert.Throws<UnsupportedConversionException>(() => FileConverter.Convert(folder["list.pkl"], folder["list.npy"])).Code);
    }

    [Fact]
    public void ArraysOfOldJoblibBesideThePickleAreNamed()
    {
        byte[] file =
        [
            0x80, 2, .. "csklearn.linear_model.base\nLinearRegression\n)"u8, 0x81, .. "}U"u8, 5,
            .. "coef_csklearn.externals.joblib.numpy_pickle\nNDArrayWrapper\n)"u8, 0x81,
            .. "}U"u8, 8, .. "filenameU"u8, 7, .. "m_1.npysbsb."u8,
        ];
        UnsupportedModelException error = Assert.Throws<UnsupportedModelException>(() => Model.From(PickleFile.Read(file).Value));
        Assert.Equal("MissingSidecar", error.Code);
        Assert.Contains("m_1.npy", error.Message, StringComparison.Ordinal);
    }
}
