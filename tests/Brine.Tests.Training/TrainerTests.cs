using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests;

/// <summary>What trainers take and refuse, without Python.</summary>
public class TrainerTests
{
    private static readonly double[,] Rows = { { 0, 1 }, { 1, 0 }, { 2, 5 }, { 3, 1 }, { 4, 9 }, { 5, 2 } };
    private static readonly string[] Kinds = ["a", "a", "a", "b", "b", "b"];
    private static readonly double[] Numbers = [1, 2, 3, 4, 5, 6];

    public static TheoryData<string> Classes => [.. TrainerTable.Names];

    [Fact]
    public void ATrainedModelPredictsAndIsSavedForPython()
    {
        Model model = new RandomForestClassifier { TreeCount = 20, RandomState = 0 }.Fit(Rows, Kinds);
        Assert.Equal(["a", "b"], model.Classes!.Names);
        Assert.Equal(Kinds, model.Predict(Rows).ToStrings());
        Model loaded = Model.Load(Pickle.Dumps(model.Value));
        Assert.Equal(model.PredictProba(Rows).ToDoubles(), loaded.PredictProba(Rows).ToDoubles());
        Assert.Equal("1.9.0", loaded.Value["_sklearn_version"].AsString());
    }

    [Fact]
    public void ATableIsTrainedByTheNameOfItsTarget()
    {
        var table = new Table(Column.OfNumbers("age", [1, 2, 3, 40, 50, 60]), Column.OfText("kind", Kinds));
        Model model = new DecisionTreeClassifier { RandomState = 0 }.Fit(table, "kind");
        Assert.Equal(["age"], model.FeatureNames);
        Assert.Equal("b", model.Predict(new double[,] { { 45 } })[0].AsString());
    }

    [Fact]
    public void TheSameFitGivesTheSameBitsWhateverTheThreads()
    {
        var draw = new Random(3);
        var rows = new double[300, 4];
        var target = new double[300];
        for (int i = 0; i < 300; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                rows[i, j] = draw.NextDouble();
            }

            target[i] = rows[i, 0] * 3 + draw.NextDouble();
        }

        foreach (string name in (string[])["RandomForestRegressor", "ExtraTreesRegressor", "LinearRegression", "KMeans"])
        {
            Trainer trainer = TrainerTable.Make(name);
            if (trainer is ForestTrainer forest)
            {
                (forest.TreeCount, forest.RandomState) = (8, 5);
            }
            else if (trainer is KMeans means)
            {
                means.RandomState = 5;
            }

            byte[] one = Pickle.Dumps(trainer.Fit(rows, target, new FitOptions { ThreadCount = 1 }).Value);
            byte[] four = Pickle.Dumps(trainer.Fit(rows, target, new FitOptions { ThreadCount = 4 }).Value);
            Assert.Equal(one, four);
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void NoRowsAreRefused(string name)
    {
        Trainer trainer = Made(name);
        var error = Assert.ThrowsAny<BrineException>(() => trainer.Fit(new double[0, 2], Array.Empty<double>()));
        Assert.Contains(error.Code, (string[])["FitRows", "FitTarget"]);
    }

    [Theory]
    [InlineData("LogisticRegression")]
    [InlineData("LinearRegression")]
    [InlineData("RandomForestClassifier")]
    [InlineData("GaussianNB")]
    [InlineData("KMeans")]
    [InlineData("PCA")]
    public void MissingAndInfiniteNumbersAreRefusedWithTheirPlace(string name)
    {
        double[,] rows = (double[,])Rows.Clone();
        rows[4, 1] = double.NaN;
        var error = Assert.Throws<ModelInputException>(() => Made(name).Fit(rows, new[] { 0, 1, 0, 1, 0, 1 }));
        Assert.Equal("InputMissing", error.Code);
        Assert.Contains("row 4 of column 1", error.Message, StringComparison.Ordinal);
        rows[4, 1] = double.PositiveInfinity;
        Assert.Equal("InputNotFinite", Assert.Throws<ModelInputException>(() => Made(name).Fit(rows, new[] { 0, 1, 0, 1, 0, 1 })).Code);
    }

    [Theory]
    [InlineData("a missing target")]
    [InlineData("no target")]
    [InlineData("too few labels")]
    [InlineData("fractions")]
    [InlineData("one class")]
    public void TargetsThatDoNotFitAreRefused(string what)
    {
        Target? target = what switch
        {
            "a missing target" => Numbers[..5].Append(double.NaN).ToArray(),
            "too few labels" => (Target)Kinds[..4],
            "fractions" => new[] { 0.5, 1, 2, 3, 4, 5 },
            "one class" => new[] { 1, 1, 1, 1, 1, 1 },
            _ => null,
        };
        var error = Assert.Throws<TrainingException>(() => new LogisticRegression().Fit(Rows, target));
        Assert.Equal("FitTarget", error.Code);
    }

    [Theory]
    [InlineData("""{"class": "Ridge", "alpha": -1}""", "FitParameter")]
    [InlineData("""{"class": "Ridge", "alpah": 1}""", "FitParameter")]
    [InlineData("""{"class": "Ridge", "solver": "sag"}""", "FitParameter")]
    [InlineData("""{"class": "RandomForestClassifier", "n_estimators": 0}""", "FitParameter")]
    [InlineData("""{"class": "RandomForestClassifier", "max_features": "many"}""", "FitParameter")]
    [InlineData("""{"class": "DecisionTreeClassifier", "criterion": "poisson"}""", "FitParameter")]
    [InlineData("""{"class": "Pipeline", "steps": [["a__b", "Ridge"]]}""", "FitParameter")]
    [InlineData("""{"class": "Pipeline", "steps": []}""", "FitParameter")]
    [InlineData("""{"class": "RandomForestClasifier"}""", "FitClass")]
    [InlineData("""{"class": "Ridge", "alpha": 1, "alpha": 2}""", "FitFile")]
    [InlineData("""{"alpha": 1}""", "FitFile")]
    [InlineData("""{"class": """, "FitFile")]
    public void PipelineFilesThatAreWrongAreRefused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);

