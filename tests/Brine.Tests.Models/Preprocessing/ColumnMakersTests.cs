using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>PolynomialFeatures, PowerTransformer, QuantileTransformer, KBinsDiscretizer and SplineTransformer at their edges.</summary>
public sealed class ColumnMakersTests
{
    [Fact]
    public void ProductsComeByDegreeAndThenByColumn()
    {
        Estimator model = Polynomial(("degree", 2), ("n_features_in_", 2));
        Assert.Equal([1, 2, 3, 4, 6, 9], model.Call(Methods.Transform, new[] { new[] { 2.0, 3 } }).ToArray().ToDoubles());
        Assert.Equal(["1", "a", "b", "a^2", "a b", "b^2"], model.FeatureNamesOut(["a", "b"]));
    }

    [Fact]
    public void InteractionsOfOneColumnAreTheColumn() =>
        Assert.Equal([1, 5],
            Polynomial(("degree", 3), ("interaction_only", true), ("n_features_in_", 1)).Call(Methods.Transform, new[] { new[] { 5.0 } })
                .ToArray().ToDoubles());

    [Fact]
    public void ProductsOfFloat32AreRoundedEach()
    {
        float third = 1 / 3f;
        Answer answer = Polynomial(("degree", 3), ("n_features_in_", 1)).Call(Methods.Transform, new Matrix(1, 1, [third], DType.Float32));
        Assert.Equal(DType.Float32, answer.ToArray().DType);
        Assert.Equal((float)((float)(third * third) * third), answer.ToArray().ToDoubles()[3]);
    }

    [Fact]
    public void ProductsOfSparseRowsHoldWhatIsStored()
    {
        Answer answer = Polynomial(("degree", 2), ("include_bias", false), ("n_features_in_", 2)).Call(Methods.Transform,
            new SparseMatrix(new CsrMatrix(2, 2, [0, 1, 2], [1, 0], [3.0, 0])));
        Assert.Equal([0, 3, 0, 0, 9, 0, 0, 0, 0, 0], answer.Sparse!.ToDense());
        Assert.Equal(4, answer.Sparse.Data.Length);
    }

    [Fact]
    public void EndlessProductsAreRefusedBeforeTheyAreMade()
    {
        Estimator model = Polynomial(("degree", 60), ("n_features_in_", 60));
        Assert.Equal("UnsupportedOption",
            Assert.Throws<UnsupportedModelException>(() => model.Call(Methods.Transform, new Matrix(1, 60, new double[60]))).Code);
    }

