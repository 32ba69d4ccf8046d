using Brine.Arrays;
using Brine.Pickling;
using EstimatorReader = Brine.Models.EstimatorReader;

namespace Brine.Tests;

/// <summary>How trained models are changed, and what is refused, without Python.</summary>
public class AdjustTests
{
    private static readonly double[,] Rows =
        { { 0, 1 }, { 1, 0 }, { 2, 5 }, { 3, 1 }, { 4, 9 }, { 5, 2 }, { 6, 2 }, { 7, 1 }, { 8, 4 }, { 9, 3 }, { 10, 7 }, { 11, 2 } };

    private static readonly string[] Kinds = ["a", "b", "a", "b", "a", "a", "b", "b", "a", "b", "b", "b"];

    [Fact]
    public void PartialFitLeavesTheModelThatItIsGivenAsItWas()
    {
        Model before = new GaussianNB().Fit(Rows, Kinds);
        byte[] bytes = Pickle.Dumps(before.Value);
        Model after = Adjust.PartialFit(before, Rows, Kinds);
        Assert.Equal(bytes, Pickle.Dumps(before.Value));
        Assert.Equal([10.0, 14.0], NDArray.From(after.Value["class_count_"])!.ToDoubles());
    }

    [Fact]
    public void TheFirstPartialFitHasToKnowAllClasses()
    {
        Model model = Adjust.PartialFit(new MultinomialNB(), Rows, Kinds, (string[])["a", "b", "c"]);
        Assert.Equal(["a", "b", "c"], model.Classes!.Names);
        Assert.Equal("FitTarget", Code(() => Adjust.PartialFit(new MultinomialNB(), Rows, Kinds)));
    }

    [Fact]
    public void WeightsOfRowsAreRefusedAndNotLeftOut()
    {
        var weighted = new FitOptions { SampleWeight = [1, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 3] };
        Model bayes = new GaussianNB().Fit(Rows, Kinds);
        Model forest = new RandomForestClassifier { TreeCount = 2, RandomState = 0 }.Fit(Rows, Kinds);
        Assert.Equal("FitWeight", Code(() => Adjust.PartialFit(bayes, Rows, Kinds, weighted)));
        Assert.Equal("FitWeight", Code(() => Adjust.PartialFit(new GaussianNB(), Rows, Kinds, Kinds, weighted)));
        Assert.Equal("FitWeight", Code(() => Adjust.Calibrate(bayes, Rows, Kinds, false, weighted)));
        Assert.Equal("FitWeight", Code(() => Adjust.MoreTrees(forest, 4, Rows, Kinds, weighted)));
    }

    [Theory]
    [InlineData("GaussianNB")]
    [InlineData("BernoulliNB")]
    [InlineData("SGDClassifier")]
    [InlineData("MLPClassifier")]
    public void AClassThatIsNewIsRefused(string name)
    {
        Model model = TrainerTable.Make(name).Fit(Rows, Kinds);
        string[] others = [.. Kinds[..11], "c"];
        Assert.Equal("FitTarget", Code(() => Adjust.PartialFit(model, Rows, others)));
    }

    [Fact]
    public void OtherColumnsAreRefused()
    {
        Model model = new StandardScaler().Fit(Rows);
        Assert.Equal("FitRows", Code(() => Adjust.PartialFit(model, new double[,] { { 1 } })));
    }

    [Fact]
    public void WhatHasNoPartialFitIsRefused()
    {
        Assert.Equal("AdjustClass", Code(() => Adjust.PartialFit(new Ridge().Fit(Rows, new double[12]), Rows, new double[12])));
        Assert.Equal("AdjustClass", Code(() => Adjust.PartialFit(new Ridge(), Rows, new double[12])));
    }

    [Fact]
    public void AnotherVersionIsRefused()
    {
        Model model = new GaussianNB().Fit(Rows, Kinds);
        PyObject old = Copy(model, "_sklearn_version", "1.5.2");
        Assert.Equal("AdjustVersion", Code(() => Adjust.PartialFit(Model.From(old), Rows, Kinds)));
        Assert.Equal("AdjustVersion", Code(() => Adjust.Threshold(Model.From(old), 0.5)));
    }

    [Fact]
    public void AParameterThatIsNotTrainedIsRefused()
    {
        Model model = new SGDClassifier { RandomState = 0 }.Fit(Rows, Kinds);
        Assert.Equal("FitParameter", Code(() => Adjust.PartialFit(Model.From(Copy(model, "average", true)), Rows, Kinds)));
        Assert.Equal("FitParameter", Code(() => Adjust.PartialFit(Model.From(Copy(model, "random_state", new PyDict())), Rows, Kinds)));
    }

