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

        foreach (string name in (string[])["RandomForestRegressor", "ExtraTreesRegressor", "LinearRegression", "KMeans",
            "GradientBoostingRegressor", "HistGradientBoostingRegressor", "IsolationForest", "MiniBatchKMeans", "GaussianMixture"])
        {
            Trainer trainer = TrainerTable.Make(name);
            if (trainer is ForestTrainer forest)
            {
                (forest.TreeCount, forest.RandomState) = (8, 5);
            }
            else if (trainer is GradientBoostingTrainer boosting)
            {
                (boosting.StageCount, boosting.RandomState) = (5, 5);
            }
            else if (trainer is HistogramBoostingTrainer histograms)
            {
                (histograms.MaxIterations, histograms.RandomState) = (5, 5);
            }
            else if (trainer is KMeans means)
            {
                means.RandomState = 5;
            }
            else if (trainer is IsolationForest isolation)
            {
                (isolation.TreeCount, isolation.RandomState) = (8, 5);
            }
            else if (trainer is MiniBatchKMeans batches)
            {
                (batches.RandomState, batches.BatchSize) = (5, 64);
            }
            else if (trainer is GaussianMixture mixture)
            {
                (mixture.RandomState, mixture.ComponentCount) = (5, 3);
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
        Features none = trainer is VectorizerTrainer ? new Table(Column.OfText("text", [])) : new double[0, 2];
        var error = Assert.ThrowsAny<BrineException>(() => trainer.Fit(none, Array.Empty<double>()));
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
    [InlineData(1e-160)]
    [InlineData(1e-80)]
    [InlineData(1e80)]
    [InlineData(1e155)]
    [InlineData(1e300)]
    public void LinesThroughVeryLargeAndVerySmallNumbersAreFound(double scale)
    {
        double[,] rows = new double[6, 2];
        double[] target = new double[6];
        for (int row = 0; row < 6; row++)
        {
            (double first, double second) = (Rows[row, 0], Rows[row, 1]);
            (rows[row, 0], rows[row, 1], target[row]) = (first * scale, second * scale, (2 * first) - second + 3);
        }

        using Model model = new LinearRegression().Fit(rows, target);
        double[] found = model.Predict(rows).ToDoubles();
        Assert.All(found.Zip(target), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * Math.Max(1, Math.Abs(pair.Second))));
    }

    [Fact]
    public void RidgeRefusesNumbersWhoseProductsAreNone()
    {
        double[,] rows = (double[,])Rows.Clone();
        rows[2, 0] = 1e200;
        Assert.Equal("FitRows", Assert.Throws<TrainingException>(() => new Ridge().Fit(rows, Numbers)).Code);
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

    [Theory]
    [InlineData("a loss of two classes", "FitParameter")]
    [InlineData("directions of other columns", "FitParameter")]
    [InlineData("directions with three classes", "FitParameter")]
    [InlineData("a poisson target under 0", "FitTarget")]
    [InlineData("a class of one row", "FitTarget")]
    [InlineData("too few rows to keep back", "FitRows")]
    [InlineData("a column without values", "InputMissing")]
    [InlineData("stop words alone", "FitRows")]
    [InlineData("terms in no document often enough", "FitParameter")]
    [InlineData("a union of what does not transform", "FitParameter")]
    [InlineData("too many products", "FitParameter")]
    [InlineData("steps that are too large", "FitRows")]
    [InlineData("counts under 0", "InputRange")]
    [InlineData("more directions than columns", "FitParameter")]
    [InlineData("more distributions than rows", "FitRows")]
    [InlineData("distributions that collapse", "FitRows")]
    [InlineData("stacking without a final regressor", "FitParameter")]
    [InlineData("stacking on too few rows", "FitRows")]
    [InlineData("more clusters than rows in batches", "FitRows")]
    [InlineData("too few rows of a class to calibrate", "FitRows")]
    [InlineData("a regressor to calibrate", "FitParameter")]
    [InlineData("directions without end", "FitParameter")]
    public void WhatCannotBeLearnedIsRefused(string what, string code)
    {
        int[] three = [0, 1, 2, 0, 1, 2];
        var text = new Table(Column.OfText("text", ["the", "and the"]));
        Action fit = what switch
        {
            "a loss of two classes" => () => new GradientBoostingClassifier { Loss = "exponential" }.Fit(Rows, three),
            "directions of other columns" => () => new HistGradientBoostingRegressor { Directions = [1] }.Fit(Rows, Numbers),
            "directions with three classes" => () => new HistGradientBoostingClassifier { Directions = [1, 0] }.Fit(Rows, three),
            "a poisson target under 0" => () =>
                new HistGradientBoostingRegressor { Loss = "poisson" }.Fit(Rows, new double[] { 1, 2, -1, 3, 4, 5 }),
            "a class of one row" => () => new GradientBoostingClassifier { PatientStages = 2 }.Fit(Rows, new[] { 0, 1, 1, 1, 1, 1 }),
            "too few rows to keep back" => () => new GradientBoostingClassifier { PatientStages = 2 }.Fit(Rows, Kinds),
            "a column without values" => () =>
                new HistGradientBoostingRegressor().Fit(new[,] { { double.NaN }, { double.NaN } }, new double[] { 1, 2 }),
            "stop words alone" => () => new CountVectorizer { StopWords = ["english"] }.Fit(text),
            "terms in no document often enough" => () => new TfidfVectorizer { MinDocuments = 3 }.Fit(text),
            "a union of what does not transform" => () => new FeatureUnion(("a", new Ridge())).Fit(Rows, Numbers),
            "counts under 0" => () =>
                new SelectKBest { ScoreFunction = "chi2", Count = 1 }.Fit(new double[,] { { -1 }, { 1 } }, new[] { 0, 1 }),
            "more directions than columns" => () => new TruncatedSVD { ComponentCount = 3 }.Fit(Rows),
            "more distributions than rows" => () => new GaussianMixture { ComponentCount = 7 }.Fit(Rows),
            "distributions that collapse" => () =>
                new GaussianMixture { ComponentCount = 6, Regularization = 0, RandomState = 0 }.Fit(Rows),
            "stacking without a final regressor" => () => new StackingRegressor(("a", new Ridge())).Fit(Rows, Numbers),
            "stacking on too few rows" => () => new StackingClassifier(("a", new GaussianNB())).Fit(Rows, Kinds),
            "too few rows of a class to calibrate" => () =>
                new CalibratedClassifierCV(new GaussianNB()) { FoldCount = 4 }.Fit(Rows, Kinds),
            "directions without end" => () => new TruncatedSVD { OversampleCount = int.MaxValue }.Fit(Rows),
            "a regressor to calibrate" => () =>
                new CalibratedClassifierCV(new Ridge()) { FoldCount = 2 }.Fit(Rows, new[] { 0, 0, 0, 1, 1, 1 }),
            "more clusters than rows in batches" => () => new MiniBatchKMeans().Fit(Rows),
            "steps that are too large" => () =>
                new SGDRegressor { LearningRate = "constant", FirstRate = 1e300, RandomState = 0 }.Fit(Rows, Numbers),
            _ => () => new PolynomialFeatures { Degree = 200_000 }.Fit(Rows),
        };
        Assert.Equal(code, Assert.ThrowsAny<BrineException>(fit).Code);
    }

    [Fact]
    public void DocumentsGoThroughAPipeline()
    {
        var table = new Table(Column.OfText("text", ["good film", "bad film", "good plot", "bad bad plot"]),
            Column.OfText("kind", ["yes", "no", "yes", "no"]));
        Model model = new Pipeline(("words", new TfidfVectorizer()), ("model", new MultinomialNB())).Fit(table, "kind");
        Assert.Equal("no", model.Predict(new Table(Column.OfText("text", ["a bad one"])))[0].AsString());
        Model loaded = Model.Load(Pickle.Dumps(model.Value));
        Assert.Equal("yes", loaded.Predict(new Table(Column.OfText("text", ["good"])))[0].AsString());
    }

    [Fact]
    public void SparseRowsMoveTheConstantByAHundredthOfAStep()
    {
        // The numbers are those of scikit-learn 1.2.1 for CountVectorizer and SGDClassifier.
        var table = new Table(Column.OfText("text", ["good film", "bad film", "good plot", "bad bad plot"]));
        var words = new Pipeline(("words", new CountVectorizer()), ("model", new SGDClassifier { RandomState = 0 }));
        Model model = words.Fit(table, new[] { 1, 0, 1, 0 }, new FitOptions { Version = SklearnTarget.V1_2 });
        Assert.Equal([-0.00019960079840321276], model.DecisionFunction(new Table(Column.OfText("text", ["none"]))).ToDoubles());
    }

    [Fact]
    public void AColumnNamedAloneIsTheDocumentsOfAVectorizer()
    {
        var table = new Table(Column.OfText("comment", ["good film", "bad film", "good plot", "bad bad plot"]),
            Column.OfText("city", ["x", "y", "x", "y"]));
        var columns = new ColumnTransformer(
            ("words", new CountVectorizer(), "comment"), ("codes", new OneHotEncoder(), ["city"]));
        Model model = columns.Fit(table);
        Assert.Equal([0, 1, 1, 0, 1, 0], model.Transform(table).ToMatrix().AsSpan()[..6].ToArray());
        Trainer read = PipelineFile.Parse(
            """
            {"class": "ColumnTransformer",
             "transformers": [["words", "CountVectorizer", "comment"], ["codes", "OneHotEncoder", ["city"]]]}
            """);
        Assert.Equal(Pickle.Dumps(model.Value), Pickle.Dumps(read.Fit(table).Value));
    }

    [Theory]
    [InlineData("""["t", "CountVectorizer", ["comment"]]""", "named alone and not in a list: \"comment\"")]
    [InlineData("""["t", {"class": "Pipeline", "steps": [["v", "TfidfVectorizer"]]}, ["comment"]]""", "named alone")]
    [InlineData("""["t", "CountVectorizer", ["comment", "city"]]""", "a part for each column")]
    [InlineData("""["t", "OneHotEncoder", "comment"]""", "in a list, [\"comment\"]")]
    public void AColumnInTheWrongFormIsRefused(string part, string text)
    {
        var table = new Table(Column.OfText("comment", ["good film", "bad film"]), Column.OfText("city", ["x", "y"]));
        Trainer trainer = PipelineFile.Parse($$"""{"class": "ColumnTransformer", "transformers": [{{part}}]}""");
        var error = Assert.Throws<TrainingException>(() => trainer.Fit(table));
        Assert.Equal("FitParameter", error.Code);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingValuesGoWhereTheyAnswerBest()
    {
        var rows = new double[60, 1];
        var target = new double[60];
        for (int i = 0; i < 60; i++)
        {
            rows[i, 0] = i < 30 ? double.NaN : i;
            target[i] = i < 30 ? 5 : 0;
        }

        Model model = new HistGradientBoostingRegressor { LearningRate = 1 }.Fit(rows, target);
        Assert.Equal(5, model.Predict(new[,] { { double.NaN } }).ToDoubles()[0], 6);
        Assert.Equal(0, model.Predict(new[,] { { 45.0 } }).ToDoubles()[0], 6);
    }

    [Fact]
    public void AStratifiedSplitHasItsShareOfEachClass()
    {
        int[] classes = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1 : 0)];
        Fold fold = Splitter.StratifiedTrainTest(classes, 0.25, seed: 3);
        Assert.Equal(30, fold.Train.Count);
        Assert.InRange(fold.Test.Count(row => classes[row] == 1), 2, 3);
        Assert.Equal(Enumerable.Range(0, 40), fold.Train.Concat(fold.Test).Order());
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => Splitter.StratifiedTrainTest(classes, 1)).Code);
        Assert.Equal("FitTarget", Assert.Throws<TrainingException>(() => Splitter.StratifiedTrainTest(new[] { 0, 1, 1 }, 0.3)).Code);
    }

    private static Trainer Made(string name) => name switch
    {
        "Pipeline" => new Pipeline(("model", new StandardScaler())),
        "ColumnTransformer" => new ColumnTransformer(("all", new StandardScaler(), ["0"])),
        "FeatureUnion" => new FeatureUnion(("all", new StandardScaler())),
        "VotingClassifier" => new VotingClassifier(("model", new GaussianNB())),
        "VotingRegressor" => new VotingRegressor(("model", new Ridge())),
        "StackingClassifier" => new StackingClassifier(("model", new GaussianNB())),
        "StackingRegressor" => new StackingRegressor(("model", new Ridge())) { Final = new Ridge() },
        "CalibratedClassifierCV" => new CalibratedClassifierCV(new GaussianNB()),
        "GridSearchCV" => new GridSearchCV(new Ridge(), ("alpha", [1, 2])),
        "RandomizedSearchCV" => new RandomizedSearchCV(new Ridge(), ("alpha", [1, 2])),
        _ => TrainerTable.Make(name),
    };

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
