using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models.Core;

/// <summary>A form says what a model computes with: answers made of it alone are the model's.</summary>
public class EstimatorFormTests
{
    public static TheoryData<string> Versions => ["sklearn-0.24.2", "sklearn-1.2.1", "sklearn-1.9.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void EveryGoldenModelHasAFormAndNamedChildren(string version)
    {
        var open = new Stack<Estimator>(Files(version, "*").Select(file => Model.Load(file).Estimator));
        Assert.NotEmpty(open);
        int children = 0;
        while (open.TryPop(out Estimator? model))
        {
            Assert.NotNull(model.Form);
            Assert.StartsWith("sklearn", model.Info.Module, StringComparison.Ordinal);
            foreach (EstimatorChild child in model.Children)
            {
                children++;
                Assert.NotEqual("", child.Name);
                open.Push(child.Estimator);
            }
        }

        Assert.True(children > 10);
    }

    [Fact]
    public void LinearFormGivesTheScores()
    {
        int checkedModels = 0;
        foreach (Model model in ((string[])["ElasticNet.*", "Lasso.*", "LinearRegression.*"])
            .SelectMany(pattern => Files("sklearn-1.2.1", pattern)).Select(file => Model.Load(file)))
        {
            var form = Assert.IsType<LinearForm>(model.Form);
            double[] row = [.. Enumerable.Range(0, form.FeatureCount).Select(i => Math.Sin(i))], weights = form.Coefficients.ToDoubles(),
                intercepts = form.Intercepts.ToDoubles();
            double[] scores = [
                .. Enumerable.Range(0, form.OutputCount)
                    .Select(k => intercepts[k] + row.Select((value, i) => value * weights[(k * row.Length) + i]).Sum())];
            double[] predicted = model.Estimator.Call(Methods.Predict, new Matrix(1, row.Length, row)).ToArray().ToDoubles();
            Assert.All(scores.Zip(predicted), pair => Assert.Equal(pair.First, pair.Second, 9));
            Assert.True(model.Info.Parameters.ContainsKey("fit_intercept"));
            checkedModels++;
        }

        Assert.True(checkedModels > 1);
    }

    [Fact]
    public void TreesOfTheFormCanBeWalked()
    {
        int walked = 0;
        foreach (Model model in Files("sklearn-1.2.1", "DecisionTreeClassifier.*").Select(file => Model.Load(file)))
        {
            var form = Assert.IsType<TreeEnsembleForm>(model.Form);
            DecisionTree tree = Assert.Single(form.Trees);
            Assert.Equal(SplitRule.Sklearn, form.Rule);
            double[] row = [.. Enumerable.Range(0, form.FeatureCount).Select(i => Math.Cos(i) * 3)];
            int node = 0;
            while (!tree.IsLeaf(node))
            {
                node = (float)row[tree.Feature(node)] <= tree.Threshold(node) ? tree.Left(node) : tree.Right(node);
            }

            NDArray leaves = model.Estimator.Call(Methods.Apply, new Matrix(1, row.Length, row)).ToArray();
            Assert.Equal(leaves.ToInt64s()[0], node);
            walked++;
        }

        Assert.True(walked > 3);
    }

    private static IEnumerable<string> Files(string version, string pattern) =>
        Directory.GetFiles(Repo.File("tests", "fixtures", version), pattern).Where(file => Path.GetExtension(file) is ".pkl" or ".joblib")
            .Order(StringComparer.Ordinal);
}