    [Fact]
    public void PolynomialKernelAllocatesNothingForOneRow()
    {
        RowKernel kernel = Polynomial(("degree", 2), ("n_features_in_", 2)).Kernel(Methods.Transform)!;
        var output = new double[6];
        double[] row = [2, 3];
        kernel.Run(row, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run(row, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void BoxCoxRefusesWhatIsNotPositive()
    {
        Estimator model = FittedObject.Read("sklearn.preprocessing._data", "PowerTransformer", ("method", "box-cox"),
            ("standardize", false), ("lambdas_", FittedObject.Array([0.0])));
        Assert.Equal([0, double.NaN], model.Call(Methods.Transform, new[] { new[] { 1.0 }, [double.NaN] }).ToArray().ToDoubles());
        Assert.Equal("InputRange", Assert.Throws<ModelInputException>(() => model.Call(Methods.Transform, new[] { new[] { 0.0 } })).Code);
    }

    [Fact]
    public void YeoJohnsonIsItsOwnLimitAtZeroAndTwo()
    {
        Estimator model = FittedObject.Read("sklearn.preprocessing._data", "PowerTransformer", ("standardize", false),
            ("lambdas_", FittedObject.Array([0.0, 2])), ("_sklearn_version", "1.2.1"));
        double[] got = model.Call(Methods.Transform, new[] { new[] { 1.0, -1 } }).ToArray().ToDoubles();
        Assert.Equal([Math.Log(2), -Math.Log(2)], got);
        double[] back = model.Call(Methods.InverseTransform, new[] { got }).ToArray().ToDoubles();
        Assert.Equal(1, back[0], 12);
        Assert.Equal(-1, back[1], 12);
    }

    [Fact]
    public void RepeatedQuantilesGiveTheMiddleOfTheirShares()
    {
        Estimator model = Quantile(("output_distribution", "uniform"));
        Assert.Equal([0, 0.5, 1, 1, double.NaN],
            model.Call(Methods.Transform, new[] { new[] { -5.0 }, [1], [2], [9], [double.NaN] }).ToArray().ToDoubles());
    }

    [Fact]
    public void NormalQuantilesAreCutOff() =>
        Assert.Equal(5.19933758270342,
            Quantile(("output_distribution", "normal")).Call(Methods.Transform, new[] { new[] { 9.0 } }).ToArray().ToDoubles()[0]);

    [Fact]
    public void NegativeSparseNumbersAreRefused() =>
        Assert.Equal("InputNegative",
            Assert.Throws<ModelInputException>(
                () => Quantile().Call(Methods.Transform, new SparseMatrix(new CsrMatrix(1, 1, [0, 1], [0], [-1.0])))).Code);

    [Fact]
    public void BinsHoldTheirLowerEdge()
    {
        Estimator model = Bins();
        Assert.Equal([0, 0, 1, 1, 1], model.Call(Methods.Transform, new[] { new[] { -9.0 }, [0.5], [1], [2], [99] }).ToArray().ToDoubles());
        Assert.Equal([0.5, 1.5], model.Call(Methods.InverseTransform, new[] { new[] { 0.0 }, [1] }).ToArray().ToDoubles());
        Assert.Equal("InputRange",
            Assert.Throws<ModelInputException>(() => model.Call(Methods.InverseTransform, new[] { new[] { 2.0 } })).Code);
    }

    [Theory]
    [InlineData("constant", 1.0)]
    [InlineData("linear", 2.0)]
    [InlineData("continue", 2.0)]
    [InlineData("periodic", 0.0)]
    public void SplinesGoOnBeyondTheirKnots(string extrapolation, double last) =>
        Assert.Equal(last, Spline(extrapolation).Call(Methods.Transform, new[] { new[] { 2.0 } }).ToArray().ToDoubles()[1]);

    [Fact]
    public void SplinesRefuseWhatIsBeyondTheirKnots() =>
        Assert.Equal("InputRange",
            Assert.Throws<ModelInputException>(() => Spline("error").Call(Methods.Transform, new[] { new[] { 2.0 } })).Code);

    [Fact]
    public void WhatDoesNotFitIsCorrupt()
    {
        Assert.Throws<PickleFormatException>(
            () => FittedObject.Read("sklearn.preprocessing._data", "QuantileTransformer",
                ("quantiles_", FittedObject.Array([1.0, 2], 2, 1)), ("references_", FittedObject.Array([0.0]))));
        Assert.Throws<PickleFormatException>(
            () => FittedObject.Read("sklearn.preprocessing._discretization", "KBinsDiscretizer", ("encode", "ordinal"),
                ("bin_edges_", FittedObject.Array([1.0, 2], 2, 1))));
        Assert.Contains("lambdas_",
            Assert.Throws<UnsupportedModelException>(
                () => FittedObject.Read("sklearn.preprocessing._data", "PowerTransformer", ("standardize", false))).Message);
    }

    private static Estimator Polynomial(params (string, PyValue)[] attributes) =>
        FittedObject.Read("sklearn.preprocessing._polynomial", "PolynomialFeatures", attributes);

    private static Estimator Quantile(params (string, PyValue)[] attributes) => FittedObject.Read(
        "sklearn.preprocessing._data", "QuantileTransformer",
        [("quantiles_", FittedObject.Array([0.0, 1, 1, 2], 4, 1)), ("references_", FittedObject.Array([0, 0.25, 0.75, 1])), .. attributes]);

    private static Estimator Bins() => FittedObject.Read(
        "sklearn.preprocessing._discretization", "KBinsDiscretizer", ("encode", "ordinal"),
        ("bin_edges_", FittedObject.Array(NDArray.OfObjects([1], [FittedObject.Array([0.0, 1, 2])]))));

    private static Estimator Spline(string extrapolation)
    {
        PyValue spline = FittedObject.Make("scipy.interpolate._bsplines", "BSpline", ("t", FittedObject.Array([-1.0, 0, 1, 2])),
            ("c", FittedObject.Array([1.0, 0, 0, 1], 2, 2)), ("k", 1), ("extrapolate", extrapolation is "continue" or "periodic"));
        return FittedObject.Read("sklearn.preprocessing._polynomial", "SplineTransformer", ("degree", 1), ("extrapolation", extrapolation),
            ("bsplines_", new PyList { spline }));
    }
}
