using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests;

/// <summary>Support vectors, liblinear's functions and networks, without Python. The numbers are those of scikit-learn 1.2.1.</summary>
public class SolverTests
{
    private static readonly double[,] Rows = { { 0, 1 }, { 1, 0 }, { 2, 5 }, { 3, 1 }, { 4, 9 }, { 5, 2 } };
    private static readonly string[] Kinds = ["a", "a", "a", "b", "b", "b"];
    private static readonly double[] Numbers = [1, 2, 3, 4, 5, 6];
    private static readonly FitOptions Old = new() { Version = SklearnTarget.V1_2 };

    [Fact]
    public void SupportVectorsAreThoseOfLibsvm()
    {
        PyValue classifier = new SVC().Fit(Rows, Kinds, Old).Value;
        Assert.Equal([0, 1, 2, 3, 4, 5], Array(classifier, "support_"));
        AssertNear([-0.68235087112712, -1.0, -1.0, 1.0, 1.0, 0.68235087112712], Array(classifier, "dual_coef_"));
        AssertNear([0.16141491098096594], Array(classifier, "intercept_"));
        Assert.Equal([3], Array(classifier, "n_iter_"));
        PyValue regressor = new SVR { Kernel = "linear" }.Fit(Rows, Numbers, Old).Value;
        Assert.Equal([0, 2, 4, 5], Array(regressor, "support_"));
        AssertNear([-0.1768615384615385, -0.01907692307692299, -0.013907692307692362, 0.20984615384615385], Array(regressor, "dual_coef_"));
        AssertNear([1.0778461538461546], Array(regressor, "intercept_"));
    }

    [Fact]
    public void LinearFunctionsAreThoseOfLiblinear()
    {
        PyValue margin = new LinearSVC { RandomState = 0, Loss = "hinge" }.Fit(Rows, Kinds, Old).Value;
        AssertNear([0.6734028102795284, -0.08417612149491699], Array(margin, "coef_"));
        AssertNear([-0.9360261476638633], Array(margin, "intercept_"));
        PyValue line = new LinearSVR { RandomState = 0 }.Fit(Rows, Numbers, Old).Value;
        AssertNear([1.0000308798920878, -9.523798924257476e-06], Array(line, "coef_"));
        PyValue sparse = new LogisticRegression { Solver = "liblinear", Penalty = "l1", RandomState = 0 }.Fit(Rows, Kinds, Old).Value;
        AssertNear([0.2835150395378665, 0.0], Array(sparse, "coef_"));
        Assert.Equal("l1", sparse["penalty"].AsString());
        PyValue same = new LogisticRegression { Solver = "liblinear", Penalty = "l1", RandomState = 0 }.Fit(Rows, Kinds).Value;
        Assert.Equal("deprecated", same["penalty"].AsString());
        Assert.Equal(Array(sparse, "coef_"), Array(same, "coef_"));
    }

    [Fact]
    public void NetworksDrawAndLearnAsPythons()
    {
        PyValue classifier = new MLPClassifier { HiddenLayerSizes = [3], RandomState = 0, MaxIterations = 3 }.Fit(Rows, Kinds, Old).Value;
        AssertNear([0.7362396640148526, 0.7348569358011394, 0.7335008885053659], Numbered(classifier["loss_curve_"]));
        PyValue regressor = new MLPRegressor { HiddenLayerSizes = [3], RandomState = 0, MaxIterations = 3, Solver = "sgd" }
            .Fit(Rows, Numbers, Old).Value;
        AssertNear([3.3168266569379985, 3.017618393688757, 2.622317690537324], Numbered(regressor["loss_curve_"]));
    }

