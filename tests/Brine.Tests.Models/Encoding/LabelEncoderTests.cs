using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class LabelEncoderTests
{
    [Fact]
    public void Labels_become_int64_codes_and_come_back_with_their_dtype()
    {
        Estimator encoder = Make("LabelEncoder", NDArray.OfText(["cat", "dog"]));
        NDArray codes = encoder.Call(Methods.Transform, new[] { "dog", "cat" }).ToArray();

        Assert.Equal((DType.Int64, 1), (codes.DType, codes.Rank));
        Assert.Equal([1, 0], codes.ToInt64s());
        NDArray back = encoder.Call(Methods.InverseTransform, codes).ToArray();
        Assert.Equal(DType.Text(3), back.DType);
        Assert.Equal((string?[])["dog", "cat"], back.ToStrings());
    }

    [Fact]
    public void Unknown_labels_codes_and_wide_input_are_refused()
    {
        Estimator encoder = Make("LabelEncoder", NDArray.OfText(["cat", "dog"]));

        Assert.Equal("the label 'cow' in row 0 is not among the 2 that LabelEncoder knows: cat, dog",
            Assert.Throws<ModelInputException>(() => encoder.Call(Methods.Transform, new[] { "cow" })).Message);
        Assert.Throws<ModelInputException>(() => encoder.Call(Methods.InverseTransform, new double[,] { { 2 } }));
        Assert.Throws<ModelInputException>(() => encoder.Call(Methods.Transform, new double[,] { { 1, 2 } }));
    }

    [Fact]
    public void Two_classes_make_one_column_and_three_make_three()
    {
        Estimator two = Make("LabelBinarizer", NDArray.Of(new long[] { 3, 5 })),
            three = Make("LabelBinarizer", NDArray.Of(new long[] { 3, 5, 7 }));

        Assert.Equal([1, 0], two.Transform(new double[,] { { 5 }, { 3 } }).ToMatrix().Values);
        Assert.Equal([0, 1, 0, 0, 0, 0], three.Transform(new double[,] { { 5 }, { 99 } }).ToMatrix().Values);
        Assert.Equal([5, 3], two.Call(Methods.InverseTransform, new double[,] { { 0.6 }, { 0.4 } }).ToArray().ToInt64s());
        Assert.Equal([7, 3], three.Call(Methods.InverseTransform, new double[,] { { 0, 1, 2 }, { 1, 1, 1 } }).ToArray().ToInt64s());
    }

    private static Estimator Make(string name, NDArray classes) =>
        MadeEstimator.Read("sklearn.preprocessing._label", name, ("classes_", MadeEstimator.Array(classes)));
}