    [Fact]
    public void MoreTreesOfTheSameRowsAreThoseOfOneFit()
    {
        Model few = new RandomForestClassifier { TreeCount = 3, RandomState = 1 }.Fit(Rows, Kinds);
        Model many = new RandomForestClassifier { TreeCount = 8, RandomState = 1 }.Fit(Rows, Kinds);
        Model more = Adjust.MoreTrees(few, 8, Rows, Kinds);
        Assert.Equal(many.PredictProba(Rows).ToDoubles(), more.PredictProba(Rows).ToDoubles());
        Assert.Equal(8, more.Value["n_estimators"]);
        Assert.Equal("FitParameter", Code(() => Adjust.MoreTrees(more, 3, Rows, Kinds)));
        Assert.Equal("FitTarget", Code(() => Adjust.MoreTrees(few, 8, Rows, (string[])[.. Kinds[..11], "c"])));
        Assert.Equal("AdjustClass", Code(() => Adjust.MoreTrees(new GaussianNB().Fit(Rows, Kinds), 8, Rows, Kinds)));
    }

    [Fact]
    public void MoreStagesOfTheSameRowsAreThoseOfOneFit()
    {
        double[] target = [1, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13];
        Model few = new GradientBoostingRegressor { StageCount = 3, RandomState = 1, Subsample = 0.7 }.Fit(Rows, target);
        Model many = new GradientBoostingRegressor { StageCount = 8, RandomState = 1, Subsample = 0.7 }.Fit(Rows, target);
        Assert.Equal(many.Predict(Rows).ToDoubles(), Adjust.MoreTrees(few, 8, Rows, target).Predict(Rows).ToDoubles());
        Assert.Equal(4, Adjust.MoreTrees(few, 3, Rows, target).Value["n_estimators_"]);
    }

    [Fact]
    public void ABalancedForestOfTheNewestHasNoWeightForAClassOfWeightlessRows()
    {
        double[] weights = Array.ConvertAll(Kinds, kind => kind == "a" ? 0.0 : 1);
        FitOptions options = new() { SampleWeight = weights };
        Assert.Equal("FitWeight", Code(() => new ExtraTreesClassifier { TreeCount = 2, IsBalanced = true }.Fit(Rows, Kinds, options)));
    }

    [Fact]
    public void ATreeIsPrunedAsItWouldHaveGrown()
    {
        Model whole = new DecisionTreeClassifier { RandomState = 0 }.Fit(Rows, Kinds);
        var sizes = new List<string>();
        foreach (double alpha in new[] { 0.01, 0.06, 0.08, 0.1, 0.12, 0.15 })
        {
            PyValue small = Tree(new DecisionTreeClassifier { RandomState = 0, PruningAlpha = alpha }.Fit(Rows, Kinds));
            sizes.Add(small.As<PyObject>()!.State["node_count"].ToString());
            Assert.Equal(Pickle.Dumps(small), Pickle.Dumps(Tree(Adjust.Prune(whole, alpha))));
        }

        Assert.True(sizes.Distinct().Count() > 2, string.Join(", ", sizes));
        Assert.Equal("FitParameter", Code(() => Adjust.Prune(Adjust.Prune(whole, 0.15), 0.01)));
        Assert.Equal("AdjustClass", Code(() => Adjust.Prune(new GaussianNB().Fit(Rows, Kinds), 0.1)));

        static PyValue Tree(Model model) => model.Value["tree_"];
    }

    [Fact]
    public void ATreeWhoseNodesLeadBackIsRefused()
    {
        Model model = new DecisionTreeClassifier { RandomState = 0 }.Fit(Rows, Kinds);
        PyObject tree = model.Value["tree_"].As<PyObject>()!;
        NDArray nodes = NDArray.From(tree.State["nodes"])!;
        byte[] bytes = nodes.Data.ToArray();
        bytes[0] = 0;
        var state = new PyDict();
        state["max_depth"] = 3;
        state["nodes"] = new FitContext(new FitOptions()).Array(NDArray.OverBytes(nodes.DType, nodes.Shape, bytes));
        state["values"] = tree.State["values"];
        var reader = new EstimatorReader(new PyObject(tree.Callable, tree.Arguments, tree.Construction) { State = state }, "model");
        Assert.Equal("FormatShape", Code(() => GrownTree.Read(reader, 2, isNew: true)));
    }

