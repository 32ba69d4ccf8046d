using System.Text.Json;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Explanation;

/// <summary>Each family is explained in its own way, and the others say that they are not.</summary>
public class KindsOfExplanationTests
{
    [Theory]
    [InlineData("sklearn-1.9.0/GaussianNB.strlabels.pkl")]
    [InlineData("sklearn-1.9.0/BernoulliNB.default.strlabels.pkl")]
    [InlineData("sklearn-1.9.0/MultinomialNB.default.counts.pkl")]
    [InlineData("sklearn-1.9.0/CategoricalNB.plain.cats.pkl")]
    [InlineData("sklearn-1.9.0/ComplementNB.default.counts.pkl")]
    public void LikelihoodsAddUpToTheProbabilities(string file)
    {
        (Model model, Features rows) = Load(file);
        double[] expected = model.PredictLogProba(rows).ToDoubles();
        IReadOnlyList<RowExplanation> explanations = model.Explain(rows);
        int classes = model.Classes!.Count;
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(ExplanationKind.LogLikelihood, explanations[row].Kind);
            double[] sums = [.. Enumerable.Range(0, classes).Select(explanations[row].Sum)];
            double largest = sums.Max(), total = largest + Math.Log(sums.Sum(sum => Math.Exp(sum - largest)));
            for (int k = 0; k < classes; k++)
            {
                Assert.Equal(expected[(row * classes) + k], sums[k] - total, 1e-9);
            }
        }
    }

    [Theory]
    [InlineData("sklearn-1.9.0/KNeighborsClassifier.default.strlabels.pkl")]
    [InlineData("sklearn-1.9.0/KNeighborsRegressor.default.reg.joblib")]
    [InlineData("sklearn-1.9.0/NearestNeighbors.default.wine.pkl")]
    public void NeighborsAreThoseOfKNeighbors(string file)
    {
        (Model model, Features rows) = Load(file);
        IReadOnlyList<Answer> expected = model.Call("kneighbors", rows, new CallOptions { NeighborCount = 3 }).Parts!;
        IReadOnlyList<RowExplanation> explanations = model.Explain(rows, new ExplainOptions { NeighborCount = 3 });
        Assert.Equal(expected[0].ToArray().ToDoubles(), explanations.SelectMany(row => row.Near!.Select(near => near.Distance)));
        Assert.Equal(expected[1].ToArray().ToInt64s(), explanations.SelectMany(row => row.Near!.Select(near => near.Number)));
        Assert.All(explanations.SelectMany(row => row.Near!),
            near => Assert.Equal(model.Methods.Contains("predict"), near.Target is not null));
        if (model.Classes is { } classes)
        {
            Assert.All(explanations.SelectMany(row => row.Near!), near => Assert.Contains(near.Target, classes.Names));
        }
    }

    [Theory]
    [InlineData("sklearn-1.9.0/KMeans.default.blobs.pkl")]
    [InlineData("sklearn-1.9.0/MiniBatchKMeans.default.blobs.pkl")]
    public void TheNearestCenterIsThePrediction(string file)
    {
        (Model model, Features rows) = Load(file);
        double[] distances = model.Transform(rows).ToMatrix().AsSpan().ToArray();
        IReadOnlyList<RowExplanation> explanations = model.Explain(rows);
        int centers = distances.Length / rows.RowCount;
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(explanations[row].Prediction, $"{explanations[row].Near![0].Number}");
            foreach (NearRow near in explanations[row].Near!)
            {
                Assert.Equal(distances[(row * centers) + (int)near.Number], near.Distance, 1e-6);
            }
        }
    }

    [Fact]
    public void APathLeadsToTheLeafThatApplyGives()
    {
        (Model model, Features rows) = Load("sklearn-1.9.0/DecisionTreeClassifier.depth3.strlabels.pkl");
        long[] leaves = model.Call("apply", rows).ToArray().ToInt64s();
        var form = (TreeEnsembleForm)model.Form;
        IReadOnlyList<RowExplanation> explanations = model.Explain(rows);
        for (int row = 0; row < rows.RowCount; row++)
        {
            PathStep last = explanations[row].Path![^1];
            Assert.Equal(leaves[row], last.GoesLeft ? form.Trees[0].Left(last.Node) : form.Trees[0].Right(last.Node));
        }

        Assert.Matches(@"^x\d+ = [\d.]+ (<=|>) [\d.]+$", explanations[0].Path![0].ToString());
    }

    [Fact]
    public void ATreeOfAForestHasAPathWhereItIsAskedFor()
    {
        (Model model, Features rows) = Load("sklearn-1.9.0/RandomForestClassifier.n50.binary.joblib");
        Assert.Null(model.Explain(rows)[0].Path);
        Assert.NotEmpty(model.Explain(rows, new ExplainOptions { Tree = 7 })[0].Path!);
        Assert.Throws<ArgumentException>(() => model.Explain(rows, new ExplainOptions { Tree = 50 }));
    }

    [Fact]
    public void SparseRowsShowWhatTheyHave()
    {
        (Model model, Features rows) = Load("sklearn-1.9.0/LogisticRegression.sparse.pkl");
        RowExplanation row = model.Explain(rows)[0];
        Assert.InRange(row.Contributions.Count, 1, rows.ColumnCount - 1);
        Assert.All(row.Contributions, item => Assert.NotEqual(0, item.Value));
        Assert.Equal(model.DecisionFunction(rows).ToDoubles()[0], row.Sum(), 1e-12);
    }

    [Fact]
    public void ColumnsThatHistogramBoostingMovesKeepTheirNames()
    {
        (Model model, Features rows) = Load("sklearn-1.9.0/HistGradientBoostingClassifier.from_dtype.catframe.pkl");
        RowExplanation row = model.Explain(rows)[0];
        Assert.Equal(model.FeatureNames!.Order(StringComparer.Ordinal), row.Contributions.Select(item => item.Name)
            .Order(StringComparer.Ordinal));
        Assert.Equal(((Table)rows).Columns.Single(column => column.Name == "fare")[0],
            row.Contributions.Single(item => item.Name == "fare").Value);
    }

    [Theory]
    [InlineData("binary", "yes")]
    [InlineData("sparse", "yes")]
    [InlineData("regression", "")]
    [InlineData("outliers", "")]
    public void MachinesWithALinearKernelHaveCoefficients(string name, string output)
    {
        JsonElement json = JsonDocument.Parse(System.IO.File.ReadAllText(Repo.Golden("explain", "svm-linear.json"))).RootElement;
        double[][] x = [.. json.GetProperty("X").EnumerateArray().Select(Numbers)];
        JsonElement expected = json.GetProperty(name);
        using Model model = Model.From(Pickle.Load(Repo.Golden("explain", "svm-linear.pkl"))[name]);
        FeatureWeights weights = model.FeatureWeights;
        Assert.Equal([output], weights.OutputNames);
        Near(Numbers(expected.GetProperty("coef")[0]), weights.Of(0).ToArray());
        Near(Numbers(expected.GetProperty("intercept")), [.. weights.Intercepts!]);
        IReadOnlyList<RowExplanation> rows = model.Explain(x);
        Assert.Equal(name == "regression" ? "predict" : "decision_function", rows[0].Method);
        Near(Numbers(expected.GetProperty("answer")), [.. rows.Select(row => row.Sum())]);
    }

    [Fact]
    public void FramesAreShuffledColumnByColumnAsInPython()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Features rows = model.Read(Repo.File("samples", "data", "passengers.csv"));
        Column target = Column.OfText("y", [.. Enumerable.Range(0, rows.RowCount).Select(row => row % 2 == 0 ? "returns" : "leaves")]);
        PermutationImportance found = PermutationImportance.Of(model.Estimator, rows, target,
            new PermutationOptions { Repeats = 4, RandomState = 3 });

        // What scikit-learn 1.2.1 gives for the same frame, target and seed.
        Assert.Equal(0.375, found.Baseline);
        Assert.Equal([-0.25, -0.5, -0.375, -0.25], found.Of(1).ToArray());
        Assert.Equal([0.0, 0.0, 0.25, 0.0], found.Of(2).ToArray());
    }

    [Fact]
    public void OthersSayThatTheyAreNotExplained()
    {
        (Model model, Features rows) = Load("sklearn-1.9.0/AdaBoostClassifier.default.binary.pkl");
        Assert.Equal("UnsupportedExplanation", Assert.Throws<UnsupportedModelException>(() => model.Explain(rows)).Code);
        Assert.Equal("UnsupportedExplanation",
            Assert.Throws<UnsupportedModelException>(() => Load("sklearn-1.9.0/KMeans.default.blobs.pkl").Model.FeatureWeights).Code);
        Assert.Equal("UnsupportedExplanation", Assert.Throws<UnsupportedModelException>(
            () => TreeText.Export(Load("sklearn-1.9.0/KMeans.default.blobs.pkl").Model.Estimator)).Code);
        (Model scaler, Features points) = Load("sklearn-1.9.0/StandardScaler.default.wine.pkl");
        Assert.Equal("UnsupportedMethod", Assert.Throws<UnsupportedModelException>(() => PermutationImportance.Of(
            scaler.Estimator, points, Column.OfNumbers("y", new double[points.RowCount]))).Code);
    }

    [Fact]
    public void ClustersAreShuffledByTheScoreOfTheirClass()
    {
        (Model clusters, Features points) = Load("sklearn-1.9.0/KMeans.default.blobs.pkl");
        PermutationImportance found =
            PermutationImportance.Of(clusters.Estimator, points, Column.OfNumbers("y", new double[points.RowCount]));
        Assert.Equal("negative_inertia", found.ScoreName);
        Assert.True(found.ImportancesMean[0] > 0);
    }

    [Fact]
    public void ATargetThatDoesNotFitIsRefused()
    {
        (Model model, Features rows) = Load("sklearn-1.9.0/LogisticRegression.default.binary.pkl");
        string Refused(Column target) => Assert.Throws<ModelInputException>(
            () => PermutationImportance.Of(model.Estimator, rows, target)).Code;
        Assert.Equal("InputKind", Refused(Column.OfText("y", [.. Enumerable.Repeat("a", rows.RowCount)])));
        Assert.Equal("InputMissing", Refused(Column.OfNumbers("y", [.. Enumerable.Repeat(double.NaN, rows.RowCount)])));
        Assert.Equal("InputShape", Refused(Column.OfNumbers("y", [1.0])));
        Assert.Throws<ArgumentException>(() => PartialDependence.Of(model.Estimator, rows, 0,
            new PartialDependenceOptions { Lowest = 0.9, Highest = 0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PartialDependence.Of(model.Estimator, rows, 99));
    }

    [Fact]
    public void NamesThatDoNotFitATreeAreRefused()
    {
        Estimator tree = Load("sklearn-1.9.0/DecisionTreeClassifier.depth3.strlabels.pkl").Model.Estimator;
        Assert.Throws<ArgumentException>(() => TreeText.Export(tree, new TreeTextOptions { FeatureNames = ["a"] }));
        Assert.Throws<ArgumentException>(() => TreeText.Export(tree, new TreeTextOptions { ClassNames = ["a"] }));
        Assert.Throws<ArgumentException>(() => TreeGraph.Export(tree, new TreeGraphOptions { ClassNames = ["a"] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TreeText.Export(tree, new TreeTextOptions { Spacing = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TreeGraph.Export(tree, new TreeGraphOptions { Tree = 1 }));
    }

    [Fact]
    public void QuotesInNamesEndNoStringOfADrawing()
    {
        Estimator tree = Load("sklearn-1.9.0/DecisionTreeClassifier.depth3.strlabels.pkl").Model.Estimator;
        string[] names = [.. Enumerable.Range(0, tree.FeatureCount!.Value).Select(column => $"a\"{column}")];
        Assert.Contains("label=\"a\\\"", TreeGraph.Export(tree, new TreeGraphOptions { FeatureNames = names }));
    }

    [Theory]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.375, 2, "0.38")]
    [InlineData(-2.5, 0, "-2")]
    [InlineData(1e22, 1, "10000000000000000000000.0")]
    [InlineData(5e-324, 3, "0.000")]
    [InlineData(double.NegativeInfinity, 2, "-inf")]
    [InlineData(-0.0, 1, "-0.0")]
    public void NumbersAreWrittenAsPythonFormatsThem(double value, int decimals, string expected) =>
        Assert.Equal(expected, NumpyText.Fixed(value, decimals));

    private static void Near(double[] expected, double[] given)
    {
        Assert.Equal(expected.Length, given.Length);
        Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    private static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(item => item.GetDouble())];

    private static (Model Model, Features Rows) Load(string file)
    {
        string path = Repo.File("tests", "fixtures", file);
        Model model = Model.Load(path);
        Features rows = model.Read(Path.ChangeExtension(path, ".npz"));
        return (model, rows.SelectRows([.. Enumerable.Range(0, Math.Min(10, rows.RowCount))]));
    }
}
