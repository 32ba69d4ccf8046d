using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests;

/// <summary>Rows that weigh differently, and the solvers that go by the mean of gradients, without Python.</summary>
public class WeightTests
{
    private static readonly double[,] Rows = { { 0, 1 }, { 1, 0 }, { 2, 5 }, { 3, 1 }, { 4, 9 }, { 5, 2 } };
    private static readonly double[,] Twice = { { 0, 1 }, { 1, 0 }, { 1, 0 }, { 3, 1 }, { 4, 9 }, { 5, 2 } };
    private static readonly double[] Weights = [1, 2, 0, 1, 1, 1];
    private static readonly string[] Kinds = ["a", "a", "a", "b", "b", "b"];
    private static readonly double[] Numbers = [1, 2, 2, 4, 7, 6];

    public static TheoryData<string> Weighing => ["DecisionTreeClassifier", "ExtraTreeClassifier", "LogisticRegression", "LinearSVC",
        "GaussianNB", "MultinomialNB", "BernoulliNB", "DecisionTreeRegressor", "LinearRegression", "Ridge", "LinearSVR", "Lasso", "ElasticNet", "SVC",
        "SVR"];

    /// <summary>A row of weight 2 is the row twice, and one of weight 0 is none: the third row here.</summary>
    [Theory]
    [MemberData(nameof(Weighing))]
    public void ARowThatWeighsTwoIsTheRowTwice(string name)
    {
        Trainer trainer = TrainerTable.Make(name);
        if (trainer is GaussianNB bayes)
        {
            // What is added to variances goes by all rows in Python, whatever they weigh.
            bayes.VarianceSmoothing = 0;
        }
        else if (trainer is MarginTrainer margin)
        {
            (margin.RandomState, margin.IsDual, margin.Tolerance) = (0, false, 1e-12);
            margin.Loss = name == "LinearSVR" ? "squared_epsilon_insensitive" : "squared_hinge";
        }
        else if (trainer is LogisticRegression logistic)
        {
            logistic.Tolerance = 1e-12;
        }
        else if (trainer is SingleTreeTrainer tree)
        {
            tree.RandomState = 3;
        }

        else if (trainer is SvmTrainer machine)
        {
            (machine.Kernel, machine.Tolerance) = ("linear", 1e-9);
        }
        else if (trainer is CoordinateDescentTrainer descent)
        {
            (descent.Alpha, descent.Tolerance) = (0.01, 1e-12);
        }

        bool isNumber = name.EndsWith("Regressor", StringComparison.Ordinal)
            || name is "LinearRegression" or "Ridge" or "LinearSVR" or "Lasso" or "ElasticNet" or "SVR";
        using Model weighted = trainer.Fit(Rows, isNumber ? Numbers : Kinds, new FitOptions { SampleWeight = Weights });
        using Model twice = trainer.Fit(Twice, isNumber ? Numbers : Kinds);
        if (isNumber)
        {
            Assert.All(twice.Predict(Twice).ToDoubles().Zip(weighted.Predict(Twice).ToDoubles()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
        else
        {
            Assert.Equal(twice.Predict(Twice).ToStrings(), weighted.Predict(Twice).ToStrings());
        }

        if (name is not ("LinearSVC" or "SVC" or "DecisionTreeClassifier" or "ExtraTreeClassifier") && !isNumber)
        {
            Assert.All(twice.PredictProba(Twice).ToDoubles().Zip(weighted.PredictProba(Twice).ToDoubles()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    /// <summary>Of scikit-learn 1.2 alone: newer ones do other things with weights.</summary>
    [Theory]
    [InlineData("GradientBoostingRegressor")]
    [InlineData("HistGradientBoostingRegressor")]
    public void BoostingWeighsRowsForOldScikitLearnAlone(string name)
    {
        Trainer trainer = TrainerTable.Make(name);
        if (trainer is HistogramBoostingTrainer histograms)
        {
            histograms.MinSamplesLeaf = 1;
        }

        var options = new FitOptions { Version = SklearnTarget.V1_2, SampleWeight = [1, 1, 1, 0, 1, 1] };
        double heavy = trainer.Fit(Rows, Numbers, options).Predict(Rows).ToDoubles()[3];
        double plain = trainer.Fit(Rows, Numbers, options with { SampleWeight = null }).Predict(Rows).ToDoubles()[3];
        Assert.True(Math.Abs(plain - Numbers[3]) < Math.Abs(heavy - Numbers[3]), $"{plain} and {heavy}");
        TrainingException refused = Assert.Throws<TrainingException>(
            () => trainer.Fit(Rows, Numbers, options with { Version = SklearnTarget.V1_9 }));
        Assert.Equal("FitWeight", refused.Code);
        Assert.Contains("1.2 alone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CentersAreWhereTheWeightIs()
    {
        var one = new KMeans { ClusterCount = 1, RandomState = 0 };
        double[] center = Array(one.Fit(Rows, null, new FitOptions { SampleWeight = [0, 0, 3, 1, 0, 0] }).Value, "cluster_centers_");
        Assert.Equal([2.25, 4], center);
    }

    [Fact]
    public void AClassWithoutWeightCannotBeToldBySupportVectors() => Assert.Equal("FitWeight", Assert.Throws<TrainingException>(
        () => new SVC().Fit(Rows, Kinds, new FitOptions { SampleWeight = [1, 1, 1, 0, 0, 0] })).Code);

    [Fact]
    public void APipelineWeighsTheRowsOfItsLastStepAlone()
    {
        var pipeline = new Pipeline(("scale", new StandardScaler()), ("model", new GaussianNB()));
        var options = new FitOptions { SampleWeight = Weights };
        PyValue steps = pipeline.Fit(Rows, Kinds, options).Value["steps"];
        PyValue plain = new StandardScaler().Fit(Rows).Value, heavy = new StandardScaler().Fit(Rows, null, options).Value;
        PyValue scaler = steps.As<PyList>()![0].As<PyTuple>()![1], model = steps.As<PyList>()![1].As<PyTuple>()![1];
        Assert.Equal(Array(plain, "mean_"), Array(scaler, "mean_"));
        Assert.NotEqual(Array(heavy, "mean_"), Array(scaler, "mean_"));
        Assert.Equal([14 / 6.0, 13 / 6.0], Array(heavy, "mean_"));
        Assert.Equal([3, 3], Array(model, "class_count_"));
        Assert.Equal([0.5, 0.5], Array(model, "class_prior_"));
    }

    [Theory]
    [InlineData("count")]
    [InlineData("negative")]
    [InlineData("missing")]
    [InlineData("infinite")]
    [InlineData("zero")]
    [InlineData("a class")]
    [InlineData("a step")]
    [InlineData("a side")]
    public void WeightsThatAreWrongAreRefused(string what)
    {
        double[] weights = what switch
        {
            "count" => [1, 2],
            "negative" => [1, 1, 1, 1, 1, -0.5],
            "missing" => [1, 1, 1, 1, 1, double.NaN],
            "infinite" => [1, 1, 1, 1, 1, double.PositiveInfinity],
            "zero" => [0, 0, 0, 0, 0, 0],
            "a side" => [1, 1, 1, 0, 0, 0],
            _ => Weights,
        };
        Trainer trainer = what switch
        {
            "a class" => new KNeighborsClassifier(),
            "a step" => new VotingClassifier(("near", new KNeighborsClassifier()), ("bayes", new GaussianNB())),
            "a side" => new LinearSVC(),
            _ => new GaussianNB(),
        };
        TrainingException error = Assert.Throws<TrainingException>(
            () => trainer.Fit(Rows, Kinds, new FitOptions { SampleWeight = weights }));
        Assert.Equal("FitWeight", error.Code);
        string said = what switch
        {
            "count" => "6 rows and 2 weights",
            "a class" or "a step" => "KNeighborsClassifier",
            "zero" => "all rows",
            "a side" => "a class",
            _ => "row 5",
        };
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The numbers are those of scikit-learn 1.2.1.</summary>
    [Fact]
    public void MeansOfGradientsStepAsPythons()
    {
        var old = new FitOptions { Version = SklearnTarget.V1_2 };
        PyValue sag = new LogisticRegression { Solver = "sag", RandomState = 0, MaxIterations = 20 }
            .Fit(Rows, new[] { "a", "a", "b", "b", "c", "c" }, old).Value;
        AssertNear([-0.32842911750409387, -0.21373038661088753, 0.03821375105712522, 0.07117039226384594, 0.2902153664469692,
            0.1425599943470404], Array(sag, "coef_"));
        AssertNear([0.6633925464266676, 0.01008656821074944, -0.6734791146374173], Array(sag, "intercept_"));
        PyValue sparse = new LogisticRegression { Solver = "saga", Penalty = "l1", RandomState = 0, MaxIterations = 20 }
            .Fit(Rows, Kinds, old).Value;
        AssertNear([0.34451450595515437, 0.0], Array(sparse, "coef_"));
        var mixed = new LogisticRegression
            { Solver = "saga", Penalty = "elasticnet", SizeShare = 0.5, RandomState = 0, MaxIterations = 20 };
        PyValue both = mixed.Fit(Rows, Kinds, old with { SampleWeight = [1, 2, 0, 1, 3, 0.5] }).Value;
        AssertNear([0.25366311078029796, 0.3291031782303018], Array(both, "coef_"));
        AssertNear([-0.3612627459826142], Array(both, "intercept_"));
        Assert.Equal(0.5, Number(both["l1_ratio"]));
    }

    [Theory]
    [InlineData("""{"class": "LogisticRegression", "solver": "sag", "l1_ratio": 1.0}""")]
    [InlineData("""{"class": "LogisticRegression", "solver": "saga", "dual": true}""")]
    [InlineData("""{"class": "LogisticRegression", "solver": "saga", "l1_ratio": 1.5}""")]
    [InlineData("""{"class": "LogisticRegression", "solver": "newton-cg"}""")]
    public void ParametersThatAreWrongAreRefused(string json) =>
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);

    /// <summary>Rows in full are multiplied several at a time; sparse ones, one number after another.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(21)]
    public void RowsInFullGiveTheBitsOfSparseRows(int width)
    {
        var draw = new Random(width);
        double[] values = [.. Enumerable.Range(0, 331 * width).Select(_ => draw.Next(9) == 0 ? 0 : draw.NextDouble() - 0.5)];
        int[] labels = [.. Enumerable.Range(0, 331).Select(row => (values[row * width] > 0 ? 1 : 0) ^ (row % 7 == 0 ? 1 : 0))];
        int[] columns = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0).Select(i => i % width)];
        int[] starts = [.. Enumerable.Range(0, 332).Select(row => values.Take(row * width).Count(value => value != 0))];
        Features full = NDArray.Of(values, 331, width);
        Features sparse = new SparseMatrix(new CsrMatrix(331, width, starts, columns, [.. values.Where(value => value != 0)]));
        foreach (Trainer trainer in (Trainer[])[new LogisticRegression { Solver = "liblinear", RandomState = 0 },
            new LinearSVC { RandomState = 0, IsDual = false }, new LinearSVC { RandomState = 0, IsDual = true, MaxIterations = 50 }])
        {
            Assert.Equal(Array(trainer.Fit(sparse, labels).Value, "coef_"), Array(trainer.Fit(full, labels).Value, "coef_"));
        }
    }

    private static double Number(PyValue value) => value.TryGetDouble(out double number) ? number : double.NaN;

    private static double[] Array(PyValue model, string name) => NDArray.From(model[name])!.ToDoubles();

    private static void AssertNear(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}
