using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>Odd data and odd files for the models of other packages.</summary>
public sealed class PackageEdgeTests
{
    private static readonly Column[] Passengers =
    [
        Column.OfNumbers("age", [30.0]), Column.OfNumbers("fare", [7.25]), Column.OfText("sex", ["male"]), Column.OfText("port", ["S"]),
        Column.OfNumbers("pclass", [3], DType.Int64), Column.OfNumbers("member", [0], DType.Bool),
    ];

    [Theory]
    [InlineData("category_encoders.OneHotEncoder")]
    [InlineData("feature_engine.OneHotEncoder")]
    [InlineData("feature_engine.titanic.lr")]
    [InlineData("sklearn_pandas.mapper")]
    public void AColumnThatIsNotThereIsNamed(string id)
    {
        Estimator model = Find(id);
        var rows = new Table([.. Passengers.Select(column => column.Name == "sex" ? column.Rename("gender") : column)]);

        var error = Assert.Throws<ModelInputException>(() => Ask(model, rows));
        Assert.Equal("InputColumns", error.Code);
        Assert.Contains("'sex'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category_encoders.TargetEncoder")]
    [InlineData("feature_engine.MeanEncoder")]
    public void AnArrayWithoutNamesIsRefusedWhereAFrameWasTrainedOn(string id)
    {
        var rows = new Table([.. Passengers.Select(column => column.Rename(""))]);
        var error = Assert.Throws<ModelInputException>(() => Find(id).Transform(rows));

        Assert.Equal("InputColumns", error.Code);
    }

    [Fact]
    public void ColumnsInAnotherOrderAreFoundByName()
    {
        Estimator model = Find("category_encoders.target.lr");
        var rows = new Table([.. Passengers.Reverse()]);

        Assert.Equal(Ask(model, new Table(Passengers)), Ask(model, TableAlignment.Align(model, rows, out _)));
    }

    [Fact]
    public void AFrameWithoutRowsGivesOneWithoutRows()
    {
        var rows = new Table([.. Passengers.Select(column => column.SelectRows([]))], 0);

        Assert.Equal((0, 6), Size(Find("category_encoders.OrdinalEncoder").Transform(rows)));
        Assert.Equal((0, 6), Size(Find("feature_engine.MeanMedianImputer").Transform(rows)));
    }

    [Fact]
    public void SinglePrecisionKeepsItsKindWhereNothingIsComputed()
    {
        var rows = new Table([.. Passengers.Select(
            column => column.Name == "fare" ? Column.OfNumbers("fare", [0.5], DType.Float32) : column)]);
        var answer = Assert.IsType<Table>(Find("category_encoders.OrdinalEncoder").Transform(rows));

        Assert.Equal("float32", answer.Columns[1].DType.Name);
    }

    [Fact]
    public void InfinityIsRefusedWhereFeatureEngineRefusesIt()
    {
        var rows = new Table(Column.OfNumbers("age", [20.0]), Column.OfNumbers("fare", [double.PositiveInfinity]));

        Assert.Equal("InputNotFinite",
            Assert.Throws<ModelInputException>(() => Find("feature_engine.EqualWidthDiscretiser").Transform(rows)).Code);
    }

    [Theory]
    [InlineData("feature_engine.LogTransformer", 0.0)]
    [InlineData("feature_engine.BoxCoxTransformer", -1.0)]
    [InlineData("feature_engine.ReciprocalTransformer", 0.0)]
    public void NumbersOutsideOfAFunctionAreRefused(string id, double fare)
    {
        var rows = new Table(Column.OfNumbers("age", [20.0]), Column.OfNumbers("fare", [fare]));

        Assert.Equal("InputRange", Assert.Throws<ModelInputException>(() => Find(id).Transform(rows)).Code);
    }

