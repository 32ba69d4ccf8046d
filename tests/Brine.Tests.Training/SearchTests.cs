using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests;

/// <summary>Searches for parameters, without Python.</summary>
public class SearchTests
{
    private static readonly double[,] Rows = MakeRows(out _);
    private static readonly long[] Kinds = MakeKinds();

    [Fact]
    public void TheBestCandidateIsTrainedOnAllRowsAndAnswers()
    {
        var pipeline = new Pipeline(("scale", new StandardScaler()), ("model", new KNeighborsClassifier()));
        Model model = new GridSearchCV(pipeline, ("model__n_neighbors", [1, 3, 40]), ("scale__with_mean", [true, false])) { FoldCount = 3 }
            .Fit(Rows, Kinds);
        PyDict best = model.Value["best_params_"].As<PyDict>()!;
        Assert.NotEqual(40, best["model__n_neighbors"]);
        PyList tried = model.Value["cv_results_"].As<PyDict>()!["params"].As<PyList>()!;
        Assert.Equal(6, tried.Count);
        Assert.Equal(["model__n_neighbors", "scale__with_mean"], tried[0].As<PyDict>()!.Select(pair => pair.Key.AsString()!));
        Assert.Equal([1L, 1L, 3L, 3L, 40L, 40L], tried.Select(one => one.As<PyDict>()!["model__n_neighbors"]));
        SearchResults results = SearchResults.Of(model.Value)!;
        Table table = results.ToTable();
        double[] means = NDArray.From(model.Value["cv_results_"].As<PyDict>()!["mean_test_score"])!.ToDoubles();
        Assert.Equal(6, table.RowCount);
        Assert.Equal(means.Max(), results.BestScore);
        Assert.Contains("param_model__n_neighbors", table.ColumnNames!);
        Assert.Equal(Kinds, Model.Load(Pickle.Dumps(model.Value)).Predict(Rows).ToInt64s());
    }

    [Fact]
    public void ASearchHasTheSameScoresWhateverTheThreads()
    {
        double[] one = Scores(1), four = Scores(4);
        Assert.Equal(one, four);
        Assert.Equal(4, one.Length);

        static double[] Scores(int threads)
        {
            var search = new RandomizedSearchCV(new ExtraTreeClassifier { RandomState = 1 }, ("max_depth", [1, 2, 3, default]),
                ("min_samples_leaf", [1, 5])) { DrawCount = 4, RandomState = 7, Metric = "f1_macro" };
            Model model = search.Fit(Rows, Kinds, new FitOptions { ThreadCount = threads });
            return NDArray.From(model.Value["cv_results_"].As<PyDict>()!["mean_test_score"])!.ToDoubles();
        }
    }

    [Fact]
    public void DrawsOfASearchDoNotRepeat()
    {
        Model model = new RandomizedSearchCV(new DecisionTreeClassifier { RandomState = 0 }, ("max_depth", [1, 2, 3])) { DrawCount = 50 }
            .Fit(Rows, Kinds);
        PyList tried = model.Value["cv_results_"].As<PyDict>()!["params"].As<PyList>()!;
        Assert.Equal([1L, 2L, 3L], tried.Select(one => one.As<PyDict>()!["max_depth"].TryGetInt64(out long depth) ? depth : 0).Order());
    }

    [Fact]
    public void TheTrainerThatIsSearchedStaysAsItWas()
    {
        var tree = new DecisionTreeClassifier { RandomState = 0, MaxDepth = 7 };
        new GridSearchCV(tree, ("max_depth", [1, 2])).Fit(Rows, Kinds);
        Assert.Equal(7, tree.MaxDepth);
    }

    [Theory]
    [InlineData("max_dpeth", "did you mean max_depth")]
    [InlineData("tree__max_depth", "no part 'tree'")]
    public void AParameterThatIsNotThereIsRefused(string path, string text)
    {
        var error = Assert.Throws<TrainingException>(() => new GridSearchCV(new DecisionTreeClassifier(), (path, [1])).Fit(Rows, Kinds));
        Assert.Equal("FitParameter", error.Code);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACandidateThatCannotBeTrainedStopsTheSearchAndIsNamed()
    {
        var search = new GridSearchCV(new KMeans { RandomState = 0 }, ("n_clusters", [2, 59]));
        var error = Assert.Throws<TrainingException>(() => search.Fit(Rows));
        Assert.Equal("FitRows", error.Code);
        Assert.Contains("n_clusters=59", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"class": "GridSearchCV", "param_grid": {"alpha": [1]}}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge"}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge", "param_grid": {"alpha": 1}}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge", "param_grid": {"alpha": []}}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge", "param_grid": {"alpha": [{"class": "Ridge"}]}}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge", "param_grid": {"alpha": [1]}, "refit": false}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge", "param_grid": {"alpha": [1]}, "scoring": "acuracy"}""")]
    [InlineData("""{"class": "GridSearchCV", "estimator": "Ridge", "param_grid": {"alpha": [1]}, "error_score": 0}""")]
    [InlineData("""{"class": "RandomizedSearchCV", "estimator": "Ridge", "param_distributions": {"alpha": [1]}, "n_iter": 0}""")]
    public void SearchesThatAreWrongAreRefused(string json) =>
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);

    [Theory]
    [InlineData(2000)]
    [InlineData(200)]
    public void TooManyCombinationsAreRefusedBeforeAnythingIsTrained(int count)
    {
        PyValue[] many = [.. Enumerable.Range(2, count).Select(value => (PyValue)value)];
        var search = new GridSearchCV(new DecisionTreeClassifier(), ("max_depth", many), ("min_samples_leaf", many),
            ("min_samples_split", many));
        Assert.Equal("FitParameter", Assert.Throws<TrainingException>(() => search.Fit(Rows, Kinds)).Code);
    }

    private static double[,] MakeRows(out long[] kinds)
    {
        var draw = new Random(5);
        var rows = new double[60, 2];
        kinds = new long[60];
        for (int row = 0; row < 60; row++)
        {
            kinds[row] = row % 2;
            rows[row, 0] = (kinds[row] * 3) + draw.NextDouble();
            rows[row, 1] = draw.NextDouble();
        }

        return rows;
    }

    private static long[] MakeKinds()
    {
        _ = MakeRows(out long[] kinds);
        return kinds;
    }
}
