using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests;

/// <summary>Rows and targets of other kinds than float64 and text: what Python refuses is refused, and nothing is rounded unsaid.</summary>
public class InputTests
{
    private const long Large = (1L << 53) + 1;

    private static readonly double[,] Rows = { { 0, 1 }, { 1, 0 }, { 2, 5 }, { 3, 1 }, { 4, 9 }, { 5, 2 } };
    private static readonly string[] Kinds = ["a", "a", "a", "b", "b", "b"];

    [Fact]
    public void NumbersKeptAsObjectsAreNoLabels()
    {
        PyValue[] cells = [1, 2, 1, 2, 1, 2];
        Target target = Column.OfCells("kind", cells);
        var error = Assert.Throws<TrainingException>(() => new RandomForestClassifier().Fit(Rows, target));
        Assert.Equal("FitTarget", error.Code);
        Assert.Contains("as objects", error.Message, StringComparison.Ordinal);
        Model numbers = new DecisionTreeRegressor { MaxDepth = 1, RandomState = 0 }.Fit(Rows, target);
        Assert.Equal(1.5, numbers.Predict(Rows).ToDoubles().Average());
    }

    [Theory]
    [InlineData("GaussianNB", 'U')]
    [InlineData("BernoulliNB", 'U')]
    [InlineData("SGDClassifier", 'U')]
    [InlineData("DecisionTreeClassifier", 'O')]
    [InlineData("KNeighborsClassifier", 'O')]
    public void ClassesOfObjectsAreWhatTheClassMakesOfThem(string name, char kind)
    {
        Target target = Column.OfText("kind", Kinds);
        Model model = TrainerTable.Make(name).Fit(Rows, target);
        Assert.Equal(kind, NDArray.From(model.Value["classes_"])!.DType.Kind);
        Assert.Equal(["a", "b"], model.Classes!.Names);
    }

    [Theory]
    [InlineData("OneHotEncoder")]
    [InlineData("OrdinalEncoder")]
    public void InfinityIsNoCategory(string name)
    {
        foreach (double odd in (double[])[double.PositiveInfinity, double.NegativeInfinity])
        {
            var table = new Table(Column.OfNumbers("x", [1, odd, 2]));
            Assert.Equal("InputNotFinite", Assert.Throws<ModelInputException>(() => TrainerTable.Make(name).Fit(table)).Code);
        }
    }

    [Fact]
    public void LargeWholeNumbersAreCategoriesAsTheyAre()
    {
        Table table = Wholes(Large, Large - 1, 3);
        Model model = new OrdinalEncoder().Fit(table);
        NDArray categories = NDArray.From(model.Value["categories_"].As<PyList>()![0])!;
        Assert.Equal(DType.Int64.Name, categories.DType.Name);
        Assert.Equal([3, Large - 1, Large], categories.ToInt64s());
        Assert.Equal([2.0, 1.0, 0.0], model.Transform(table).ToMatrix().AsSpan().ToArray());
    }

    [Fact]
    public void NeighborsKeepLargeWholeNumbers()
    {
        Model model = new KNeighborsRegressor { NeighborCount = 1 }.Fit(Wholes(Large, 7, 3), new double[] { 1, 2, 3 });
        Assert.Equal([Large, 7, 3], NDArray.From(model.Value["_fit_X"])!.ToInt64s());
    }

    [Theory]
    [InlineData("KMeans")]
    [InlineData("PCA")]
    [InlineData("RobustScaler")]
    [InlineData("GaussianNB")]
    [InlineData("Ridge")]
    [InlineData("KBinsDiscretizer")]
    [InlineData("TruncatedSVD")]
    [InlineData("SimpleImputer")]
    public void SinglePrecisionIsRefusedWhereItIsNotComputedWith(string name)
    {
        var error = Assert.Throws<TrainingException>(() => TrainerTable.Make(name).Fit(Singles(), new double[] { 0, 1, 0, 1, 0, 1 }));
        Assert.Equal("FitRows", error.Code);
        Assert.Contains("float32", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MinMaxScaler", "data_min_")]
    [InlineData("MaxAbsScaler", "max_abs_")]
    public void SinglePrecisionStaysWhereItIs(string name, string attribute)
    {
        Model model = TrainerTable.Make(name).Fit(Singles());
        Assert.Equal(4, NDArray.From(model.Value[attribute])!.DType.ItemSize);
    }

    [Fact]
    public void ARegressorAmongClassifiersIsNamed()
    {
        var voting = new VotingClassifier(("a", new GaussianNB()), ("line", new Ridge()));
        var error = Assert.Throws<TrainingException>(() => voting.Fit(Rows, Kinds));
        Assert.Equal("FitParameter", error.Code);
        Assert.Contains("'line'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Ridge", error.Message, StringComparison.Ordinal);
    }

    private static Table Wholes(params long[] values) => new(Column.OfArray("id", NDArray.Of(values)));

    private static Features Singles() => Features.FromArray(
        NDArray.OfNumbers([0.1, 1, 2, 3, 4, 5, 1, 2, 0.5, 7, 8, 9], DType.Float32).Reshape(6, 2));
}
