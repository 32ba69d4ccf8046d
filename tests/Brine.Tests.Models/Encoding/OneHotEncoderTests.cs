using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class OneHotEncoderTests
{
    private const string Module = "sklearn.preprocessing._encoders";

    [Fact]
    public void None_and_NaN_are_categories_of_their_own()
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("a", default, double.NaN))));
        var none = new Table(Column.OfText("c", [null, "a"], missingIsNaN: false));
        var nan = new Table(Column.OfText("c", [null, "a"], missingIsNaN: true));

        Assert.Equal([0, 1, 0, 1, 0, 0], encoder.Transform(none).ToMatrix().Values);
        Assert.Equal([0, 0, 1, 1, 0, 0], encoder.Transform(nan).ToMatrix().Values);
    }

    [Fact]
    public void The_only_missing_category_takes_a_missing_value_of_which_nobody_knows_more()
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("a", double.NaN))));

        Assert.Equal([0, 1], encoder.Transform(new Table(Column.OfText("c", [null]))).ToMatrix().Values);
        Assert.Equal("InputCategory",
            Assert.Throws<ModelInputException>(() => encoder.Transform(new Table(Column.OfText("c", [null], missingIsNaN: false)))).Code);
    }

    [Fact]
    public void Objects_match_by_value_and_text_does_not_match_numbers()
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects(1, 2))), ("handle_unknown", "ignore"));

        Assert.Equal([1, 0, 1, 0, 0, 0], encoder.Transform(new Table(Column.OfCells("c", [1.0, true, "1"]))).ToMatrix().Values);
        Assert.Equal("InputCategory", Assert.Throws<ModelInputException>(() => encoder.Transform(new double[,] { { 1.0 } })).Code);
        Assert.Equal([0, 0], encoder.Transform(new Table(Column.OfText("c", ["1"]))).ToMatrix().Values);
    }

    [Fact]
    public void An_unknown_category_is_refused_with_column_value_and_row()
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("red", "blue"))));
        var rows = new Table(Column.OfText("colour", ["red", "green"]));

        ModelInputException error = Assert.Throws<ModelInputException>(() => encoder.Transform(rows));

        Assert.Equal("InputCategory", error.Code);
        Assert.Equal("column colour holds 'green' in row 1, which OneHotEncoder has not seen in training; it knows 2 categories: red, blue",
            error.Message);
    }

    [Fact]
    public void Unknown_categories_join_the_infrequent_ones_and_come_back_under_their_name()
    {
        Estimator encoder = Make(
            ("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b", "c"))),
            ("handle_unknown", "infrequent_if_exist"),
            ("_infrequent_enabled", true),
            ("_infrequent_indices", MadeEstimator.List(MadeEstimator.Array(NDArray.Of(new long[] { 0, 2 })))),
            ("_default_to_infrequent_mappings", MadeEstimator.List(MadeEstimator.Array(NDArray.Of(new long[] { 1, 0, 1 })))));
        Features codes = encoder.Transform(new Table(Column.OfText("x", ["a", "b", "zzz"])));

        Assert.Equal([0, 1, 1, 0, 0, 1], codes.ToMatrix().Values);
        Assert.Equal((string?[])["infrequent_sklearn", "b", "infrequent_sklearn"],
            encoder.Call(Methods.InverseTransform, codes).ToArray().ToStrings());
        Assert.Equal(["x0_b", "x0_infrequent_sklearn"], encoder.FeatureNamesOut(null));
    }

    [Fact]
    public void A_dropped_category_is_all_zeros_and_comes_back()
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b", "c"))),
            ("drop_idx_", MadeEstimator.Objects(1)));
        Features codes = encoder.Transform(new Table(Column.OfText("", ["a", "b", "c"])));

        Assert.Equal([1, 0, 0, 0, 0, 1], codes.ToMatrix().Values);
        Assert.Equal((string?[])["a", "b", "c"], encoder.Call(Methods.InverseTransform, codes).ToArray().ToStrings());
    }

    [Fact]
    public void The_kernel_allocates_nothing_and_equals_transform()
    {
        Estimator encoder = Make(("categories_",
            MadeEstimator.List(MadeEstimator.Array(NDArray.Of(new long[] { 1, 5 })), MadeEstimator.Array(NDArray.Of([0.5, double.NaN])))));
        RowKernel kernel = encoder.Kernel(Methods.Transform)!;
        double[] row = [5, double.NaN], output = new double[4];
        kernel.Run(row, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            kernel.Run(row, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal([0, 1, 0, 1], output);
        Assert.Equal(output, encoder.Transform(new double[,] { { 5, double.NaN } }).ToMatrix().Values);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_drop_index_outside_the_categories_is_found_when_the_model_is_read(int index) =>
        Assert.Throws<PickleFormatException>(
            () => Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b"))), ("drop_idx_", MadeEstimator.Objects(index))));

    [Fact]
    public void Groups_that_do_not_fit_are_found_when_the_model_is_read() => Assert.Throws<PickleFormatException>(() => Make(
        ("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b"))),
        ("_infrequent_enabled", true),
        ("_default_to_infrequent_mappings", MadeEstimator.List(MadeEstimator.Array(NDArray.Of(new long[] { 0, 7 }))))));

    [Fact]
    public void Attributes_of_another_kind_are_an_error_of_the_file() =>
        Assert.Equal("FormatModel", Assert.Throws<PickleFormatException>(() => Make(
        ("feature_indices_", MadeEstimator.Objects("a", "b")), ("n_values_", MadeEstimator.Objects("x")))).Code);

    [Fact]
    public void The_first_form_of_the_encoder_puts_other_columns_behind()
    {
        Estimator encoder = Make(
            ("n_values_", MadeEstimator.Array(NDArray.Of(new long[] { 3 }))),
            ("feature_indices_", MadeEstimator.Array(NDArray.Of(new long[] { 0, 3 }))),
            ("active_features_", MadeEstimator.Array(NDArray.Of(new long[] { 0, 2 }))),
            ("categorical_features", MadeEstimator.List(1)));

        Assert.Equal([0, 1, 7.5, 0, 0, 8], encoder.Transform(new double[,] { { 7.5, 2 }, { 8, 1 } }).ToMatrix().Values);
        Assert.Throws<ModelInputException>(() => encoder.Transform(new double[,] { { 1, 3 } }));
    }

    [Fact]
    public void Rows_of_zeros_cannot_be_turned_back_when_no_category_is_dropped()
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b"))));

        Assert.Throws<ModelInputException>(() => encoder.Call(Methods.InverseTransform, new double[,] { { 0, 0 } }));
    }

    private static Estimator Make(params (string Name, PyValue Value)[] attributes) =>
        MadeEstimator.Read(Module, "OneHotEncoder", attributes);
}
