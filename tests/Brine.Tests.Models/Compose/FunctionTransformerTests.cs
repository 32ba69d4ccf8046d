using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class FunctionTransformerTests
{
    [Theory]
    [InlineData("function.unknown", "cumsum")]
    [InlineData("function.arguments", "kw_args")]
    public void A_function_that_is_not_known_is_named(string file, string expected)
    {
        var error = Assert.Throws<UnsupportedModelException>(() => ComposeGolden.Load(file));

        Assert.Equal("UnsupportedOption", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Squares_of_ints_are_ints_and_their_roots_are_not()
    {
        Estimator model = ComposeGolden.Load("function.whole").Estimator;
        Features rows = ComposeGolden.Rows("function.whole");

        Assert.Equal("int64", model.Call(Methods.Transform, rows).ToArray().DType.Name);
        Assert.Equal("float64", model.Call(Methods.InverseTransform, rows).ToArray().DType.Name);
    }

    [Fact]
    public void Without_validation_columns_of_other_names_are_taken()
    {
        Estimator model = FittedObject.Read(
            "sklearn.preprocessing._function_transformer", "FunctionTransformer",
            ("func", new PyGlobal("numpy", "absolute")), ("validate", false), ("n_features_in_", 1),
            ("feature_names_in_", FittedObject.Array(NDArray.OfText(["a"]))), ("_sklearn_version", "1.2.1"));

        Assert.Equal([2.0], model.Transform(new Table(Column.OfNumbers("b", [-2.0]))).ToMatrix().Values);
    }

    [Fact]
    public void Without_validation_a_table_of_other_names_is_handed_over_as_it_is()
    {
        Estimator model = FittedObject.Read(
            "sklearn.preprocessing._function_transformer", "FunctionTransformer",
            ("func", new PyGlobal("numpy", "absolute")), ("validate", false), ("n_features_in_", 1),
            ("feature_names_in_", FittedObject.Array(NDArray.OfText(["a"]))), ("_sklearn_version", "1.2.1"));
        var rows = new Table(Column.OfNumbers("b", [-2.0]));

        Assert.Same(rows, TableAlignment.Align(model, rows, out _));
    }

    [Fact]
    public void With_validation_columns_of_other_names_are_refused()
    {
        Estimator model = FittedObject.Read(
            "sklearn.preprocessing._function_transformer", "FunctionTransformer",
            ("func", new PyGlobal("numpy", "absolute")), ("validate", true), ("n_features_in_", 1),
            ("feature_names_in_", FittedObject.Array(NDArray.OfText(["a"]))), ("_sklearn_version", "1.2.1"));

        var error = Assert.Throws<ModelInputException>(() => model.Transform(new Table(Column.OfNumbers("b", [-2.0]))));

        Assert.Equal("InputColumns", error.Code);
    }
}
