using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Facade;

/// <summary>Predictions without the command: the method that is meant, the columns, the forms of the answers.</summary>
public sealed class PredictorTests : IDisposable
{
    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");
    private static readonly string Fixtures = Repo.File("tests", "fixtures", "sklearn-1.2.1");

    private readonly Model _tree = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _tree.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void PredictIsMeantWhereNoMethodIsSaid()
    {
        var predictor = new Predictor(_tree.Estimator);
        Assert.Equal("predict", predictor.DefaultMethod);
        foreach (IReadOnlyList<string>? unsaid in new IReadOnlyList<string>?[] { null, [] })
        {
            MethodAnswer only = Assert.Single(predictor.Predict(_tree.Read(Iris), unsaid).Answers);
            Assert.Equal("predict", only.Method);
            Assert.Equal(_tree.Predict(_tree.Read(Iris)).ToStrings(), only.Answer.ToArray().ToStrings());
        }
    }

    [Fact]
    public void AMethodIsAskedForOnce() =>
        Assert.Equal("methods", Assert.Throws<ArgumentException>(() =>
            new Predictor(_tree.Estimator).Predict(_tree.Read(Iris), ["predict", "predict_proba", "predict"])).ParamName);

    [Fact]
    public void ATransformerTransformsWhereNoMethodIsSaid()
    {
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(Fixtures, "manifest.jsonl"))
            .First(item => item.Id.StartsWith("StandardScaler", StringComparison.Ordinal));
        using Model scaler = Model.Load(Path.Combine(Fixtures, info.Model));
        Features rows = scaler.Read(Path.Combine(Fixtures, info.Answers));
        Prediction prediction = new Predictor(scaler.Estimator).Predict(rows);
        Assert.Equal("transform", Assert.Single(prediction.Answers).Method);
        Assert.All(prediction.ToTable().Names, name => Assert.StartsWith("transform_", name, StringComparison.Ordinal));
    }

    [Fact]
    public void InverseTransformIsAskedAboutWhatTransformGave()
    {
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(Fixtures, "manifest.jsonl"))
            .First(item => item.Id.StartsWith("StandardScaler", StringComparison.Ordinal) && item.Methods.Contains("inverse_transform"));
        using Model scaler = Model.Load(Path.Combine(Fixtures, info.Model));
        Features rows = scaler.Read(Path.Combine(Fixtures, info.Answers));
        NDArray back = new Predictor(scaler.Estimator).Predict(rows, ["inverse_transform"]).Answers[0].Answer.ToArray();
        Assert.Equal(NpzFile.Open(Path.Combine(Fixtures, info.Answers))["inverse_transform"].ToDoubles(), back.ToDoubles());
    }

    [Fact]
    public void ColumnsAreFoundByNameAndThoseLeftAsideAreTold()
    {
        var table = (Table)_tree.Read(Iris);
        var mixed = new Table(table.Columns[3], Column.OfText("note", new string?[table.RowCount]), table.Columns[1], table.Columns[0],
            table.Columns[2]);
        Prediction prediction = new Predictor(_tree.Estimator).Predict(mixed, ["predict_proba"]);
        Assert.Equal(["note"], prediction.UnusedColumns);
        Assert.Equal(150, prediction.RowCount);
        Assert.Equal(_tree.PredictProba(table).ToDoubles(), prediction.Answers[0].Answer.ToArray().ToDoubles());
        Assert.Equal("InputColumns",
            Assert.Throws<ModelInputException>(() => new Predictor(_tree.Estimator).Align(table.SelectColumns([0, 1]))).Code);
    }

    [Fact]
    public void AnswersStandSideBySideUnderTheNamesOfTheClasses()
    {
        AnswerTable table = new Predictor(_tree.Estimator).Predict(new double[] { 6.0, 2.7, 5.1, 1.6 }, ["predict", "predict_proba"])
            .ToTable();
        Assert.Equal(["predict", "predict_proba_setosa", "predict_proba_versicolor", "predict_proba_virginica"], table.Names);
        Assert.Equal(1, table.RowCount);
        Assert.Equal("virginica", table[0, 0].AsString());
    }

    [Theory]
    [InlineData("answers.CSV", "predict\nsetosa\n")]
    [InlineData("answers.json", "[{\"predict\":\"setosa\"}]\n")]
    [InlineData("answers.jsonl", "{\"predict\":\"setosa\"}\n")]
    public void TheEndingOfTheNameChoosesTheForm(string name, string expected)
    {
        Prediction prediction = new Predictor(_tree.Estimator).Predict(new double[] { 5.1, 3.5, 1.4, 0.2 });
        AnswerWriter.Save(prediction, _folder[name]);
        Assert.Equal(expected, File.ReadAllText(_folder[name]));
        using var stream = new MemoryStream();
        AnswerWriter.Write(prediction, AnswerWriter.FormatOf(name)!.Value, stream);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void ArraysAreWrittenWithPythonsDTypes()
    {
        Prediction prediction = new Predictor(_tree.Estimator).Predict(_tree.Read(Iris), ["predict", "decision_path"]);
        AnswerWriter.Save(prediction, _folder["answers.npz"]);
        NpzFile npz = NpzFile.Open(_folder["answers.npz"]);
        Assert.Equal("<U10", npz["predict"].DType.Descriptor);
        Assert.Equal("<i4", npz["decision_path.csr.indices"].DType.Descriptor);
    }

    [Fact]
    public void WhatAFormCannotHoldLeavesNoFile()
    {
        Prediction prediction = new Predictor(_tree.Estimator).Predict(_tree.Read(Iris), ["predict", "apply"]);
        Assert.Equal("format", Assert.Throws<ArgumentException>(() => AnswerWriter.Save(prediction, _folder["answers.npy"])).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentException>(() => AnswerWriter.Save(prediction, _folder["answers.txt"])).ParamName);
        Assert.Null(AnswerWriter.FormatOf("answers"));
        Assert.Equal("format",
            Assert.Throws<ArgumentException>(() => AnswerWriter.Write(prediction, (AnswerFormat)99, Stream.Null)).ParamName);
        Assert.False(File.Exists(_folder["answers.npy"]));
        Assert.False(File.Exists(_folder["answers.txt"]));
    }

    [Fact]
    public void OptionsReachTheMethod()
    {
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(Fixtures, "manifest.jsonl"))
            .First(item => item.Id == "KNeighborsClassifier.brute.strlabels");
        using Model neighbors = Model.Load(Path.Combine(Fixtures, info.Model));
        Features rows = neighbors.Read(Path.Combine(Fixtures, info.Answers));
        var options = new CallOptions { NeighborCount = 2 };
        Assert.Equal(2,
            new Predictor(neighbors.Estimator).Predict(rows, ["kneighbors"], options).Answers[0].Answer.Parts![0].ToArray().Shape[1]);
        Assert.Equal(2, neighbors.Call("kneighbors", rows, options).Parts![1].ToArray().Shape[1]);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => new Predictor(neighbors.Estimator).Predict(rows, options: new CallOptions { CancellationToken = stopped.Token }));
    }

    [Fact]
    public void MethodsThatThereAreNotAreRefused()
    {
        var predictor = new Predictor(_tree.Estimator);
        Features rows = _tree.Read(Iris);
        Assert.StartsWith("there is no method 'forecast'; there are predict, ",
            Assert.Throws<ArgumentException>(() => predictor.Predict(rows, ["predict", "forecast"])).Message, StringComparison.Ordinal);
        Assert.Equal("UnsupportedMethod",
            Assert.Throws<UnsupportedModelException>(() => predictor.Predict(rows, ["decision_function"])).Code);
    }
}
