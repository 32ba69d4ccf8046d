using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Facade;

public sealed class FileConverterTests
{
    private static readonly SaveOptions Numpy = new() { Mapping = new() { NumpyArrays = true } };

    [Fact]
    public void KeepsTheProtocolUnlessToldAnother()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump(new Dictionary<string, object?> { ["x"] = new[] { 1.0, 2 } }, folder["in.pkl"], Numpy with { Protocol = 1 });
        FileConverter.Convert(folder["in.pkl"], folder["same.joblib"]);
        FileConverter.Convert(folder["same.joblib"], folder["back.pkl"]);
        FileConverter.Convert(folder["in.pkl"], folder["five.pickle"], new ConvertOptions { Protocol = 5, Compress = "gzip:1" });
        Assert.Equal(1, PickleFile.Open(folder["same.joblib"]).Protocol);
        Assert.Equal(1, PickleFile.Open(folder["same.joblib"]).InlineArrayCount);
        Assert.Equal(File.ReadAllBytes(folder["in.pkl"]), File.ReadAllBytes(folder["back.pkl"]));
        Assert.Equal(5, PickleFile.Open(folder["five.pickle"]).Protocol);
        Assert.Equal(Codec.Gzip, PickleFile.Open(folder["five.pickle"]).Codec);
    }

    [Fact]
    public void WritesJson()
    {
        using var folder = new TemporaryFolder();
        var shared = new List<int> { 1 };
        Pickle.Dump(new Dictionary<string, object?>
        {
            ["a"] = shared,
            ["b"] = shared,
            ["c"] = new[,] { { 1.5, double.NaN } },
            ["d"] = new Dictionary<int, string> { [1] = "one" },
            ["e"] = new PyObject(new PyGlobal("shop", "Thing"), PyTuple.Empty, PyConstruction.NewObject) { State = Pickle.ToPython(new Dictionary<string, int> { ["k"] = 2 }) },
            ["f"] = (1, "\ud800"),
            ["g"] = new byte[] { 255 },
            ["h"] = new PyGlobal("os", "path"),
        }, folder["in.pkl"], Numpy);
        FileConverter.Convert(folder["in.pkl"], folder["out.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["out.json"]));
        string compact = JsonSerializer.Serialize(json.RootElement, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Equal(
            """{"a":[1],"b":{"$ref":"$.a"},"c":{"$":"ndarray","dtype":"<f8","shape":[1,2],"data":[[1.5,"nan"]]},"d":{"$":"dict","entries":[[1,"one"]]},"""
            + """ "e":{"$":"shop.Thing","state":{"k":2}},"f":[1,"XX"],"g":{"$":"bytes","base64":"/w=="},"h":{"$":"global","name":"os.path"}}""".TrimStart().Replace("XX", "\ufffd", StringComparison.Ordinal),
            compact);
    }

    [Fact]
    public void ArraysGoToNpyNpzAndCsvAndBack()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump(new[,] { { 1.0, 2.5 }, { 1e-7, 4 } }, folder["in.pkl"], Numpy);
        FileConverter.Convert(folder["in.pkl"], folder["a.npy"]);
        FileConverter.Convert(folder["a.npy"], folder["a.joblib"]);
        FileConverter.Convert(folder["a.joblib"], folder["a.npz"]);
        FileConverter.Convert(folder["a.npz"], folder["b.pkl"]);
        FileConverter.Convert(folder["a.npy"], folder["a.csv"]);
        Assert.Equal("1.0,2.5\n1e-07,4.0\n", File.ReadAllText(folder["a.csv"]));
        NDArray array = Pickle.Load(folder["b.pkl"])["arr_0"].AsArray()!;
        Assert.Equal([2, 2], array.Shape.ToArray());
        Assert.Equal([1.0, 2.5, 1e-7, 4], array.ToDoubles());
    }

    [Fact]
    public void DeepAndEndlessValuesBecomeJsonOrAnError()
    {
        using var folder = new TemporaryFolder();
        var list = new PyList();
        list.Add(list);
        Pickle.Dump(list, folder["endless.pkl"]);
        FileConverter.Convert(folder["endless.pkl"], folder["endless.json"]);
        Assert.Contains("\"$ref\": \"$\"", File.ReadAllText(folder["endless.json"]), StringComparison.Ordinal);
        PyValue deep = 1;
        for (int i = 0; i < 20_000; i++)
        {
            deep = new PyList([deep]);
        }

        Pickle.Dump(deep, folder["deep.pkl"]);
        Assert.Equal("LimitDepth", Assert.Throws<PickleLimitException>(() => FileConverter.Convert(folder["deep.pkl"], folder["deep.json"])).Code);
        Assert.False(File.Exists(folder["deep.json"]));
    }

    [Fact]
    public void WhatHasNoSuchFormIsNamed()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump("text", folder["in.pkl"]);
        Assert.Throws<UnsupportedConversionException>(() => FileConverter.Convert(folder["in.pkl"], folder["out.npy"]));
        Assert.Throws<ArgumentException>(() => FileConverter.Convert(folder["in.pkl"], folder["out.doc"]));
        Assert.Throws<ArgumentException>(() => FileConverter.Convert(folder["in.pkl"], folder["out.pkl"], new ConvertOptions { Protocol = 6 }));
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}
