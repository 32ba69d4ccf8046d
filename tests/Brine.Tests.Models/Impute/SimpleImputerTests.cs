using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class SimpleImputerTests
{
    [Fact]
    public void A_missing_text_counts_where_it_is_what_training_had()
    {
        var table = new Table(Column.OfText("city", ["Oslo", null]));
        Assert.Null(
            ((Table)FilledText("impute.text_nan",
                new Table(Column.OfText("city", ["Oslo", null], missingIsNaN: false)))).Columns[0].Texts![1]);

        foreach (string name in (string[])["impute.text", "impute.text_nan"])
        {
            var filled = (Table)FilledText(name, table);
            Assert.All(filled.Columns[0].Texts!, Assert.NotNull);
            Assert.Equal("Oslo", filled.Columns[0].Texts![0]);
        }
    }

    [Fact]
    public void Without_indicator_there_is_no_way_back() =>
        Assert.Equal("UnsupportedMethod",
            Assert.Throws<UnsupportedModelException>(
                () => ComposeGolden.Load("impute.constant").Call("inverse_transform", new double[1, 6])).Code);

    [Fact]
    public void Going_back_with_too_many_columns_is_refused() =>
        Assert.Throws<ModelInputException>(() => ComposeGolden.Load("impute.dropped").Call("inverse_transform", new double[2, 20]));

    [Fact]
    public void The_imputer_of_old_versions_spells_NaN_as_text()
    {
        Estimator model = EstimatorTable.Read(
            Imputer("sklearn.preprocessing.imputation", "Imputer", ("missing_values", "NaN"), ("strategy", "mean"), ("axis", 0),
                ("statistics_", new PyList([1.5, double.NaN]))));

        Matrix filled = model.Transform(new double[,] { { double.NaN, 3 }, { 4, 5 } }).ToMatrix();

        Assert.Equal([1.5, 4], filled.Values);
    }

    [Fact]
    public void The_imputer_of_rows_is_refused()
    {
        var error = Assert.Throws<UnsupportedModelException>(
            () => EstimatorTable.Read(
                Imputer("sklearn.preprocessing.imputation", "Imputer", ("missing_values", "NaN"), ("strategy", "mean"), ("axis", 1))));

        Assert.Contains("axis=1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_drop_empty_columns_from_1_8_on()
    {
        (string, PyValue)[] state = [("missing_values", double.NaN), ("strategy", "constant"),
            ("statistics_", new PyList([0.0, double.NaN]))];

        Assert.Equal(1, Width([.. state, ("_sklearn_version", "1.8.0")]));
        Assert.Equal(2, Width([.. state, ("_sklearn_version", "1.7.2")]));

        static int Width((string, PyValue)[] attributes) =>
            EstimatorTable.Read(Imputer("sklearn.impute._base", "SimpleImputer", attributes)).Transform(new double[1, 2]).ColumnCount;
    }

    [Fact]
    public void Indicators_beyond_the_columns_are_corrupt()
    {
        PyObject indicator = Imputer("sklearn.impute._base", "MissingIndicator", ("missing_values", double.NaN),
            ("features_", new PyList([7])));

        Assert.Throws<PickleFormatException>(
            () => EstimatorTable.Read(
                Imputer("sklearn.impute._base", "SimpleImputer", ("missing_values", double.NaN), ("statistics_", new PyList([1.0])),
                    ("indicator_", indicator))));
    }

    [Fact]
    public void New_missing_values_are_refused_where_Python_refuses_them()
    {
        Estimator model = EstimatorTable.Read(
            Imputer("sklearn.impute._base", "MissingIndicator", ("missing_values", double.NaN), ("features", "missing-only"),
                ("error_on_new", true), ("sparse", "auto"), ("_n_features", 2), ("features_", new PyList([0]))));

        var error = Assert.Throws<ModelInputException>(() => model.Transform(new double[,] { { 1, 2 }, { 1, double.NaN } }));

        Assert.Equal("column x1 has a missing value in row 1 and had none in training", error.Message);
    }

    [Theory]
    [InlineData("1.2.1", true)]
    [InlineData("1.0.2", false)]
    public void Bools_beside_float32_are_float32_from_1_1_on(string version, bool isMatrix)
    {
        Estimator model = EstimatorTable.Read(
            Imputer("sklearn.impute._base", "SimpleImputer", ("missing_values", double.NaN), ("strategy", "most_frequent"),
                ("statistics_", new PyList([0.0, 0.5])), ("_sklearn_version", version)));
        var table = new Table(Column.OfNumbers("flag", [1, 0], DType.Bool), Column.OfNumbers("size", [0.25, double.NaN], DType.Float32));

        Features filled = model.Transform(table);

        Assert.Equal(isMatrix, filled is Matrix { DType: { Kind: 'f', ItemSize: 4 } });
        Assert.Equal([1, 0.25, 0, 0.5], filled.ToMatrix().Values);
    }

    private static Features FilledText(string name, Table table) => ComposeGolden.Load(name).Transform(table);

    private static PyObject Imputer(string module, string name, params (string Name, PyValue Value)[] attributes)
    {
        var state = new PyDict();
        foreach ((string attribute, PyValue value) in attributes)
        {
            state[attribute] = value;
        }

        return new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }
}