    [Fact]
    public void FormulasRefuseCategoriesThatTrainingHadNotAndAnswerGapsWithNaN()
    {
        Estimator model = Find("statsmodels.formula.ols");
        Table Rows(double pclass, double age) => new(Column.OfNumbers("age", [age]), Column.OfNumbers("fare", [10.0]),
            Column.OfNumbers("pclass", [pclass]));

        Assert.Equal("InputCategory", Assert.Throws<ModelInputException>(() => Ask(model, Rows(9, 20))).Code);
        Assert.True(double.IsNaN(Ask(model, Rows(2, double.NaN))[0]));
        Assert.True(double.IsFinite(Ask(model, Rows(2, 20))[0]));
    }

    [Fact]
    public void NoMoreColumnsAreHashedIntoThanAnybodyAsksFor()
    {
        var error = Assert.Throws<UnsupportedModelException>(() => FittedObject.Read("category_encoders.hashing", "HashingEncoder",
            ("cols", new PyList([new PyValue("a")])), ("n_components", int.MaxValue)));

        Assert.Equal("UnsupportedOption", error.Code);
    }

    [Theory]
    [InlineData("category_encoders.ordinal", "OrdinalEncoder")]
    [InlineData("category_encoders.one_hot", "OneHotEncoder")]
    [InlineData("category_encoders.target_encoder", "TargetEncoder")]
    [InlineData("category_encoders.count", "CountEncoder")]
    [InlineData("category_encoders.cat_boost", "CatBoostEncoder")]
    [InlineData("category_encoders.quantile_encoder", "SummaryEncoder")]
    [InlineData("feature_engine.imputation", "MeanMedianImputer")]
    [InlineData("feature_engine.encoding", "OneHotEncoder")]
    [InlineData("feature_engine.discretisation", "EqualWidthDiscretiser")]
    [InlineData("feature_engine.creation", "CyclicalFeatures")]
    [InlineData("feature_engine.selection", "DropFeatures")]
    [InlineData("sklearn_pandas.dataframe_mapper", "DataFrameMapper")]
    [InlineData("sklearn2pmml.decoration", "CategoricalDomain")]
    [InlineData("sklearn2pmml.decoration", "Alias")]
    [InlineData("statsmodels.regression.linear_model", "RegressionResultsWrapper")]
    public void WhatWasNeverTrainedSaysSo(string module, string name)
    {
        var error = Assert.Throws<UnsupportedModelException>(() => FittedObject.Read(module, name));

        Assert.Equal("MissingAttribute", error.Code);
        Assert.Contains("never trained", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("feature_engine.selection.drop_features", "DropFeatures", "features_to_drop_", "gone")]
    public void AFileThatNamesColumnsItDoesNotHaveIsCorrupt(string module, string name, string attribute, string column)
    {
        var error = Assert.Throws<PickleFormatException>(() => FittedObject.Read(module, name,
            (attribute, new PyList([new PyValue(column)])), ("feature_names_in_", new PyList([new PyValue("a")])), ("n_features_in_", 1)));

        Assert.Contains("gone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imblearn.over_sampling._smote.base", "SMOTE", "imbalanced-learn")]
    [InlineData("feature_engine.imputation.random_sample", "RandomSampleImputer", "feature-engine")]
    [InlineData("sklearn2pmml.preprocessing", "LookupTransformer", "sklearn2pmml")]
    [InlineData("lifelines.fitters.coxph_fitter", "CoxPHFitter", "lifelines")]
    [InlineData("pycaret.internal.pipeline", "Pipeline", "PyCaret")]
    public void OtherClassesAreRefusedWithTheirPackage(string module, string name, string package)
    {
        var error = Assert.Throws<UnsupportedModelException>(() => FittedObject.Read(module, name));

        Assert.Equal("UnsupportedEstimator", error.Code);
        Assert.Contains($"{module}.{name} is of the package {package}", error.Message, StringComparison.Ordinal);
        Assert.Equal(package, Packages.Of(module));
    }

    private static Estimator Find(string id) => PackageModel.All.First(model => model.Case.Id == id).Estimator;

    private static (int Rows, int Columns) Size(Features features) => (features.RowCount, features.ColumnCount);

    private static double[] Ask(Estimator model, Features rows) =>
        model.Call(model.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictProba
            : model.Methods.HasFlag(Methods.Predict) ? Methods.Predict : Methods.Transform, rows).ToArray().ToDoubles();
}
