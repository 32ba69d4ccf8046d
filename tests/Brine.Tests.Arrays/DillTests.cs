using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Arrays;

/// <summary>Files of dill 0.3.6 (<c>Golden/files/make_dill.py</c>): arrays and plain models are read, the code beside them stays data, and
/// all are saved byte for byte.</summary>
public sealed class DillTests
{
    private static readonly string Files = Repo.Golden("files/dill");

    [Fact]
    public void ArraysAreWhatNumpyPrints()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Files, "expected.json")));
        foreach (JsonProperty array in expected.RootElement.GetProperty("arrays").EnumerateObject())
        {
            for (int protocol = 0; protocol <= 5; protocol++)
            {
                PyValue value = Pickle.Load(Path.Combine(Files, $"{array.Name}.{protocol}.pkl"));
                NDArray read = value.AsArray()!;
                Assert.True(read is not null, $"{array.Name}.{protocol} is no array");
                Assert.Equal(array.Value.GetString(), read!.ToString());
            }
        }
    }

    [Fact]
    public void EveryFileIsSavedByteForByte()
    {
        string[] files = [.. Directory.GetFiles(Files, "*.pkl"), Repo.Golden("files/dill_array.pkl"),
            Repo.Golden("files/dill_pipeline.pkl")];
        Assert.True(files.Length > 80);
        using var folder = new TemporaryFolder();
        foreach (string file in files)
        {
            FileConverter.Convert(file, folder["again.pkl"]);
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(folder["again.pkl"])), Path.GetFileName(file));
        }
    }

    [Fact]
    public void ModelsGivePythonsAnswers()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Files, "expected.json")));
        double[] x = [
            .. expected.RootElement.GetProperty("X").EnumerateArray().SelectMany(row => row.EnumerateArray())
                .Select(cell => cell.GetDouble())];
        foreach (JsonProperty model in expected.RootElement.GetProperty("models").EnumerateObject())
        {
            double[] wanted = [.. model.Value.GetProperty("answers").EnumerateArray().Select(answer => answer.GetDouble())];
            foreach (int protocol in (int[])[0, 2, 4])
            {
                Model loaded = Model.Load(Path.Combine(Files, $"{model.Name}.{protocol}.pkl"));
                Brine.Models.Methods method = model.Value.GetProperty("method").GetString() switch
                {
                    "transform" => Brine.Models.Methods.Transform,
                    "predict_proba" => Brine.Models.Methods.PredictProba,
                    _ => Brine.Models.Methods.Predict
                };
                double[] answers = loaded.Estimator.Call(method, NDArray.Of(x, x.Length / 2, 2)).ToArray().ToDoubles();
                Assert.Equal(wanted.Length, answers.Length);
                Assert.All(wanted.Zip(answers), pair => Assert.Equal(pair.First, pair.Second, 14));
            }
        }
    }

    [Fact]
    public void ThePipelineThatWasSaidToBeUntrainedPredicts()
    {
        (int exit, string output,
            string error) = Command.RunWithInput("a\n1\n2\n", "inspect", Repo.Golden("files/dill_pipeline.pkl"));
        Assert.Equal((0, ""), (exit, error));
        Assert.DoesNotContain("cannot run", output, StringComparison.Ordinal);
        Assert.Equal("array([0., 1., 2.])", Pickle.Load(Repo.Golden("files/dill_array.pkl")).AsArray()!.ToString());
    }

    [Theory]
    [InlineData("range", "range(0, 9, 2)")]
    [InlineData("slice", "slice(1, 2, None)")]
    [InlineData("shared", "2 x ndarray")]
    [InlineData("masked", "masked float64 (2): 1., 2., 1 masked")]
    public void ValuesAreInspectedAsWhatTheyAre(string name, string summary) =>
        Assert.Equal(summary, Inspector.Inspect(Path.Combine(Files, name + ".4.pkl")).Content.Summary);

    [Fact]
    public void TypesAreNamed()
    {
        Assert.Equal(["builtins.int", "builtins.dict", "types.NoneType", "numpy.ndarray"],
            Inspector.Inspect(Path.Combine(Files, "types.4.pkl")).Content.Children.Select(child => child.Summary));
        Assert.Equal(new PySlice(1, 2, default), PySlice.From(Pickle.Load(Path.Combine(Files, "slice.4.pkl"))));
        Assert.Equal(2, PyPartial.From(Pickle.Load(Path.Combine(Files, "partial.4.pkl")))!.KeywordArguments["base"]);
        Assert.Equal(new PyRange(0, 9, 2), PyRange.From(Pickle.Load(Path.Combine(Files, "range.4.pkl"))));
    }

    [Fact]
    public void SharedArraysStayOne()
    {
        PyValue value = Pickle.Load(Path.Combine(Files, "shared.4.pkl"));
        Assert.Same(value.AsList()![0].Reference, value.AsList()![1].Reference);
    }

    [Theory]
    [InlineData("_create_array", ")")]
    [InlineData("_create_array", "(cnumpy.core.multiarray\n_reconstruct\n(I0\nt)t")]
    [InlineData("_create_array", "(cos\nsystem\n(S'ls'\ntNt")]
    [InlineData("_load_type", "(I1\nt")]
    [InlineData("_eval_repr", "(S'range(0, 1'\nt")]
    [InlineData("_eval_repr", "(S'__import__(\"os\").system(\"ls\")'\nt")]
    [InlineData("_create_type", "(ctypes\nNoneType\nS'A'\n)}t")]
    public void BrokenAndHostileCallsStayData(string function, string arguments)
    {
        PyValue value = Pickle.Loads(System.Text.Encoding.Latin1.GetBytes($"cdill._dill\n{function}\n{arguments}R."));
        Assert.Null(value.AsArray());
        Assert.Null(PyRange.From(value));
        Assert.Equal(value.ToString(), Pickle.Loads(Pickle.Dumps(value)).ToString());
    }
}
