using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Facade;

/// <summary>What a model is asked, with rows as .NET has them, and how it prints.</summary>
public class ModelCallsTests
{
    private static readonly string Fixtures = Repo.File("tests", "fixtures", "sklearn-1.2.1");

    [Fact]
    public void OneRowIsAnArrayOrASpan()
    {
        using Model tree = Tree();
        double[] row = [6.0, 2.7, 5.1, 1.6];
        double[] expected = tree.PredictProba(new double[,] { { 6.0, 2.7, 5.1, 1.6 } }).ToDoubles();
        Assert.Equal(expected, tree.PredictProba(row).ToDoubles());
        Assert.Equal(expected, tree.PredictProba(row.AsSpan()).ToDoubles());
        Assert.Equal(expected, tree.PredictProba((ReadOnlySpan<double>)[6.0, 2.7, 5.1, 1.6]).ToDoubles());
        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => tree.Predict(new double[] { 1, 2 })).Code);
        Assert.Throws<ArgumentNullException>(() => tree.Predict((double[])null!));
    }

    [Fact]
    public void ARowIsCopied()
    {
        double[] row = [1, 2];
        Features rows = row;
        row[0] = 7;
        Assert.Equal([1.0, 2.0], rows.ToMatrix().Values);
        Assert.Equal((1, 2), (rows.RowCount, rows.ColumnCount));
    }

    [Fact]
    public void RowsOfSinglePrecisionAreSingleToTheModel()
    {
        Features rows = new float[,] { { 0.1f, 2 }, { float.NaN, -0.0f }, { float.MaxValue, 1e-45f } };
        Matrix matrix = Assert.IsType<Matrix>(rows);
        Assert.True(matrix.IsSingle);
        Assert.Equal((3, 2), (matrix.RowCount, matrix.ColumnCount));
        Assert.Equal([0.1f, 2, double.NaN, -0.0, float.MaxValue, 1e-45f], matrix.Values);

        CaseInfo info = Case("StandardScaler");
        using Model scaler = Model.Load(Path.Combine(Fixtures, info.Model));
        int columns = scaler.Estimator.FeatureCount!.Value;
        Assert.Equal(DType.Float32.Descriptor, scaler.Call("transform", new float[2, columns]).ToArray().DType.Descriptor);
        Assert.Equal(DType.Float64.Descriptor, scaler.Call("transform", new double[2, columns]).ToArray().DType.Descriptor);
    }

    [Fact]
    public void DecisionsAndLogarithmsHaveMethodsOfTheirOwn()
    {
        CaseInfo info = Case("LogisticRegression.lbfgs.binary");
        using Model model = Model.Load(Path.Combine(Fixtures, info.Model));
        Features rows = model.Read(Path.Combine(Fixtures, info.Answers));
        Assert.Equal(model.Call("decision_function", rows).ToArray().ToDoubles(), model.DecisionFunction(rows).ToDoubles());
        Assert.Equal(model.Call("predict_log_proba", rows).ToArray().ToDoubles(), model.PredictLogProba(rows).ToDoubles());
        Assert.Equal(model.PredictProba(rows).ToDoubles().Select(value => Math.Log(value)), model.PredictLogProba(rows).ToDoubles());
        using Model tree = Tree();
        Assert.Equal("UnsupportedMethod", Assert.Throws<UnsupportedModelException>(() => tree.DecisionFunction(new double[4])).Code);
    }

    [Fact]
    public void WhatTheEstimatorIsStandsAtTheModel()
    {
        CaseInfo info = Case("LogisticRegression.lbfgs.binary");
        using Model model = Model.Load(Path.Combine(Fixtures, info.Model));
        Assert.Equal("LogisticRegression", model.Info.ClassName);
        Assert.Same(model.Estimator.Form, model.Form);
        Assert.NotNull(model.Form);
        Model outer = Model.Load(Path.Combine(Fixtures, Case("RANSACRegressor.default.reg").Model));
        Assert.Equal("estimator_", Assert.Single(outer.Children).Name);
        outer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => outer.Info);
        Assert.Throws<ObjectDisposedException>(() => outer.Children);
    }

    [Fact]
    public void ModelsLabelsAndTablesPrintAsAPersonReads()
    {
        Model tree = Tree();
        Assert.Equal("DecisionTreeClassifier (sklearn 1.2.1), 4 columns, 3 classes: setosa, versicolor, virginica", tree.ToString());
        Assert.Equal("setosa, versicolor, virginica", tree.Classes!.ToString());
        tree.Dispose();
        Assert.Equal("DecisionTreeClassifier, disposed of", tree.ToString());
        Assert.Equal("Table of 2 rows and 2 columns: age (int64), city (object)",
            new Table(Column.OfArray("age", NDArray.Of(new long[] { 1, 2 })), Column.OfText("city", ["Oslo", null])).ToString());
        Assert.Equal("Table of 1 row and 1 column: object", Table.OfDocuments(["hello"]).ToString());
        Assert.Equal("Table of 0 rows and 0 columns", new Table().ToString());
        Assert.EndsWith(", float64, ...",
            new Table([.. Enumerable.Range(0, 9).Select(_ => Column.OfArray("", NDArray.Of(new double[1])))]).ToString(),
            StringComparison.Ordinal);
    }

    private static Model Tree() => Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));

    private static CaseInfo Case(string start) =>
        CaseInfo.ReadManifest(Path.Combine(Fixtures, "manifest.jsonl")).First(item => item.Id.StartsWith(start, StringComparison.Ordinal));
}
