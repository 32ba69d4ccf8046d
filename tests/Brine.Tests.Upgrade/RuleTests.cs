using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Upgrade;

/// <summary>Rules one by one.</summary>
public class RuleTests
{
    private static PyValue Make(string module, string name, string version, params (string Name, PyValue Value)[] attributes) =>
        FittedObject.Make(module, name, [.. attributes, ("_sklearn_version", version)]);

    [Fact]
    public void EveryLineOfTheTableIsAboutAClassThatATargetHas()
    {
        HashSet<string> names = [.. Resource.Lines("Brine.Upgrade.modules.tsv").Select(line => line.Split('\t')[1]), "*"];
        string[][] rows = [.. Resource.Lines("Brine.Upgrade.rules.tsv").Select(line => line.Split('\t'))];
        Assert.All(rows, row => Assert.Equal(5, row.Length));
        Assert.DoesNotContain(rows, row => !names.Contains(row[1]));
        Assert.Empty(rows.Select(row => row[0]).Except(["*", "1.9", "1.2"]));
        Assert.Equal(rows.Length, rows.Select(row => string.Join('\t', row)).Distinct().Count());
        foreach (string name in rows.Select(row => row[1]).Distinct())
        {
            Assert.NotEmpty(RuleTable.Of(name, UpgradeTarget.Parse("1.9")));
        }
    }

    [Theory]
    [InlineData("1.9", "estimator", "estimator_")]
    [InlineData("1.2", "estimator", "_estimator")]
    public void InnerEstimatorsHaveTheNamesOfTheTarget(string target, string parameter, string fitted)
    {
        PyValue copy = Rewriting.Run(Make("sklearn.ensemble._bagging", "BaggingRegressor", "1.0.2", ("base_estimator", default),
            ("base_estimator_", FittedObject.Make("sklearn.svm._classes", "SVR"))), target);
        Assert.True(Rewriting.Attribute(copy, parameter).IsNone);
        Assert.Equal("SVR", Rewriting.Attribute(copy, fitted).As<PyObject>()!.Class!.Name);
        Assert.Equal(target == "1.2", Rewriting.Has(copy, "base_estimator"));
    }

