using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

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
            ["e"] = new PyObject(new PyGlobal("shop", "Thing"), PyTuple.Empty, PyConstruction.NewObject)
                { State = Pickle.ToPython(new Dictionary<string, int> { ["k"] = 2 }) },
            ["f"] = (1, "\ud800"),
            ["g"] = new byte[] { 255 },
            ["h"] = new PyGlobal("os", "path"),
        }, folder["in.pkl"], Numpy);
        FileConverter.Convert(folder["in.pkl"], folder["out.json"], new ConvertOptions { AllowsLoss = true });
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["out.json"]));
        string compact = JsonSerializer.Serialize(json.RootElement,
            new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
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
        FileConverter.Convert(folder["a.joblib"], folder["a.npz"], new ConvertOptions { Compress = "none" });
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
        FileConverter.Convert(folder["endless.pkl"], folder["endless.json"], new ConvertOptions { AllowsLoss = true });
        Assert.Contains("\"$ref\": \"$\"", File.ReadAllText(folder["endless.json"]), StringComparison.Ordinal);
        PyValue deep = 1;
        for (int i = 0; i < 20_000; i++)
        {
            deep = new PyList([deep]);
        }

        Pickle.Dump(deep, folder["deep.pkl"]);
        Assert.Equal("LimitDepth",
            Assert.Throws<PickleLimitException>(() => FileConverter.Convert(folder["deep.pkl"], folder["deep.json"])).Code);
        Assert.False(File.Exists(folder["deep.json"]));
    }

    [Fact]
    public void WhatHasNoSuchFormIsNamed()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump("text", folder["in.pkl"]);
        Assert.Throws<UnsupportedConversionException>(() => FileConverter.Convert(folder["in.pkl"], folder["out.npy"]));
        Assert.Throws<ArgumentException>(() => FileConverter.Convert(folder["in.pkl"], folder["out.doc"]));
        Assert.Throws<ArgumentException>(
            () => FileConverter.Convert(folder["in.pkl"], folder["out.pkl"], new ConvertOptions { Protocol = 6 }));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void CsvAndJsonAreReadAsPythonReadsThem()
    {
        using var folder = new TemporaryFolder();
        FileConverter.Convert(folder.Write("frame.csv", "i,f,t,\"b\nb\"\n9007199254740993,1.5,x,True\n2,,,False\n"), folder["frame.pkl"]);
        DataFrame frame = DataFrame.From(Pickle.Load(folder["frame.pkl"]))!;
        Assert.Equal(["i", "f", "t", "b\nb"], frame.ColumnNames);
        Assert.Equal(["int64", "float64", "object", "bool"], frame.Columns.Select(column => column.DTypeName));
        Assert.Equal((9007199254740993, true), (frame["i"][0], frame["t"].IsMissing(1)));
        FileConverter.Convert(folder["frame.csv"], folder["frame.json"]);
        Assert.Equal("[{\"i\":9007199254740993,\"f\":1.5,\"t\":\"x\",\"b\\nb\":true},{\"i\":2,\"f\":null,\"t\":null,\"b\\nb\":false}]\n",
            File.ReadAllText(folder["frame.json"]));
        FileConverter.Convert(folder["frame.json"], folder["again.csv"]);
        Assert.Equal(File.ReadAllText(folder["frame.csv"]), File.ReadAllText(folder["again.csv"]));
        FileConverter.Convert(folder.Write("numbers.csv", "1,2\n3,4\n"), folder["numbers.npy"]);
        Assert.Equal("array([[1, 2],\n       [3, 4]])", NpyFormat.Read(File.ReadAllBytes(folder["numbers.npy"])).ToString());
        FileConverter.Convert(
            folder.Write("value.json", "{\"a\": [1, 2.0, 123456789012345678901234567890, \"\\u00fc\", null, true], \"b\": {}}"),
            folder["value.pkl"]);
        Assert.Equal("{'a': [1, 2.0, 123456789012345678901234567890, 'ü', None, True], 'b': {}}",
            Pickle.Load(folder["value.pkl"]).ToString());
    }

    [Theory]
    [InlineData("a,b\n1,2,3\n", "FormatCsv")]
    [InlineData("a,b\n1,\"2\n", "FormatCsv")]
    [InlineData("[1, }", "FormatJson")]
    [InlineData("{\"a\": \"\\ux800\"}", "FormatJson")]
    public void BrokenTextIsNamed(string text, string code)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("in.txt", System.Text.Encoding.Latin1.GetBytes(text));
        Assert.Equal(code, Assert.Throws<PickleFormatException>(() => FileConverter.Convert(file, folder["out.pkl"])).Code);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WhatStandsBehindThePickleIsNotDroppedInSilence()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("two.pkl", [.. Pickle.Dumps("first"), .. Pickle.Dumps("second")]);
        var notes = new List<string>();
        Assert.Contains("what stands behind the pickle",
            Assert.Throws<UnsupportedConversionException>(() => FileConverter.Convert(file, folder["out.pkl"])).Message,
            StringComparison.Ordinal);
        FileConverter.Convert(file, folder["out.pkl"], new ConvertOptions { AllowsLoss = true, OnNote = notes.Add });
        Assert.Equal("'first'", Pickle.Load(folder["out.pkl"]).ToString());
        Assert.Single(notes);
    }

    [Theory]
    [InlineData("out.npy", "--compress", "zlib:3")]
    [InlineData("out.npz", "--compress", "xz")]
    [InlineData("out.csv.gz")]
    [InlineData("out.pkl", "--compress", "zip")]
    [InlineData("out.pkl", "--protocol", "9")]
    public void OptionsThatDoNotFitAreWrongUsage(string output, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("in.pkl", Pickle.Dumps("value"));
        (int exit, _, string error) = Support.Cli.Run(["convert", file, folder[output], .. options]);
        Assert.Equal(4, exit);
        Assert.StartsWith("brine: Usage: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", error, StringComparison.Ordinal);
    }

    [Fact]
    public void PackedPicklesAreWrittenByTheirExtension()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("in.pkl", Pickle.Dumps("value"));
        Assert.Equal((0, "", ""), Support.Cli.Run("convert", file, folder["out.pkl.gz"]));
        Assert.Equal(Codec.Gzip, PickleFile.Open(folder["out.pkl.gz"]).Codec);
    }
}