    [Fact]
    public void AKernelThatHardlyFitsIntoItsMemoryGivesTheSameBits()
    {
        (double[,] rows, int[] labels, double[] numbers) = Drawn(400);
        foreach (bool shrinks in (bool[])[true, false])
        {
            Assert.Equal(Classes(new SVC { Shrinks = shrinks, C = 10 }),
                Classes(new SVC { Shrinks = shrinks, C = 10, CacheMegabytes = 1e-6 }));
            Assert.Equal(Line(new SVR { Shrinks = shrinks }), Line(new SVR { Shrinks = shrinks, CacheMegabytes = 1e-6 }));
        }

        double[] Classes(SVC trainer) => Array(trainer.Fit(rows, labels).Value, "dual_coef_");
        double[] Line(SVR trainer) => Array(trainer.Fit(rows, numbers).Value, "dual_coef_");
    }

    [Theory]
    [InlineData("SVC")]
    [InlineData("LinearSVC")]
    [InlineData("MLPClassifier")]
    public void TheSameFitGivesTheSameBitsWhateverTheThreads(string name)
    {
        (double[,] rows, int[] labels, _) = Drawn(200);
        Trainer trainer = TrainerTable.Make(name);
        switch (trainer)
        {
            case SVC vectors:
                (vectors.EstimatesProbabilities, vectors.RandomState) = (true, 3);
                break;
            case MarginTrainer margin:
                margin.RandomState = 3;
                break;
            case NetworkTrainer network:
                (network.RandomState, network.MaxIterations, network.FirstRate) = (3, 20, 0.05);
                break;
            default:
                break;
        }

        byte[] one = Pickle.Dumps(trainer.Fit(rows, labels, new FitOptions { ThreadCount = 1 }).Value);
        Assert.Equal(one, Pickle.Dumps(trainer.Fit(rows, labels, new FitOptions { ThreadCount = 4 }).Value));
        Model loaded = Model.Load(one);
        Assert.True(loaded.Predict(rows).ToDoubles().Zip(labels).Count(pair => pair.First == pair.Second) > 130);
    }