    [Fact]
    public void AThresholdDecides()
    {
        Model model = new GaussianNB().Fit(Rows, Kinds);
        double[] shares = model.PredictProba(Rows).ToDoubles();
        Model careful = Adjust.Threshold(model, 0.7);
        Assert.Equal(Enumerable.Range(0, 12).Select(row => shares[(row * 2) + 1] >= 0.7 ? "b" : "a"), careful.Predict(Rows).ToStrings());
        Assert.Equal("AdjustVersion", Code(() => Adjust.Threshold(
            new GaussianNB().Fit(Rows, Kinds, new FitOptions { Version = SklearnTarget.V1_2 }), 0.7)));
        Assert.Equal("AdjustClass", Code(() => Adjust.Threshold(new StandardScaler().Fit(Rows), 0.7)));
    }

    [Fact]
    public void ClassesAndColumnsGetOtherNamesWhereverTheyAreKept()
    {
        var pipeline = new Pipeline(("scale", new StandardScaler()),
            ("model", new CalibratedClassifierCV(new DecisionTreeClassifier { RandomState = 0 }) { FoldCount = 2 }));
        Model model = pipeline.Fit(Rows, Kinds);
        Model named = Adjust.FeatureNames(Adjust.ClassNames(model, (string[])["yes", "no"]), ["age", "fare"]);
        Assert.Equal(model.Predict(Rows).ToStrings().Select(kind => kind == "a" ? "yes" : "no"), named.Predict(Rows).ToStrings());
        Assert.Equal(["age", "fare"], named.FeatureNames);
        Assert.DoesNotContain("a", Model.Load(Pickle.Dumps(named.Value)).Classes!.Names);
        Assert.Equal("FitTarget", Code(() => Adjust.ClassNames(model, (string[])["one"])));
        Assert.Equal("FitTarget", Code(() => Adjust.ClassNames(model, (string[])["one", "one"])));
        Assert.Equal("FitParameter", Code(() => Adjust.FeatureNames(model, ["age"])));
        Assert.Contains("'age' is given to number 0 and to number 1", Assert.Throws<TrainingException>(
            () => Adjust.FeatureNames(model, ["age", "age"])).Message, StringComparison.Ordinal);
        Assert.Contains("number 1, from 0, is empty", Assert.Throws<TrainingException>(
            () => Adjust.FeatureNames(model, ["age", ""])).Message, StringComparison.Ordinal);
        Assert.Equal("AdjustClass", Code(() => Adjust.ClassNames(new GaussianNB().Fit(Rows, Kinds), (string[])["z", "a"])));
    }

    [Fact]
    public void AStepIsTakenOutOfAPipeline()
    {
        var pipeline = new Pipeline(("scale", new StandardScaler()), ("range", new MinMaxScaler()), ("model", new GaussianNB()));
        Model model = pipeline.Fit(Rows, Kinds);
        Model less = Adjust.DropStep(model, "scale");
        Assert.Equal(["range", "model"], less.Children.Select(child => child.Name));
        Assert.Equal("FitParameter", Code(() => Adjust.DropStep(model, "none")));
        Assert.Equal("AdjustClass", Code(() => Adjust.DropStep(new GaussianNB().Fit(Rows, Kinds), "scale")));
        Model wide = new Pipeline(("powers", new PolynomialFeatures()), ("model", new GaussianNB())).Fit(Rows, Kinds);
        Assert.Equal("FitParameter", Code(() => Adjust.DropStep(wide, "powers")));
    }

    [Theory]
    [InlineData(SklearnTarget.V1_2)]
    [InlineData(SklearnTarget.V1_9)]
    public void ATrainedClassifierIsCalibrated(SklearnTarget version)
    {
        Model model = new DecisionTreeClassifier { RandomState = 0, MaxDepth = 1 }.Fit(Rows, Kinds, new FitOptions { Version = version });
        Model calibrated = Adjust.Calibrate(model, Rows, Kinds);
        Assert.Equal("CalibratedClassifierCV", calibrated.Info.ClassName);
        Assert.All(calibrated.PredictProba(Rows).ToDoubles(), share => Assert.InRange(share, 0.01, 0.99));
        Assert.Equal("FitTarget", Code(() => Adjust.Calibrate(model, Rows, (string[])[.. Kinds[..11], "c"])));
    }

    private static string Code(Action act) => Assert.ThrowsAny<BrineException>(act).Code;

    private static PyObject Copy(Model model, string name, PyValue value)
    {
        PyObject source = model.Value.As<PyObject>()!;
        var state = new PyDict();
        foreach ((PyValue key, PyValue item) in source.State.As<PyDict>()!)
        {
            state[key] = key.AsString() == name ? value : item;
        }

        return new PyObject(source.Callable, source.Arguments, source.Construction) { State = state };
    }
}
