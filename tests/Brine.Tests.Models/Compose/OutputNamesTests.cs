using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class OutputNamesTests
{
    [Fact]
    public void The_names_are_an_array_of_objects()
    {
        NDArray names = Scaler().Call(Methods.GetFeatureNamesOut, new double[,] { { 1, 2 } }).ToArray();

        Assert.Equal('O', names.DType.Kind);
        Assert.Equal((IEnumerable<string?>)["x0", "x1"], names.ToStrings());
        Assert.Equal('U', NpzAnswers.WithoutObjects(names).DType.Kind);
    }

    [Fact]
    public void A_model_trained_without_names_numbers_its_columns_whatever_the_data_calls_them()
    {
        Estimator model = Scaler();

        Assert.Equal((IEnumerable<string?>)["x0", "x1"], model.Call(Methods.GetFeatureNamesOut, Named("a", "b")).ToArray().ToStrings());
    }

    [Fact]
    public void A_model_trained_with_names_gives_those()
    {
        Estimator model = Scaler(("feature_names_in_", FittedObject.Array(NDArray.OfText(["a", "b"]))));

        Assert.Equal((IEnumerable<string?>)["a", "b"],
            model.Call(Methods.GetFeatureNamesOut, new double[,] { { 1, 2 } }).ToArray().ToStrings());
    }

    [Fact]
    public void A_data_frame_keeps_the_names_of_its_columns_where_a_part_cannot_name_them()
    {
        Estimator model = Columns(Function());

        Features output = model.Transform(Named("a", "b"));

        Assert.False(model.Methods.HasFlag(Methods.GetFeatureNamesOut));
        Assert.Equal(["part__b", "rest__a"], output.ColumnNames!);
        Assert.Equal([2, -1], output.ToMatrix().Values);
    }

    [Fact]
    public void A_union_keeps_the_names_of_its_columns_where_a_part_cannot_name_them()
    {
        Estimator model = FittedObject.Read(
            "sklearn.pipeline", "FeatureUnion", Pandas,
            ("transformer_list", MadeEstimator.List(new PyTuple("one", Function()), new PyTuple("two", Function()))),
            ("_sklearn_version", "1.2.1"));

        Assert.Equal(["a", "b", "a", "b"], model.Transform(Named("a", "b")).ColumnNames!);
    }

    private static (string Name, PyValue Value) Pandas => ("_sklearn_output_config", MadeEstimator.Dict(("transform", "pandas")));

    private static Table Named(string first, string second) => new(Column.OfNumbers(first, [-1.0]), Column.OfNumbers(second, [-2.0]));

    private static PyValue Function() => FittedObject.Make(
        "sklearn.preprocessing._function_transformer", "FunctionTransformer", Pandas,
        ("func", new PyGlobal("numpy", "absolute")), ("validate", false), ("_sklearn_version", "1.2.1"));

    private static Estimator Columns(PyValue part) => FittedObject.Read(
        "sklearn.compose._column_transformer", "ColumnTransformer", Pandas,
        ("transformers_", MadeEstimator.List(
            new PyTuple("part", part, MadeEstimator.List("b")), new PyTuple("rest", "passthrough", MadeEstimator.List("a")))),
        ("feature_names_in_", FittedObject.Array(NDArray.OfText(["a", "b"]))), ("n_features_in_", 2), ("sparse_output_", false),
        ("verbose_feature_names_out", true), ("_sklearn_version", "1.2.1"));

    private static Estimator Scaler(params (string Name, PyValue Value)[] more) => FittedObject.Read(
        "sklearn.preprocessing._data", "MaxAbsScaler",
        [("scale_", FittedObject.Array<double>([1, 2])), ("max_abs_", FittedObject.Array<double>([1, 2])), ("n_features_in_", 2),
            ("_sklearn_version", "1.2.1"), .. more]);
}