    [Fact]
    public void AFileThatNestsWithoutEndIsRefused()
    {
        string json = string.Concat(Enumerable.Repeat("""{"class": "Pipeline", "steps": [["a", """, Stages.Depth));
        Assert.Equal("FitFile", Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);
    }

    [Fact]
    public void ParametersThatAreSetWrongAreRefusedBeforeAnythingIsTrained()
    {
        var pipeline = new Pipeline(("scale", new StandardScaler()), ("model", new Ridge { Alpha = -1 }));
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => pipeline.Fit(Rows, Numbers)).Code);
    }

    [Fact]
    public void ACancelledFitStops()
    {
        using var stop = new CancellationTokenSource();
        var options = new FitOptions { CancellationToken = stop.Token, Progress = new StopAtOnce(stop), ThreadCount = 1 };
        var trainer = new RandomForestClassifier { TreeCount = 500, RandomState = 0 };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Rows, Kinds, options));
    }

    [Fact]
    public void ColumnsOfTextAndNumbersGoThroughTheirOwnSteps()
    {
        var table = new Table(Column.OfNumbers("age", [1, double.NaN, 3, 40, 50, 60]),
            Column.OfText("city", ["x", "y", "x", "z", "z", "z"]), Column.OfText("kind", Kinds));
        var pipeline = new Pipeline(
            ("columns", new ColumnTransformer(
                ("number", new Pipeline(("fill", new SimpleImputer()), ("scale", new StandardScaler())), ["age"]),
                ("text", new OneHotEncoder { IgnoresUnknown = true }, ["city"]))),
            ("model", new LogisticRegression()));
        Model model = pipeline.Fit(table, "kind");
        Assert.Equal(1.0, model.Score(table.SelectColumns([0, 1]), table.SelectColumns([2])));
        var wrong = new ColumnTransformer(("number", new StandardScaler(), ["agee"]));
        Assert.Contains("'age'", Assert.Throws<ModelInputException>(() => wrong.Fit(table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALabelEncoderLearnsTheLabelsInOrder()
    {
        Model model = new LabelEncoder().Fit(new Table(Column.OfText("", ["b", "a", "c", "a"])));
        Features codes = model.Transform(new Table(Column.OfText("", ["b", "a"])));
        Assert.Equal([1.0, 0.0], codes.ToMatrix().AsSpan().ToArray());
    }

    [Fact]
    public void ATargetOfMixedKindsIsRefused()
    {
        var column = Column.OfCells("y", ["a", 1, "b", 2, "c", 3]);
        Assert.Equal("FitTarget", Assert.Throws<TrainingException>(() => Target.FromColumn(column)).Code);
        Assert.Equal("FitTarget", Assert.Throws<TrainingException>(() => (Target)NDArray.Of(new double[4], 2, 2)).Code);
    }

    private static Trainer Made(string name) => name switch
    {
        "Pipeline" => new Pipeline(("model", new StandardScaler())),
        "ColumnTransformer" => new ColumnTransformer(("all", new StandardScaler(), ["0"])),
        _ => TrainerTable.Make(name),
    };

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
