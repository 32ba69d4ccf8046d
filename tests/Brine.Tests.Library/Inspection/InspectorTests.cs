using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Inspections;

public sealed class InspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TreeIsToldByItsClassParametersAndNodes()
    {
        InspectionReport report = Inspector.Inspect(Repo.File("samples", "models", "iris-tree.pkl"));
        Assert.Equal(("pickle, protocol 4", 4), (report.Container, report.Protocol));
        Assert.Equal(["scikit-learn 1.2.1", "numpy 1.x"], report.WrittenBy);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], report.FeatureNames);
        Assert.Equal(["setosa", "versicolor", "virginica"], report.Classes);
        Assert.Equal(["predict", "predict_proba", "predict_log_proba", "apply", "decision_path"], report.Methods);
        Assert.Equal("DecisionTreeClassifier", report.Content.Summary);
        Assert.Contains("max_depth=3", Child(report.Content, "parameters").Summary, StringComparison.Ordinal);
        Assert.Equal("tree of 9 nodes, depth 3", Child(report.Content, "tree_").Summary);
        Assert.Contains(report.Imports, import => import is { Key: "sklearn.tree._tree.Tree", Value: 1 });
    }

    [Fact]
    public void PipelineIsToldByItsSteps()
    {
        InspectionNode steps = Child(Inspector.Inspect(Repo.File("samples", "models", "passengers.pkl")).Content, "steps");
        Assert.Equal(["columntransformer", "logisticregression"], steps.Children.Select(step => step.Name));
        InspectionNode words = Child(Child(steps.Children[0], "transformers_"), "words");
        Assert.Equal("Pipeline  on ['cabin_class', 'port']", words.Summary);
        InspectionNode encoder = Child(Child(words, "steps"), "onehotencoder");
        Assert.Equal("object (3): first, second, third", Child(encoder, "categories_").Children[0].Summary);
        Assert.StartsWith("float64 (1, 7)  -1.79", Child(steps.Children[1], "coef_").Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void ForestOfJoblibIsOneLineForItsTrees()
    {
        InspectionReport report = Inspector.Inspect(Repo.File("samples", "models", "iris-forest.joblib"));
        Assert.Equal(Codec.Zlib, report.Codec);
        Assert.StartsWith("joblib, protocol 4, zlib to ", report.Container, StringComparison.Ordinal);
        Assert.Contains("joblib 1.2 or newer", report.WrittenBy);
        Assert.Equal("20 x DecisionTreeClassifier", Child(report.Content, "estimators_").Summary);
    }

    [Fact]
    public void UnknownClassIsShownWithItsState()
    {
        var customer = new PyObject(new PyGlobal("shop", "Customer"), PyTuple.Empty, PyConstruction.NewObject);
        var state = new PyDict();
        state["name"] = "Ada";
        state["orders"] = new PyList([1, "two", new PyDict()]);
        customer.State = state;
        Pickle.Dump(new PyValue(customer), _folder["customer.pkl"]);
        InspectionReport report = Inspector.Inspect(_folder["customer.pkl"]);
        Assert.Equal("shop.Customer", report.Content.Summary);
        Assert.Equal("name='Ada'", Child(report.Content, "parameters").Summary);
        Assert.Equal("list of 3", Child(report.Content, "orders").Summary);
        Assert.Null(report.CannotRun);
    }

    [Fact]
    public void ModelThatDoesNotRunSaysWhatIsMissing()
    {
        string path = _folder.Write("model.pkl", [0x80, 2, .. "csklearn.cluster._dbscan\nDBSCAN\n)"u8, 0x81, .. "}b."u8]);
        (int exit, string output, string error) = Command.Run("inspect", path);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("cannot run  UnsupportedEstimator: DBSCAN has no method for new data, in Python as here: it labels", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ValueThatHoldsItselfIsShownOnce()
    {
        var list = new PyList();
        var dict = new PyDict();
        dict["again"] = list;
        list.Add(dict);
        list.Add(list);
        Pickle.Dump(new PyValue(list), _folder["cycle.pkl"]);
        InspectionReport report = Inspector.Inspect(_folder["cycle.pkl"]);
        Assert.EndsWith("as at $", report.Content.Children[1].Summary, StringComparison.Ordinal);
        Assert.EndsWith("as at $", report.Content.Children[0].Children[0].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepAndWideValuesAreCut()
    {
        PyValue value = new PyList(["bottom", new PyDict()]);
        for (int i = 0; i < 200_000; i++)
        {
            value = new PyList([value, i]);
        }

        Pickle.Dump(value, _folder["deep.pkl"]);
        Assert.True(Command.Run("inspect", _folder["deep.pkl"], "--full").Output.Length < 20_000);
        Pickle.Dump(new PyValue(new PyList(Enumerable.Range(0, 50_000).Select(i => (PyValue)new PyList([i, "x", new PyDict()])))),
            _folder["wide.pkl"]);
        (int exit, string output, string _) = Command.Run("inspect", _folder["wide.pkl"]);
        Assert.Equal(0, exit);
        Assert.Contains("and 49,960 more", output, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileNamesDoNotReachTheTerminal()
    {
        var dict = new PyDict();
        dict["\u001b[31mred\u202e"] = new PyDict();
        dict[new string('x', 5000)] = new PyList([new PyDict(), "\u0007"]);
        Pickle.Dump(new PyValue(dict), _folder["names.pkl"]);
        string output = Command.Run("inspect", _folder["names.pkl"]).Output;
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u202e', output);
        Assert.DoesNotContain('\u0007', output);
        Assert.Contains("\\u001b[31mred", output, StringComparison.Ordinal);
        Assert.True(output.Length < 3000);
    }

    [Fact]
    public void ImportsOfWhatIsThrownAwayAreListedToo()
    {
        InspectionReport report = Inspector.Inspect("cos\nsystem\n0I1\n."u8.ToArray(), "hidden.pkl");
        Assert.Equal(("1", "os.system"), (report.Content.Summary, Assert.Single(report.Imports).Key));
    }

    [Fact]
    public void ImportsInArraysOfObjectsAndInPyTorchFilesAreListed()
    {
        var call = new PyObject(new PyGlobal("posix", "system"), new PyTuple("echo"));
        NDArray array = NDArray.OfObjects([1], [call]);
        NpyFile.Save(_folder["objects.npy"], array);
        File.WriteAllBytes(_folder["objects.npz"], new NpzFile { ["a"] = array }.Write());
        using (FileStream file = File.Create(_folder["model.pt"]))
        {
            using var zip = new ZipWriter(file);
            zip.Add("model/data.pkl", Pickler.Dump(call));
            zip.Add("model/version", "3\n"u8);
        }

        byte[] mark = [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E];
        File.WriteAllBytes(_folder["old.pt"], [.. mark, .. Pickler.Dump(1001), .. Pickler.Dump(new PyDict()), .. Pickler.Dump(call)]);
        foreach (string name in (string[])["objects.npy", "objects.npz", "model.pt", "old.pt"])
        {
            InspectionReport report = Inspector.Inspect(_folder[name]);
            Assert.True(report.Imports.Contains(new("posix.system", 1)), $"{name}, {report.Container}");
        }
    }

    [Fact]
    public void FileThatNeedsADictionaryIsToldByItsCodec()
    {
        byte[] frame = File.ReadAllBytes(Repo.Golden("compression", "refused.dictionary.lz4"));
        InspectionReport report = Inspector.Inspect(frame, "model.joblib");
        Assert.Equal(("compressed with lz4", Codec.Lz4), (report.Container, report.Codec));
        Assert.Contains("dictionary 7", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void ArraysAndArchivesAreShown()
    {
        string array = _folder.Write("a.npy", NpyFormat.Write(NDArray.Of([1.5, double.NaN, -2], 3, 1)));
        Assert.Equal("float64 (3, 1): [ 1.5], [ nan], [-2. ]", Inspector.Inspect(array).Content.Summary);
        var npz = new NpzFile { ["x"] = NDArray.Of(new long[] { 1, 2 }), ["names"] = NDArray.OfText(["a", "bc"]) };
        InspectionReport report = Inspector.Inspect(_folder.Write("a.npz", npz.Write()));
        Assert.Equal(["int64 (2): 1, 2", "<U2 (2): a, bc"], report.Content.Children.Select(child => child.Summary));
    }

    [Theory]
    [InlineData("", "NotAModelEmpty")]
    [InlineData("<html></html>", "NotAModelHtml")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "NotAModelGitLfs")]
    public void WhatIsNoPickleIsNamed(string content, string code)
    {
        (int exit, string output, string error) = Command.Run("inspect", _folder.Write("file.pkl", content));
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("brine: " + code, error, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHoldsTheSame()
    {
        (int exit, string output, string _) = Command.Run("inspect", Repo.File("samples", "models", "passengers.pkl"), "--json");
        Assert.Equal(0, exit);
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal("Pipeline", json.RootElement.GetProperty("content").GetProperty("summary").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("features").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("imports").GetProperty("builtins.slice").GetInt32());
    }

    [Fact]
    public void TimesAndScalarsAreShownAsValues()
    {
        var dict = new PyDict { [NDArray.Of([7L]).Select(0, 0).ToPickle()] = "numpy" };
        dict[Pickle.ToPython(new DateOnly(2024, 2, 29))] = Pickle.ToPython(new DateTime(2024, 2, 29, 13, 5, 0));
        dict["span"] = Pickle.ToPython(TimeSpan.FromHours(26));
        dict["money"] = Pickle.ToPython(1.50m);
        dict["dates"] = new PyList([Pickle.ToPython(new DateOnly(2024, 1, 1)), 2]);
        Pickle.Dump(new PyValue(dict), _folder["times.pkl"]);
        InspectionNode content = Inspector.Inspect(_folder["times.pkl"]).Content;
        Assert.Equal("datetime 2024-02-29 13:05:00", Child(content, "date 2024-02-29").Summary);
        Assert.Equal("timedelta 1 day, 2:00:00", Child(content, "span").Summary);
        Assert.Equal("Decimal 1.50", Child(content, "money").Summary);
        Assert.Equal("date 2024-01-01", Child(content, "dates").Children[0].Summary);
        Assert.Equal("'numpy'", Child(content, "7").Summary);
        DataFrame frame = DataFrame.Of(("when",
            PandasArray.Of(
                NDArray.OfObjects([2], [Pickle.ToPython(new DateTime(2024, 2, 29, 13, 5, 0)), Pickle.ToPython(TimeSpan.FromHours(26))]))));
        Pickle.Dump(new PyValue(frame.ToPickle()), _folder["frame.pkl"]);
        Assert.Equal("object (2): 2024-02-29 13:05:00, 1 day, 2:00:00",
            Child(Inspector.Inspect(_folder["frame.pkl"]).Content, "when").Summary);
    }

    [Fact]
    public void ListsOfArraysAndSmallArraysAreShown()
    {
        Pickle.Dump(
            new PyValue(new PyDict { ["two"] = new PyList([NDArray.Of([1.5, 2]).ToPickle(), NDArray.Of(new double[500]).ToPickle()]) }),
            _folder["arrays.pkl"]);
        FileConverter.Convert(_folder["arrays.pkl"], _folder["arrays.joblib"]);
        foreach (string file in (string[])["arrays.pkl", "arrays.joblib"])
        {
            InspectionNode two = Child(Inspector.Inspect(_folder[file]).Content, "two");
            Assert.Equal("2 x ndarray", two.Summary);
            Assert.Equal(["float64 (2): 1.5, 2.", "float64 (500)  0 .. 0"], two.Children.Select(child => child.Summary));
        }
    }

    [Fact]
    public void FoldedPartsSayHowToSeeThem()
    {
        (_, string output, _) = Command.Run("inspect", Repo.File("samples", "models", "iris-forest.joblib"));
        Assert.Contains("20 x DecisionTreeClassifier  [+]", output, StringComparison.Ordinal);
        Assert.Contains("[+] has parts that are not shown: --full shows all", output, StringComparison.Ordinal);
        (_, output, _) = Command.Run("inspect", Repo.File("samples", "models", "iris-forest.joblib"), "--full");
        Assert.DoesNotContain("[+]", output, StringComparison.Ordinal);
        Assert.Contains("[19]", output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(
            Command.Run("inspect", Repo.File("samples", "models", "iris-forest.joblib"), "--json").Output);
        Assert.Contains(json.RootElement.GetProperty("content").GetProperty("children").EnumerateArray(),
            child => child.TryGetProperty("folded", out JsonElement folded) && folded.GetBoolean());
    }

    [Fact]
    public void TensorsAndModulesOfPyTorchAreShown()
    {
        PyObject Tensor(string storage, params long[] shape) => new(new PyGlobal("torch._utils", "_rebuild_tensor_v2"), new PyTuple(
            new PyPersistent(new PyTuple("storage", new PyGlobal("torch", storage), "0", "cpu", 640)), 0,
            new PyTuple([.. shape.Select(size => (PyValue)size)]), new PyTuple(80, 1), false, new PyDict()));
        PyObject Ordered(PyDict items) => new(new PyGlobal("collections", "OrderedDict"), PyTuple.Empty) { DictItems = items };
        PyObject Module(string name, PyDict parameters, PyDict modules, PyDict plain)
        {
            var state = new PyDict
                { ["training"] = true, ["_parameters"] = Ordered(parameters), ["_buffers"] = Ordered([]), ["_forward_hooks"] = Ordered([]),
                    ["_modules"] = Ordered(modules) };
            foreach ((PyValue key, PyValue value) in plain)
            {
                state[key] = value;
            }

            return new PyObject(new PyGlobal("torch.nn.modules." + name.ToLowerInvariant(), name), PyTuple.Empty, PyConstruction.NewObject)
                { State = state };
        }

        PyObject weight = new(new PyGlobal("torch._utils", "_rebuild_parameter"),
            new PyTuple(Tensor("FloatStorage", 8, 80), true, new PyDict()));
        PyObject linear = Module("Linear", new PyDict { ["weight"] = weight, ["bias"] = Tensor("HalfStorage", 8) }, [],
            new PyDict { ["in_features"] = 80, ["out_features"] = 8 });
        using (FileStream file = File.Create(_folder["model.pt"]))
        {
            using var zip = new ZipWriter(file);
            zip.Add("model/data.pkl", Pickler.Dump(Module("Sequential", [], new PyDict { ["0"] = linear }, [])));
            zip.Add("model/version", "3\n"u8);
        }

        InspectionReport report = Inspector.Inspect(_folder["model.pt"]);
        Assert.StartsWith("NotAPickleTorch: ", report.CannotRun, StringComparison.Ordinal);
        InspectionNode value = Child(report.Content, "value");
        Assert.Equal("Sequential", value.Summary);
        InspectionNode layer = Child(value, "0");
        Assert.Equal(("Linear", "training=True, in_features=80, out_features=8"), (layer.Summary, Child(layer, "parameters").Summary));
        Assert.Equal(("float32 (8, 80), a parameter", "float16 (8)"), (Child(layer, "weight").Summary, Child(layer, "bias").Summary));
    }

    [Theory]
    [InlineData("shop.models", "ChurnModel", "threshold", "CustomCode: shop.models.ChurnModel")]
    [InlineData("mylib", "Thing", "weights_", "CustomCode: mylib.Thing")]
    public void EveryModelThatDoesNotRunSaysSo(string module, string name, string attribute, string why)
    {
        var model = new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject)
            { State = new PyDict { [attribute] = 1.0 } };
        Pickle.Dump(new PyValue(model), _folder["model.pkl"]);
        Assert.StartsWith(why, Inspector.Inspect(_folder["model.pkl"]).CannotRun, StringComparison.Ordinal);
        Pickle.Dump(new PyValue(new PyDict { ["model"] = model, ["columns"] = new PyList(["a"]) }), _folder["dict.pkl"]);
        Assert.StartsWith($"the model at ['model'] cannot run: {why}", Assert.Single(Inspector.Inspect(_folder["dict.pkl"]).Notes),
            StringComparison.Ordinal);
    }

    private static InspectionNode Child(InspectionNode node, string name) => node.Children.Single(child => child.Name == name);
}
