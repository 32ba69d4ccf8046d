using System.IO.Compression;
using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Archives;

[Trait("Stage", "Python")]
public sealed class ArchiveTests
{
    private static readonly byte[] Pickled = Pickler.Dump(new PyList([1, 2, "three"]));

    [Fact]
    public void PandasWritesArchivesThatOpenByContent()
    {
        using var folder = new TemporaryFolder();
        Python.Run("""
            import sys, pandas as pd
            frame = pd.DataFrame({'a': [1, 2]})
            for name in ['a.zip', 'a.tar', 'a.tar.gz', 'a.pkl.gz']: frame.to_pickle(f'{sys.argv[1]}/{name}')
            """, folder.Path);
        foreach (string name in (string[])["a.zip", "a.tar", "a.tar.gz", "a.pkl.gz"])
        {
            File.Move(folder[name], folder["unnamed"], overwrite: true);
            PickleFile file = PickleFile.Open(folder["unnamed"]);
            Assert.Equal("pandas.core.frame.DataFrame", file.Value.As<PyObject>()!.Class!.FullName);
            Assert.NotEmpty(file.Layers);
        }
    }

    [Fact]
    public void AModelAmongOtherFilesIsFound()
    {
        byte[] zip = ZipBytes.Of(("README.md", "Our model, and how it was trained."u8.ToArray()), ("__MACOSX/._model", Pickled),
            ("models/", []), ("models/model.bin", Pickled), ("data.csv", "a,b\n1,2\n"u8.ToArray()));
        PickleFile file = PickleFile.Read(zip);
        Assert.Equal(["zip, member models/model.bin"], file.Layers);
        Assert.Equal(3, file.Value.As<PyList>()!.Count);
    }

    [Fact]
    public void OfTwoModelsNoneIsGuessed()
    {
        byte[] zip = ZipBytes.Of(("a.pkl", Pickled), ("b.pkl", Pickled));
        Assert.Equal("NotAPickleZip", Assert.Throws<PickleFormatException>(() => PickleFile.Read(zip)).Code);
        Assert.Equal("NotAPickleTar",
            Assert.Throws<PickleFormatException>(() => PickleFile.Read(TarBytes.Of(("a.pkl", Pickled), ("b.pkl", Pickled)))).Code);
    }

    [Fact]
    public void LayersAreTakenOffAndCounted()
    {
        byte[] packed = Encoding.ASCII.GetBytes(Convert.ToBase64String(Gzip(ZipBytes.Of(("model", TarBytes.Of(("model.pkl", Pickled)))))));
        PickleFile file = PickleFile.Read(packed);
        Assert.Equal(["base64", "gzip", "zip, member model", "tar, member model.pkl"], file.Layers);
        byte[] deep = Pickled;
        for (int i = 0; i < 8; i++)
        {
            deep = ZipBytes.Of(("x", deep));
        }

        Assert.Equal("LimitArchiveLayers", Assert.Throws<PickleLimitException>(() => PickleFile.Read(deep)).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(76)]
    public void Base64TextIsOpened(int lineLength)
    {
        string text = Convert.ToBase64String(Pickler.Dump(new PyList(Enumerable.Range(0, 200).Select(i => (PyValue)i))));
        string lines = lineLength == 0 ? text : string.Join("\n", text.Chunk(lineLength).Select(line => new string(line))) + "\n";
        Assert.Equal(200, PickleFile.Read(Encoding.ASCII.GetBytes(lines)).Value.As<PyList>()!.Count);
        Assert.Equal("FormatBase64", Assert.Throws<PickleFormatException>(() => PickleFile.Read(Encoding.ASCII.GetBytes(text[..^3]))).Code);
    }

    [Fact]
    public void FilesOfOtherKindsAreNamed()
    {
        byte[] tensors = [.. BitConverter.GetBytes(60L),
            .. Encoding.ASCII.GetBytes("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".PadRight(60)), .. new byte[8]];
        AssertRefused(tensors, FileFormat.Safetensors, "NotAPickleForeign", "safetensors");
        AssertRefused([0x08, 8, 0x12, 2, (byte)'p', (byte)'t', 0x3A, 2, 0x12, 0], FileFormat.Onnx, "NotAPickleForeign", "ONNX model");
        AssertRefused("tree\nversion=v3\nnum_class=1\n"u8.ToArray(), FileFormat.LightGbm, "NotAPickleForeign", "LightGBM model (text)");
        AssertRefused("""{"learner":{"attributes":{},"gradient_booster":{}}}"""u8.ToArray(), FileFormat.XgBoost, "NotAPickleForeign",
            "XGBoost model");
        AssertRefused("CBM1...."u8.ToArray(), FileFormat.CatBoost, "NotAPickleForeign", "CatBoost model");
        AssertRefused(ZipBytes.Of(("m/data.pkl", Pickled), ("m/version", "3\n"u8.ToArray())), FileFormat.Torch, "NotAPickleTorch",
            "ZIP archive (PyTorch)");
        AssertRefused(ZipBytes.Of(("config.json", "{}"u8.ToArray()), ("metadata.json", "{}"u8.ToArray()), ("model.weights.h5", [1])),
            FileFormat.Keras, "NotAPickleKeras", "ZIP archive (Keras)");
        AssertRefused(new NpzFile { ["x"] = NDArray.Of([1.0]) }.Write(), FileFormat.Npz, "NotAPickleNpz", "numpy arrays (.npz)");
        Assert.Equal("FormatSafetensors",
            Assert.Throws<PickleFormatException>(
                () => Inspector.Inspect((byte[])[19, 0, 0, 0, 0, 0, 0, 0, .. "{\"w\":      nothing}"u8, 0], "x")).Code);
    }

    [Fact]
    public void OddArchivesAreToldByInspect()
    {
        byte[] zip = [.. ZipBytes.Of(("model.pkl", Pickled)), 1, 2];
        Assert.Contains(Inspector.Inspect(zip, "m").Notes, note => note.Contains("TrailingData", StringComparison.Ordinal));
    }

    private static void AssertRefused(byte[] bytes, FileFormat format, string code, string name)
    {
        Assert.Equal(format, UnpackedFile.Read(bytes).Format);
        Assert.Equal(code, Assert.Throws<PickleFormatException>(() => PickleFile.Read(bytes)).Code);
        Assert.StartsWith(name, Inspector.Inspect(bytes, "x").Container, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }
}
