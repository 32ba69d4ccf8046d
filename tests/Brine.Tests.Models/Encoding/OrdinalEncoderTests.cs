using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class OrdinalEncoderTests
{
    [Fact]
    public void Unknown_and_missing_values_have_numbers_of_their_own()
    {
        Estimator encoder = Make(
            ("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b", double.NaN))),
            ("handle_unknown", "use_encoded_value"),
            ("unknown_value", -1),
            ("encoded_missing_value", -2),
            ("_missing_indices", MadeEstimator.Dict((0, 2))));
        Features codes = encoder.Transform(new Table(Column.OfText("", ["b", null, "zzz"])));

        Assert.Equal([1, -2, -1], codes.ToMatrix().Values);
        NDArray back = encoder.Call(Methods.InverseTransform, codes).ToArray();
        Assert.Equal("b", back[0].AsString());
        Assert.True(back[1].TryGetDouble(out double nan) && double.IsNaN(nan));
        Assert.True(back[2].IsNone);
    }

    [Fact]
    public void Infrequent_categories_share_the_last_number_and_the_missing_one_keeps_its_own()
    {
        Estimator encoder = Make(
            ("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b", "c", double.NaN))),
            ("_missing_indices", MadeEstimator.Dict((0, 3))),
            ("_infrequent_enabled", true),
            ("_default_to_infrequent_mappings", MadeEstimator.List(MadeEstimator.Array(NDArray.Of(new long[] { 1, 0, 1 })))));
        Features codes = encoder.Transform(new Table(Column.OfText("", ["a", "b", "c", null])));

        Assert.Equal([1, 0, 1, double.NaN], codes.ToMatrix().Values);
        Assert.Equal((string?[])["infrequent_sklearn", "b", "infrequent_sklearn", "nan"],
            encoder.Call(Methods.InverseTransform, codes).ToArray().ToStrings());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(double.NaN)]
    public void The_number_of_no_category_is_refused(double number)
    {
        Estimator encoder = Make(("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b"))));

        Assert.Equal("InputCategory",
            Assert.Throws<ModelInputException>(() => encoder.Call(Methods.InverseTransform, new[,] { { number } })).Code);
    }

    [Fact]
    public void A_missing_index_outside_the_categories_is_found_when_the_model_is_read() => Assert.Throws<PickleFormatException>(() => Make(
        ("categories_", MadeEstimator.List(MadeEstimator.Objects("a", "b"))), ("_missing_indices", MadeEstimator.Dict((0, 9)))));

    private static Estimator Make(params (string Name, PyValue Value)[] attributes) =>
        MadeEstimator.Read("sklearn.preprocessing._encoders", "OrdinalEncoder", attributes);
}
