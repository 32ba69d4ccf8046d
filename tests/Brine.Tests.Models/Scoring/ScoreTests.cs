using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The edges of <c>score</c>.</summary>
public sealed class ScoreTests
{
    private static readonly Matrix Rows = new(3, 4, [1, 2, 3, 4, 0.5, 1, 2, 0.25, 3, 3, 1, 2]);

    [Fact]
    public void OneRowHasNoR2()
    {
        using Model model = Saved("HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal(double.NaN, model.Score(new double[] { 1, 2, 3, 4 }, new double[,] { { 1 } }));
    }

    [Fact]
    public void ATargetThatNeverChangesHasNoPartExplained()
    {
        using Model model = Saved("HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal(0, model.Score(Rows, new double[,] { { 5 }, { 5 }, { 5 } }));
    }

    [Fact]
    public void AnswersThatAreTheTargetScoreOne()
    {
        using Model model = Saved("HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal(1, model.Score(Rows, model.Predict(Rows)));
        Assert.Equal(0, model.Score(Rows, model.Predict(Rows), "neg_max_error"));
    }

    [Fact]
    public void AccuracyIsThePartThatIsRight()
    {
        using Model model = Saved("HalvingGridSearchCV.tree.classes.pkl");
        string[] labels = [.. Enumerable.Range(0, 3).Select(row => model.Predict(Rows)[row].ToString()!.Trim('\''))];
        labels[1] = "no such label";
        Assert.Equal(2.0 / 3, model.Score(Rows, labels));
    }

    [Theory]
    [InlineData("accuracy", "InputKind")]
    [InlineData("r2", "InputKind")]
    public void NumbersAreNotScoredAgainstText(string metric, string code)
    {
        using Model model = Saved("HalvingGridSearchCV.tree.classes.pkl");
        Assert.Equal(code, Assert.Throws<ModelInputException>(() => model.Score(Rows, new double[,] { { 1 }, { 2 }, { 0 } },
            metric)).Code);
    }

    [Theory]
    [InlineData(double.NaN, "InputMissing")]
    [InlineData(double.PositiveInfinity, "InputNotFinite")]
    public void EveryValueOfTheTargetMustBeThere(double value, string code)
    {
        using Model model = Saved("HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal(code, Assert.Throws<ModelInputException>(() => model.Score(Rows, new double[,] { { 1 }, { value }, { 0 } })).Code);
    }

    [Fact]
    public void ATargetOfAnotherLengthIsRefused()
    {
        using Model model = Saved("HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal("InputShape", Assert.Throws<ModelInputException>(() => model.Score(Rows, new double[,] { { 1 }, { 2 } })).Code);
        Assert.Equal("InputFeatures",
            Assert.Throws<ModelInputException>(() => model.Score(Rows, new double[,] { { 1, 2 }, { 2, 2 }, { 3, 3 } })).Code);
        Assert.Equal("InputColumns", Assert.Throws<ModelInputException>(() => model.Score(Rows)).Code);
    }

    [Fact]
    public void FractionsAreNoClasses()
    {
        using Model model = Saved("LabelSpreading.neighbors.pkl");
        Assert.Equal("InputKind", Assert.Throws<ModelInputException>(() => model.Score(Rows, new double[,] { { 0 }, { 1.5 },
            { 1 } })).Code);
    }

    [Fact]
    public void AClassWithoutScoreSaysSo()
    {
        using Model model = Saved("SparseCoder.pursuit.pkl");
        Assert.Equal("UnsupportedMethod", Assert.Throws<UnsupportedModelException>(() => model.Score(Rows)).Code);
    }

    [Fact]
    public void AMetricThatIsNotThereIsNamed()
    {
        using Model model = Saved("HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Contains("neg_mean_squared_error", Assert.Throws<ArgumentException>(() => model.Score(Rows, Rows, "mse")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neg_mean_squared_error", -0.25)]
    [InlineData("neg_root_mean_squared_error", -0.5)]
    [InlineData("neg_mean_absolute_error", -0.5)]
    [InlineData("neg_max_error", -0.5)]
    public void ASearchScoresByTheMetricItWasGiven(string scoring, double expected)
    {
        PyValue saved = Pickle.Load(Repo.File("tests", "fixtures", "sklearn-1.2.1", "HalvingGridSearchCV.tree.numbers.pkl"));
        saved.As<PyObject>()!.Attributes!["scoring"] = scoring;
        using Model model = Model.From(saved);
        double[] answers = model.Predict(Rows).ToDoubles();
        Assert.Equal(expected, model.Score(Rows, new Matrix(3, 1, [answers[0] + 0.5, answers[1] - 0.5, answers[2] + 0.5])));
    }

    [Fact]
    public void ASearchByAnotherMetricIsRefusedByName()
    {
        PyValue saved = Pickle.Load(Repo.File("tests", "fixtures", "sklearn-1.2.1", "HalvingGridSearchCV.tree.numbers.pkl"));
        saved.As<PyObject>()!.Attributes!["scoring"] = "my_score";
        using Model model = Model.From(saved);
        Assert.Contains("'my_score'",
            Assert.Throws<UnsupportedModelException>(() => model.Score(Rows, new double[,] { { 1 }, { 2 },
            { 3 } })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheTargetIsTakenOutByNameOrNumber()
    {
        (Features rows, Features target) = TargetColumns.Split(Csv.Parse("a,y,b\n1,2,3\n4,5,6\n"u8.ToArray()), "y");
        Assert.Equal(["a", "b"], rows.ColumnNames);
        Assert.Equal(["y"], target.ColumnNames);
        (rows, target) = TargetColumns.Split(Rows, "3", "0");
        Assert.Equal((2, 4.0, 1.0), (rows.ColumnCount, target.ToMatrix().Row(0)[0], target.ToMatrix().Row(0)[1]));
        Assert.Throws<ModelInputException>(() => TargetColumns.Split(Rows, "y"));
    }

    [Fact]
    public void PerplexityIsThatOfScikitLearn()
    {
        using Model model = Saved("LatentDirichletAllocation.default.nonneg.joblib");
        string rows = Repo.File("tests", "fixtures", "sklearn-1.2.1", "LatentDirichletAllocation.default.nonneg.npz");
        Assert.Equal(1.929667267231462, model.Score(model.Read(rows), null, "perplexity"), 1e-12);
        using Model other = Saved("SparseCoder.pursuit.pkl");
        Assert.Equal("UnsupportedMethod", Assert.Throws<UnsupportedModelException>(() => other.Score(Rows, null, "perplexity")).Code);
    }

    private static Model Saved(string file) => Model.Load(Repo.File("tests", "fixtures", "sklearn-1.2.1", file));
}