    [Fact]
    public void AParameterThatTheTargetAddedHasItsDefault() =>
        Assert.True(Rewriting.Attribute(Rewriting.Run(Make("sklearn.preprocessing._data", "MinMaxScaler", "0.23.2"), "1.9"), "clip")
            .Equals(PyValue.False));

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "model.clip")]
    public void AParameterThatTheTargetLacksGoesWhereItMeansNothing(bool clip, string? path)
    {
        PyValue scaler = Make("sklearn.preprocessing._data", "MaxAbsScaler", "1.9.0", ("clip", clip));
        if (path is null)
        {
            Assert.False(Rewriting.Has(Rewriting.Run(scaler, "1.2"), "clip"));
            return;
        }

        UnsupportedUpgradeException error = Rewriting.Refusal(scaler, "1.2");
        Assert.Equal(("UpgradeParameter", path), (error.Code, error.Path));
    }

    [Fact]
    public void AParameterOfTrainingThatIsGoneIsTold()
    {
        var log = new UpgradeLog();
        Rewriting.Run(Make("sklearn.linear_model._least_angle", "Lars", "0.24.2", ("normalize", true)), "1.9", log);
        Assert.Contains("normalize was True", Assert.Single(log.Notes).Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.9", 64)]
    [InlineData("1.2", 56)]
    public void NodesAndValuesOfTreesAreTheTargets(string target, int size)
    {
        PyValue copy = Rewriting.Run(Unpickled("sklearn-1.2.1", "DecisionTreeClassifier.gini.multi.pkl"), target);
        PyObject tree = Rewriting.Attribute(copy, "tree_").As<PyObject>()!;
        NDArray nodes = NDArray.From(Rewriting.Attribute(new PyValue(tree), "nodes"))!;
        double[] values = NDArray.From(Rewriting.Attribute(new PyValue(tree), "values"))!.ToDoubles();
        double[] weights = RecordCopy.Field(nodes, "weighted_n_node_samples")!;
        int classes = values.Length / nodes.Length;
        Assert.Equal(size, nodes.DType.ItemSize);
        for (int node = 0; node < nodes.Length; node++)
        {
            Assert.Equal(target == "1.9" ? 1 : weights[node], values.Skip(node * classes).Take(classes).Sum(), 1e-12);
        }

    }

    [Fact]
    public void SharesBecomeTheWeightsThatTheyWere()
    {
        PyValue old = Unpickled("sklearn-1.2.1", "DecisionTreeClassifier.gini.multi.pkl");
        PyValue back = Rewriting.Run(Rewriting.Run(old, "1.9"), "1.2");
        Assert.Equal(Values(old), Values(back));

        static double[] Values(PyValue model) =>
            NDArray.From(Rewriting.Attribute(Rewriting.Attribute(model, "tree_"), "values"))!.ToDoubles();
    }

    [Fact]
    public void OneAgainstTheRestIsAnEstimatorOfItsOwn()
    {
        PyValue model = Make("sklearn.linear_model.logistic", "LogisticRegression", "0.19.2", ("multi_class", "ovr"),
            ("solver", "liblinear"), ("penalty", "l2"), ("C", 1.0), ("coef_", FittedObject.Array([1.0, 0, 0, 1, -1, -1], 3, 2)),
            ("intercept_", FittedObject.Array([0.1, 0.2, 0.3])), ("classes_", FittedObject.Array([3L, 5, 8])));
        PyValue copy = Rewriting.Run(model, "1.9");
        Assert.Equal("OneVsRestClassifier", copy.As<PyObject>()!.Class!.Name);
        Assert.Equal(3, SelfCheck.Compare(model, copy, UpgradeTarget.Parse("1.9"), []).Methods);
        Assert.Equal("LogisticRegression", Rewriting.Run(model, "1.2").As<PyObject>()!.Class!.Name);
    }

    [Fact]
    public void TheSelectorsModelIsNotOneAgainstTheRest()
    {
        PyValue inner = Make("sklearn.linear_model.logistic", "LogisticRegression", "0.19.2", ("multi_class", "ovr"),
            ("coef_", FittedObject.Array([1.0, 0, 0, 1, -1, -1], 3, 2)));
        PyValue selector = Make("sklearn.feature_selection.from_model", "SelectFromModel", "0.19.2", ("estimator_", inner));
        PyValue copy = Rewriting.Run(selector, "1.9");
        Assert.Equal("LogisticRegression", Rewriting.Attribute(copy, "estimator_").As<PyObject>()!.Class!.Name);
    }

    [Fact]
    public void TwoClassesThatWereAnsweredAsSeveralAreRefused()
    {
        UnsupportedUpgradeException error = Rewriting.Refusal(Make("sklearn.linear_model._logistic", "LogisticRegression", "1.2.1",
            ("multi_class", "multinomial"), ("classes_", FittedObject.Array([0L, 1]))), "1.9");
        Assert.Equal(("UpgradeParameter", "model.multi_class"), (error.Code, error.Path));
    }

    [Fact]
    public void APenaltyIsSaidByTheRatioAndBack()
    {
        PyValue model = Make("sklearn.linear_model._logistic", "LogisticRegression", "1.2.1", ("penalty", "l1"), ("C", 2.0),
            ("l1_ratio", default));
        PyValue copy = Rewriting.Run(model, "1.9");
        Assert.Equal(("deprecated", 1.0), (Rewriting.Attribute(copy, "penalty").AsString(), Number(copy, "l1_ratio")));
        PyValue back = Rewriting.Run(copy, "1.2");
        Assert.Equal("l1", Rewriting.Attribute(back, "penalty").AsString());
        Assert.True(Rewriting.Attribute(back, "l1_ratio").IsNone);
    }

    [Fact]
    public void ImputersOfTheOldPackageAreTheNewOnes()
    {
        PyValue copy = Rewriting.Run(Make("sklearn.preprocessing.imputation", "Imputer", "0.19.2", ("missing_values", "NaN"), ("axis", 0),
            ("strategy", "mean"), ("verbose", 0), ("copy", true), ("statistics_", FittedObject.Array([1.0, 2]))), "1.9");
        Assert.Equal("SimpleImputer", copy.As<PyObject>()!.Class!.Name);
        Assert.True(double.IsNaN(Number(copy, "missing_values")));
        Assert.False(Rewriting.Has(copy, "axis"));
        PyValue rows = Make("sklearn.preprocessing.imputation", "Imputer", "0.19.2", ("axis", 1));
        Assert.Equal("UpgradeParameter", Rewriting.Refusal(rows, "1.9").Code);
    }

    [Fact]
    public void NumberedCategoriesAreListed()
    {
        PyValue copy = Rewriting.Run(Make("sklearn.preprocessing.data", "OneHotEncoder", "0.19.2", ("n_values", "auto"),
            ("categorical_features", "all"), ("feature_indices_", FittedObject.Array([0L, 3, 5])),
            ("active_features_", FittedObject.Array([0L, 2, 3, 4])), ("sparse", true)), "1.9");
        PyList categories = Rewriting.Attribute(copy, "categories_").As<PyList>()!;
        Assert.Equal([[0.0, 2], [0, 1]], categories.Select(column => NDArray.From(column)!.ToDoubles()));
        Assert.False(Rewriting.Has(copy, "n_values"));
        Assert.True(Rewriting.Attribute(copy, "sparse_output").Equals(PyValue.True));
        Assert.Equal("model.categorical_features", Rewriting.Refusal(Make("sklearn.preprocessing.data", "OneHotEncoder", "0.19.2",
            ("categorical_features", new PyList([0, 2]))), "1.9").Path);
    }

    [Fact]
    public void WhatTheForestCallsAnOutlierIsRefusedWhereBothScoresCannotBeKept()
    {
        PyValue forest = Make("sklearn.ensemble.iforest", "IsolationForest", "0.19.2", ("threshold_", 0.08), ("estimators_", new PyList()));
        UnsupportedUpgradeException error = Rewriting.Refusal(forest, "1.9");
        Assert.Equal(("UpgradeState", "model.threshold_"), (error.Code, error.Path));
    }

    [Fact]
    public void WhatNoRuleKnowsShowsWhenBothAreAsked()
    {
        PyValue model = Make("sklearn.discriminant_analysis", "LinearDiscriminantAnalysis", "0.20.4",
            ("coef_", FittedObject.Array([1.0, 0, 0, 1, -1, -1], 3, 2)), ("intercept_", FittedObject.Array([0.1, 0.2, 0.3])),
            ("classes_", FittedObject.Array([0L, 1, 2])), ("solver", "lsqr"));
        UpgradeTarget target = UpgradeTarget.Parse("1.9");
        PyValue copy = Rewriting.Run(model, "1.9");
        var error = Assert.Throws<UnsupportedUpgradeException>(() => SelfCheck.Compare(model, copy, target, []));
        Assert.Equal("UpgradeChanged", error.Code);
        Assert.Contains("predict_proba", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, SelfCheck.Compare(model, copy, target, ["predict_proba"]).Methods);
    }

    /// <summary>1.2 passes the word on as a number where rows are sparse, and takes it for True.</summary>
    [Theory]
    [InlineData("SVC")]
    [InlineData("NuSVC")]
    public void ProbabilitiesThatNobodyAskedForAreNotAskedForBefore(string name)
    {
        PyValue model = Make("sklearn.svm._classes", name, "1.9.0", ("probability", "deprecated"));
        Assert.True(Rewriting.Attribute(Rewriting.Run(model, "1.2"), "probability").Equals(PyValue.False));
        PyValue asked = Make("sklearn.svm._classes", name, "1.9.0", ("probability", true));
        Assert.True(Rewriting.Attribute(Rewriting.Run(asked, "1.2"), "probability").Equals(PyValue.True));
    }

    [Fact]
    public void TreesThatLearnedFromMissingValuesAreRefusedWhereThoseAreNotTaken()
    {
        // A DecisionTreeClassifier of 1.9.0, trained on rows of which some values are NaN.
        PyValue tree = Containers.ModelFile.Load(Repo.File("tests", "Brine.Tests.Upgrade", "Files", "tree-of-missing-values.joblib"));
        UnsupportedUpgradeException error = Rewriting.Refusal(tree, "1.2");
        Assert.Equal(("UpgradeState", "model.tree_.nodes"), (error.Code, error.Path));
        Assert.Contains("missing values", error.Message, StringComparison.Ordinal);
        Rewriting.Run(tree, "1.9");
        Rewriting.Run(Unpickled("sklearn-1.9.0", "DecisionTreeClassifier.gini.multi.pkl"), "1.2");
    }

    [Theory]
    [InlineData("ARDRegression")]
    [InlineData("BayesianRidge")]
    public void DeviationsAroundTheMeansAreRefusedWhereTheyAreThoseAroundZero(string name)
    {
        PyValue model = Unpickled("sklearn-1.9.0", name + ".default.reg.pkl"), copy = Rewriting.Run(model, "1.2");
        UpgradeTarget target = UpgradeTarget.Parse("1.2");
        var error = Assert.Throws<UnsupportedUpgradeException>(() => SelfCheck.Compare(model, copy, target, []));
        Assert.Equal("UpgradeChanged", error.Code);
        Assert.Contains("predict_std", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, SelfCheck.Compare(model, copy, target, ["predict_std"]).Methods);
        PyValue old = Unpickled("sklearn-1.2.1", name + ".std.reg.joblib");
        Assert.Equal(2, SelfCheck.Compare(old, Rewriting.Run(old, "1.9"), UpgradeTarget.Parse("1.9"), []).Methods);
    }

    [Fact]
    public void AVersionThatNobodyKnowsYetIsRefused() =>
        Assert.Equal("UpgradeState", Rewriting.Refusal(Make("sklearn.svm._classes", "SVC", "1.10.0"), "1.9").Code);

    [Fact]
    public void ObjectsThatAreMadeAnewDoNotRecurse()
    {
        PyValue inner = default;
        for (int i = 0; i < 2_000; i++)
        {
            inner = Make("sklearn.linear_model.logistic", "LogisticRegression", "0.19.2", ("multi_class", "ovr"), ("class_weight", inner),
                ("coef_", FittedObject.Array([1.0, 0, 0, 1, -1, -1], 3, 2)), ("intercept_", FittedObject.Array([0.1, 0.2, 0.3])),
                ("classes_", FittedObject.Array([0L, 1, 2])));
        }

        Assert.Equal("UpgradeState", Rewriting.Refusal(inner, "1.9").Code);
    }

    [Theory]
    [InlineData("scikit-learn==1.9", "1.9.0")]
    [InlineData("scikit-learn == 1.2", "1.2.1")]
    [InlineData("sklearn==1.2.2", "1.2.2")]
    [InlineData("1.9.3", "1.9.3")]
    public void TargetsAreRead(string text, string version) => Assert.Equal(version, UpgradeTarget.Parse(text).Version);

    [Theory]
    [InlineData("1.5")]
    [InlineData("numpy==1.9")]
    [InlineData("scikit-learn")]
    [InlineData("1.9.x")]
    [InlineData("")]
    public void OtherTargetsAreRefused(string text) =>
        Assert.Equal("UpgradeTarget", Assert.Throws<UnsupportedUpgradeException>(() => UpgradeTarget.Parse(text)).Code);

    private static double Number(PyValue model, string name) =>
        Rewriting.Attribute(model, name).TryGetDouble(out double value) ? value : double.NaN;

    private static PyValue Unpickled(string producer, string file) =>
        Containers.ModelFile.Load(Repo.File("tests", "fixtures", producer, file));
}
