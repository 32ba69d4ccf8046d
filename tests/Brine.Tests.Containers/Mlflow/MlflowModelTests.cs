using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Mlflow;

public sealed class MlflowModelTests
{
    private static readonly string Golden = Repo.Golden("mlflow");

    [Theory]
    [InlineData("mlflow-2.9.2")]
    [InlineData("mlflow-3.17.2")]
    public void ModelsInFoldersAnswerAsScikitLearnDoes(string producer)
    {
        string folder = Path.Combine(Golden, producer);
        CaseResult[] results = [
            .. CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl"))
                .Select(info => CaseRunner.Run(folder, info, new AnswerComparer()))];
        Assert.Equal(2, results.Length);
        Assert.All(results, result => Assert.True(result.IsRight, $"{result.Case.Id}: {result.Error}"));
    }

    [Fact]
    public void AZippedFolderIsTheSameModel()
    {
        string folder = Path.Combine(Golden, "mlflow-2.9.2", "pipeline.frame");
        byte[] zip = ZipBytes.Of(ZipEntryOptions.Default,
            [.. Directory.GetFiles(folder).Select(file => ("model/" + Path.GetFileName(file), File.ReadAllBytes(file)))]);
        Assert.Equal("Pipeline", Model.From(ModelFile.Load(zip)).Estimator.ClassName);
        Assert.Equal("NotAPickleMlflow", Assert.Throws<PickleFormatException>(() => PickleFile.Read(zip)).Code);
    }

    [Fact]
    public void InspectShowsWhatMLmodelSays()
    {
        (int exit, string output, _) = Support.Cli.Run("inspect", Path.Combine(Golden, "mlflow-3.17.2", "pipeline.frame"));
        Assert.Equal(0, exit);
        foreach (string text in (string[])["MLflow model: pickle, protocol 4", "MLflow 3.17.2", "python_function, sklearn",
            "age: double, fare: double, sex: string, pclass: long", "input_example.json", "scikit-learn==1.7.2"])
        {
            Assert.Contains(text, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void PredictTakesAFolder()
    {
        using var data = new TemporaryFolder();
        (int exit, string output,
            string error) = Support.Cli.Run("predict", Path.Combine(Golden, "mlflow-2.9.2", "pipeline.frame"),
                data.Write("d.csv", "age,fare,sex,pclass\n30,12.5,female,1\n22,7,male,3\n"));
        Assert.True(exit == 0, error);
        Assert.Equal(3, output.Trim().Split('\n').Length);
    }

    [Theory]
    [InlineData("../secret.pkl")]
    [InlineData("/etc/secret.pkl")]
    [InlineData("a\\secret.pkl")]
    [InlineData("missing.pkl")]
    public void PathsStayInsideTheModel(string path)
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.pkl", Pickler.Dump(1));
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllText(folder["model/MLmodel"], $"flavors:\n  sklearn:\n    pickled_model: {path}\n");
        Assert.Equal("FormatMlflow", Assert.Throws<PickleFormatException>(() => ModelFile.Load(folder["model"])).Code);
    }

    [Fact]
    public void LinksInAFolderAreNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using var folder = new TemporaryFolder();
        folder.Write("secret.pkl", Pickler.Dump(1));
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllText(folder["model/MLmodel"], "flavors:\n  sklearn:\n    pickled_model: model.pkl\n");
        File.CreateSymbolicLink(folder["model/model.pkl"], folder["secret.pkl"]);
        Assert.Equal("FormatMlflow", Assert.Throws<PickleFormatException>(() => ModelFile.Load(folder["model"])).Code);
    }

    [Fact]
    public void YamlIsReadAsPyYamlDoes()
    {
        const string Text = """
            # a comment
            plain: some text
              that goes on  # and a comment
            quoted: 'it''s {"a": 1,
              "b": 2}'
            double: "tab\tand \u00e9"
            empty:
            nothing: null
            yes_: true
            list:
            - one
            - key: value
              other: [1, 'two', {a: b}]
            -   - nested
            block: |
              line one
                line two
            folded: >-
              one
              two
            time: 12:30:45
            """;
        PyDict value = YamlReader.Read(Text).As<PyDict>()!;
        Assert.Equal("some text that goes on", value["plain"].AsString());
        Assert.Equal("""it's {"a": 1, "b": 2}""", value["quoted"].AsString());
        Assert.Equal("tab\tand é", value["double"].AsString());
        Assert.True(value["empty"].IsNone && value["nothing"].IsNone);
        Assert.Equal(PyValue.True, value["yes_"]);
        Assert.Equal("['one', {'key': 'value', 'other': ['1', 'two', {'a': 'b'}]}, ['nested']]", value["list"].ToString());
        Assert.Equal("line one\n  line two\n", value["block"].AsString());
        Assert.Equal("one two", value["folded"].AsString());
        Assert.Equal("12:30:45", value["time"].AsString());
    }

    [Theory]
    [InlineData("a: !!python/object:os.system x")]
    [InlineData("a: *anchor")]
    [InlineData("a: [1, 2")]
    [InlineData("a: 'open")]
    [InlineData("a: 1\n   b: 2")]
    public void YamlThatMLflowDoesNotWriteIsRefused(string text) =>
        Assert.Equal("FormatYaml", Assert.Throws<PickleFormatException>(() => YamlReader.Read(text)).Code);

    [Fact]
    public void NoYamlEscapesTheErrors()
    {
        byte[] seed = File.ReadAllBytes(Path.Combine(Golden, "mlflow-3.17.2", "pipeline.frame", "MLmodel"));
        var random = new Random(6);
        for (int round = 0; round < 5000; round++)
        {
            byte[] spoilt = [.. seed];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                spoilt[random.Next(spoilt.Length)] = random.Next(2) == 0 ? (byte)"\n {}[]'\":-|>#&*!"[random.Next(16)]
                    : seed[random.Next(seed.Length)];
            }

            try
            {
                YamlReader.Read(Encoding.UTF8.GetString(spoilt));
            }
            catch (PickleFormatException)
            {
            }
        }
    }
}