    [Fact]
    public void RowsOfFloat32AreLearnedInDoublePrecisionWherePythonDoesSo()
    {
        (double[,] rows, _, double[] numbers) = Drawn(50);
        float[] singles = [.. rows.Cast<double>().Select(value => (float)value)];
        Features narrow = NDArray.Of(singles, 50, 3);
        Features wide = NDArray.Of(System.Array.ConvertAll(singles, value => (double)value), 50, 3);
        foreach (Trainer trainer in (Trainer[])[new SVR(), new LinearSVR { RandomState = 0 }])
        {
            PyValue one = trainer.Fit(narrow, numbers).Value, other = trainer.Fit(wide, numbers).Value;
            string name = trainer is SVR ? "dual_coef_" : "coef_";
            Assert.Equal(DType.Float64, NDArray.From(one[name])!.DType);
            Assert.Equal(Array(other, name), Array(one, name));
        }

        Assert.Contains("float32", Assert.Throws<TrainingException>(() => new MLPRegressor { RandomState = 0 }.Fit(narrow, numbers)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"class": "SVC", "kernel": "precomputed"}""")]
    [InlineData("""{"class": "SVC", "gamma": -1}""")]
    [InlineData("""{"class": "SVC", "gamma": "small"}""")]
    [InlineData("""{"class": "SVR", "C": 0}""")]
    [InlineData("""{"class": "SVR", "epsilon": -1}""")]
    [InlineData("""{"class": "LinearSVC", "loss": "hinge", "dual": false}""")]
    [InlineData("""{"class": "LinearSVC", "penalty": "l1", "dual": true}""")]
    [InlineData("""{"class": "LinearSVC", "penalty": "l1", "loss": "hinge"}""")]
    [InlineData("""{"class": "LinearSVC", "multi_class": "crammer_singer"}""")]
    [InlineData("""{"class": "LinearSVC", "intercept_scaling": 0}""")]
    [InlineData("""{"class": "LinearSVR", "dual": false}""")]
    [InlineData("""{"class": "LinearSVR", "dual": "never"}""")]
    [InlineData("""{"class": "LogisticRegression", "l1_ratio": 1.0}""")]
    [InlineData("""{"class": "LogisticRegression", "solver": "liblinear", "l1_ratio": 0.5}""")]
    [InlineData("""{"class": "LogisticRegression", "dual": true}""")]
    [InlineData("""{"class": "LogisticRegression", "solver": "liblinear", "intercept_scaling": 0}""")]
    [InlineData("""{"class": "MLPClassifier", "hidden_layer_sizes": [5, 0]}""")]
    [InlineData("""{"class": "MLPClassifier", "hidden_layer_sizes": "wide"}""")]
    [InlineData("""{"class": "MLPClassifier", "batch_size": 0}""")]
    [InlineData("""{"class": "MLPClassifier", "batch_size": "all"}""")]
    [InlineData("""{"class": "MLPRegressor", "beta_1": 1}""")]
    [InlineData("""{"class": "MLPRegressor", "activation": "gelu"}""")]
    [InlineData("""{"class": "MLPRegressor", "loss": "poisson"}""")]
    public void ParametersThatAreWrongAreRefused(string json) =>
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);

    [Theory]
    [InlineData("vectors of huge numbers", "FitRows")]
    [InlineData("a network of huge numbers", "FitRows")]
    [InlineData("too few rows to keep back", "FitRows")]
    [InlineData("three classes of liblinear", "FitTarget")]
    [InlineData("one class", "FitTarget")]
    public void WhatCannotBeLearnedIsRefused(string what, string code)
    {
        double[,] huge = (double[,])Rows.Clone();
        huge[2, 0] = 1e200;
        Action fit = what switch
        {
            "vectors of huge numbers" => () => new SVR { Kernel = "poly", Gamma = 1 }.Fit(huge, Numbers),
            "a network of huge numbers" => () => new MLPRegressor { RandomState = 0, Solver = "sgd", FirstRate = 1e200 }.Fit(Rows, Numbers),
            "too few rows to keep back" => () => new MLPRegressor { StopsEarly = true }.Fit(Rows, Numbers),
            "three classes of liblinear" => () => new LogisticRegression { Solver = "liblinear" }.Fit(Rows, new[] { 0, 1, 2, 0, 1, 2 }),
            _ => () => new SVC().Fit(Rows, new[] { 1, 1, 1, 1, 1, 1 }),
        };
        Assert.Equal(code, Assert.Throws<TrainingException>(fit).Code);
    }

    [Theory]
    [InlineData("SVC")]
    [InlineData("SVR")]
    [InlineData("LinearSVC")]
    [InlineData("MLPRegressor")]
    public void ACancelledFitStops(string name)
    {
        (double[,] rows, int[] labels, _) = Drawn(3000);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Trainer trainer = TrainerTable.Make(name);
        switch (trainer)
        {
            case SvmTrainer vectors:
                (vectors.Tolerance, vectors.C, vectors.Shrinks) = (1e-300, 1e6, false);
                break;
            case MarginTrainer margin:
                (margin.Tolerance, margin.MaxIterations, margin.IsDual) = (1e-300, int.MaxValue, true);
                break;
            case NetworkTrainer network:
                (network.MaxIterations, network.PatientRounds) = (int.MaxValue, int.MaxValue);
                break;
            default:
                break;
        }

        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Fit(rows, labels, new FitOptions { CancellationToken = stop.Token }));
    }

    private static (double[,] Rows, int[] Labels, double[] Numbers) Drawn(int count)
    {
        var draw = new Random(5);
        var rows = new double[count, 3];
        var labels = new int[count];
        var numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                rows[i, j] = draw.NextDouble() - 0.5;
            }

            numbers[i] = (rows[i, 0] * 3) + (draw.NextDouble() / 2);
            labels[i] = numbers[i] < -0.2 ? 0 : numbers[i] < 0.7 ? 1 : 2;
        }

        return (rows, labels, numbers);
    }

    private static double[] Array(PyValue model, string name) => NDArray.From(model[name])!.ToDoubles();

    private static double[] Numbered(PyValue list) =>
        [.. list.As<PyList>()!.Select(item => item.TryGetDouble(out double number) ? number : NDArray.From(item)!.ToDoubles()[0])];

    private static void AssertNear(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * Math.Max(1, Math.Abs(pair.First))));
    }
}
