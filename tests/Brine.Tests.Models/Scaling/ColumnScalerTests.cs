using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class ColumnScalerTests
{
    [Fact]
    public void StandardScalerAllocatesNothingForOneRow()
    {
        RowKernel kernel = Standard().Kernel(Methods.Transform)!;
        var output = new double[5];
        double[] row = [1, 2, 3, 4, double.NaN];
        kernel.Run(row, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run(row, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([0, 0.5, 1, 1.5, double.NaN], output);
    }

    [Fact]
    public void NamesAreThoseOfTheInputOrNumbers()
    {
        Assert.Equal(["x0", "x1", "x2", "x3", "x4"], Standard().FeatureNamesOut(null));
        Assert.Equal(["a", "b", "c", "d", "e"], Standard().FeatureNamesOut(["a", "b", "c", "d", "e"]));
    }

    [Fact]
    public void IntsBecomeDoublesAndSinglesStay()
    {
        Answer ints = Standard().Call(Methods.Transform, new Matrix(1, 5, [1, 2, 3, 4, 5], DType.Int64));
        Answer singles = Standard().Call(Methods.Transform, new Matrix(1, 5, [1, 2, 3, 4, 5], DType.Float32));
        Assert.Equal(DType.Float64, ints.ToArray().DType);
        Assert.Equal(DType.Float32, singles.ToArray().DType);
    }

    [Theory]
    [InlineData("1.7.2", 1.0000000000000002)]
    [InlineData("1.8.0", 1.0)]
    public void SingleMeansFollowTheVersion(string version, double mean)
    {
        // 1 + 2^-52 is not a float32: from 1.8 it is rounded before it is subtracted, and nothing is left.
        Estimator scaler = FittedObject.Read("sklearn.preprocessing._data", "StandardScaler", ("with_std", false),
            ("mean_", FittedObject.Array([1.0000000000000002])), ("_sklearn_version", version));
        float got = (float)scaler.Call(Methods.Transform, new Matrix(1, 1, [1], DType.Float32)).ToArray().ToDoubles()[0];
        Assert.Equal((float)(1 - mean), got);
    }

    [Fact]
    public void ClipKeepsNaNAndTakesTheSignOfTheBound()
    {
        Estimator scaler = FittedObject.Read(
            "sklearn.preprocessing._data", "MinMaxScaler", ("clip", true), ("feature_range", new PyTuple(0, 1)),
            ("scale_", FittedObject.Array([1.0, 1, 1, 1])), ("min_", FittedObject.Array([-0.0, 0, 0, 0])));
        double[] got = scaler.Call(Methods.Transform, new[] { new[] { -0.0, 3, -3, double.NaN } }).ToArray().ToDoubles();
        Assert.Equal([0, 1, 0, double.NaN], got);
        Assert.False(double.IsNegative(got[0]));
    }

    [Fact]
    public void SparseRowsAreRefusedWhereColumnsAreShifted()
    {
        var sparse = new SparseMatrix(new CsrMatrix(1, 5, [0, 1], [2], [4.0]));
        Assert.Equal("InputSparse", Assert.Throws<ModelInputException>(() => Standard().Call(Methods.Transform, sparse)).Code);
    }

    [Fact]
    public void ArraysOfDifferentLengthAreCorrupt()
    {
        Assert.Throws<PickleFormatException>(() => FittedObject.Read(
            "sklearn.preprocessing._data", "StandardScaler", ("mean_", FittedObject.Array([1.0, 2])),
            ("scale_", FittedObject.Array([1.0]))));
        Assert.Throws<PickleFormatException>(() => FittedObject.Read(
            "sklearn.preprocessing._data", "MinMaxScaler", ("min_", FittedObject.Array([1.0, 2])), ("scale_", FittedObject.Array([1.0]))));
    }

    [Fact]
    public void UntrainedScalerSaysSo() =>
        Assert.Contains("mean_",
            Assert.Throws<UnsupportedModelException>(
                () => FittedObject.Read("sklearn.preprocessing._data", "StandardScaler", ("with_mean", true))).Message);

    private static Estimator Standard() => FittedObject.Read(
        "sklearn.preprocessing._data", "StandardScaler", ("mean_", FittedObject.Array([1.0, 1, 1, 1, 1])),
        ("scale_", FittedObject.Array([2.0, 2, 2, 2, 2])));
}
