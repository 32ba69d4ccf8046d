using Brine.Pickling;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine.Tests.ML;

/// <summary>Pickled models are steps of ML.NET's pipelines, with the answers that they have alone.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AModelAnswersBetweenStepsOfMlNetAndIsEvaluatedByIt()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        string data = Repo.File("samples", "data", "passengers.csv");
        IDataView rows = _ml.Data.LoadFromTextFile<Passenger>(data,
            new TextLoader.Options { Separators = [','], HasHeader = true, MissingRealsAsNaNs = true });
        var answers = (Table)model.Read(data);
        NDArrayOf(model.Predict(answers), out string[] labels);
        NDArrayOf(model.PredictProba(answers), out string[] probabilities);

        // Numbers as ML.NET's loader can give them, but for the ages, which a step of its own makes.
        EstimatorChain<PickledModelTransformer> pipeline = _ml.Transforms.Expression("age", "x : x * 1.0", "years")
            .Append(new PickledModelEstimator(model, "predict", "predict_proba"));
        IDataView answered = pipeline.Fit(rows).Transform(rows);
        Assert.Equal(labels, Texts(answered, "predict"));
        Assert.Equal(probabilities, answered.GetColumn<double[]>("predict_proba").SelectMany(vector => vector)
            .Select(number => $"{(PyValue)number}"));
        Assert.Equal(model.Classes!.Names, SlotsOf(answered, "predict_proba"));
        Assert.Equal(labels.Length, (int?)answered.GetRowCount() ?? labels.Length);

        // ML.NET evaluates what the model says, against itself: every row is right.
        IDataView told = _ml.Transforms.Conversion.MapValueToKey("Label", "predict")
            .Append(_ml.Transforms.Conversion.MapValueToKey("PredictedLabel", "predict"))
            .Append(_ml.Transforms.Conversion.ConvertType("Score", "predict_proba", DataKind.Single))
            .Fit(answered).Transform(answered);
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(told);
        Assert.Equal(1, metrics.MicroAccuracy);
        Assert.InRange(metrics.LogLoss, 0, 1);
    }

    [Fact]
    public void ThePredictionEngineAsksAboutOneRow()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        IDataView none = _ml.Data.LoadFromEnumerable(Array.Empty<Flower>());
        PickledModelTransformer step = new PickledModelEstimator(model, "predict", "predict_proba").Fit(none);
        using PredictionEngine<Flower, Answer> engine = _ml.Model.CreatePredictionEngine<Flower, Answer>(step);
        foreach (double width in new[] { 0.2, 1.4, 2.3 })
        {
            var flower = new Flower { sepal_length = 6, sepal_width = 3, petal_length = width * 3, petal_width = width };
            double[][] row = [[6, 3, width * 3, width]];
            Answer answer = engine.Predict(flower);
            Assert.Equal(model.Predict(row)[0].ToString(), ((PyValue)answer.predict!).ToString());
            Assert.Equal(model.PredictProba(row).ToArray<double>(), answer.predict_proba);
        }
    }

    [Fact]
    public void AVectorOfFeaturesIsAMatrix()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        IDataView rows = _ml.Data.LoadFromEnumerable(Flowers());
        IDataView vectors = _ml.Transforms.Concatenate("All", "sepal_length", "sepal_width", "petal_length", "petal_width").Fit(rows)
            .Transform(rows);
        IDataView answered = new PickledModelEstimator(model, "predict") { InputColumns = ["All"] }.Fit(vectors).Transform(vectors);
        Assert.Equal(Texts(new PickledModelEstimator(model).Fit(rows).Transform(rows), "predict"), Texts(answered, "predict"));
    }

    /// <summary>More rows than are asked about at once, read by two cursors and in parts.</summary>
    [Fact]
    public void AnswersStandBesideTheirRows()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        Flower[] flowers = [.. Flowers().Concat(Flowers()).Concat(Flowers())];
        IDataView rows = _ml.Data.ShuffleRows(_ml.Data.LoadFromEnumerable(flowers), seed: 3);
        IDataView filtered = _ml.Data.FilterRowsByColumn(rows, "petal_width", 0.5);
        IDataView answered = new PickledModelEstimator(model, "predict").Fit(filtered).Transform(filtered);
        string[] told = Texts(answered, "predict");
        double[][] numbers = [.. _ml.Data.CreateEnumerable<Flower>(answered, reuseRowObject: false).Select(flower =>
            new[] { flower.sepal_length, flower.sepal_width, flower.petal_length, flower.petal_width })];
        Assert.True(told.Length > 2000);
        NDArrayOf(model.Predict(numbers), out string[] expected);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void WhatIsMissingIsNamed()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        IDataView rows = _ml.Data.LoadFromEnumerable(new[] { new Answer { predict = "x", predict_proba = [1, 2, 3] } });
        ModelInputException error = Assert.Throws<ModelInputException>(() => new PickledModelEstimator(model).Fit(rows));
        Assert.Equal("InputColumns", error.Code);
        Assert.Contains("'sepal_length'", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => _ml.Model.Save(new PickledModelEstimator(model).Fit(
            _ml.Data.LoadFromEnumerable(Flowers())), null, _folder["model.zip"]));
    }

    [Fact]
    public void TablesAndDataViewsBecomeEachOther()
    {
        var table = new Table(Column.OfNumbers("f", [1.5, double.NaN]), Column.OfNumbers("s", [0.5, 2], Brine.Arrays.DType.Parse("f4")),
            Column.OfNumbers("i", [1, -2], Brine.Arrays.DType.Int64), Column.OfNumbers("b", [1, 0], Brine.Arrays.DType.Bool),
            Column.OfText("t", ["é", "x"]));
        IDataView view = table.ToDataView();
        Assert.Equal(["Double", "Single", "Int64", "Boolean", "String"], view.Schema.Select(column => column.Type.ToString()));
        Table again = view.ToTable();
        Assert.Equal(table.Columns.Select(column => (column.Name, column.DType)),
            again.Columns.Select(column => (column.Name, column.DType)));
        for (int i = 0; i < table.ColumnCount; i++)
        {
            Assert.Equal(Enumerable.Range(0, 2).Select(table.Columns[i].TextAt), Enumerable.Range(0, 2).Select(again.Columns[i].TextAt));
        }

        Assert.Equal(["i"], view.ToTable("i").ColumnNames);

        // Keys are the texts that they stand for.
        IDataView keys = _ml.Transforms.Conversion.MapValueToKey("k", "t").Fit(view).Transform(view);
        Assert.Equal(["é", "x"], Enumerable.Range(0, 2).Select(keys.ToTable("k").Columns[0].TextAt));

        // Int64 has no gaps.
        IDataView gap = new Table(Column.OfCells("g", [1, PyValue.None])).ToDataView();
        Assert.Equal("CannotTabulate", Assert.Throws<ModelInputException>(() => gap.ToTable()).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<Flower> Flowers()
    {
        var random = new Random(7);
        for (int i = 0; i < 1500; i++)
        {
            double size = random.NextDouble() * 2.5;
            yield return new Flower { sepal_length = 4 + size, sepal_width = 2 + random.NextDouble(), petal_length = size * 2.5,
                petal_width = size };
        }
    }

    private static void NDArrayOf(Brine.Arrays.NDArray array, out string[] texts) =>
        texts = [.. Enumerable.Range(0, array.Length).Select(i => array[i].AsString() ?? array[i].ToString())];

    private static string[] Texts(IDataView data, string column) => data.Schema[column].Type == TextDataViewType.Instance
        ? [.. data.GetColumn<string>(column)] : [.. data.GetColumn<long>(column).Select(number => $"{number}")];

    private static string[] SlotsOf(IDataView data, string column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        data.Schema[column].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private sealed class Passenger
    {
        [LoadColumn(0)]
        [ColumnName("years")]
        public double Years { get; set; }

        [LoadColumn(1)]
        public double fare { get; set; }

        [LoadColumn(2)]
        public string? cabin_class { get; set; }

        [LoadColumn(3)]
        public string? port { get; set; }
    }

    private sealed class Flower
    {
        public double sepal_length { get; set; }

        public double sepal_width { get; set; }

        public double petal_length { get; set; }

        public double petal_width { get; set; }
    }

    private sealed class Answer
    {
        public string? predict { get; set; }

        [VectorType(3)]
        public double[]? predict_proba { get; set; }
    }
}
