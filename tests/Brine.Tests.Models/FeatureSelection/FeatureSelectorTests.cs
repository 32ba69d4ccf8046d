using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class FeatureSelectorTests
{
    [Theory]
    [InlineData(2, new[] { false, true, true, false })]
    [InlineData(3, new[] { true, true, true, false })]
    [InlineData(9, new[] { true, true, true, true })]
    public void BestColumnsAreTheLastOfEqualScoresAndNaNIsTheLeast(int k, bool[] support) =>
        Assert.Equal(support, Support("SelectKBest", ("k", k), ("scores_", FittedObject.Array([1.0, 1, 2, double.NaN]))));

    [Theory]
    [InlineData(25, new[] { false, false, true, false })]
    [InlineData(50, new[] { true, false, true, false })]
    [InlineData(100, new[] { true, true, true, true })]
    public void PercentileKeepsTheFirstOfEqualScores(int percentile, bool[] support) =>
        Assert.Equal(support,
            Support("SelectPercentile", ("percentile", percentile), ("scores_", FittedObject.Array([1.0, 1, 2, double.NaN]))));

    [Fact]
    public void DiscoveriesAreThoseUpToTheLastBelowTheLine() =>
        Assert.Equal([true, true, false, false],
            Support("SelectFdr", ("alpha", 0.1), ("pvalues_", FittedObject.Array([0.04, 0.05, 0.5, double.NaN]))));

    [Fact]
    public void ThresholdOfSelectFromModelIsReadAsText()
    {
        PyValue model = FittedObject.Make("sklearn.linear_model._base", "LinearRegression",
            ("coef_", FittedObject.Array([1.0, -2, 3, -4])));
        Assert.Equal([false, false, true, true], Support("SelectFromModel", ("estimator_", model), ("threshold", "median")));
        Assert.Equal([false, false, false, true], Support("SelectFromModel", ("estimator_", model), ("threshold", "1.5 * mean")));
        Assert.Equal([false, false, true, false],
            Support("SelectFromModel",
                ("estimator_", FittedObject.Make("sklearn.linear_model._base", "Lasso", ("coef_", FittedObject.Array([0.0, 1e-6, 1, 0])))),
                ("threshold", default)));
        Assert.Equal("UnsupportedOption",
            Assert.Throws<UnsupportedModelException>(() => Support("SelectFromModel", ("estimator_", model), ("threshold", "most"))).Code);
    }

    [Fact]
    public void RandomizedModelsSelectByTheirScores() => Assert.Equal([false, true], ((SelectionForm)FittedObject.Read(
        "sklearn.linear_model.randomized_l1", "RandomizedLasso", ("selection_threshold", 0.25),
        ("scores_", FittedObject.Array([0.25, 0.5])), ("_sklearn_version", "0.18.2")).Form).Support);

    [Fact]
    public void RandomizedPcaProjectsOnComponentsThatAreScaled()
    {
        Estimator model = FittedObject.Read(
            "sklearn.decomposition.pca", "RandomizedPCA", ("whiten", true), ("mean_", FittedObject.Array([1.0, 1])),
            ("components_", FittedObject.Array([2.0, 0], 1, 2)), ("explained_variance_", FittedObject.Array([9.0])),
            ("_sklearn_version", "0.18.2"));
        Assert.Equal([4], model.Call(Methods.Transform, new[] { new[] { 3.0, 5 } }).ToArray().ToDoubles());
    }

    [Fact]
    public void NothingKeptIsAMatrixWithoutColumns()
    {
        Estimator selector = FittedObject.Read("sklearn.feature_selection._univariate_selection", "SelectKBest", ("k", 0),
            ("scores_", FittedObject.Array([1.0, 2])));
        NDArray nothing = selector.Call(Methods.Transform, new Matrix(3, 2, [1, 2, 3, 4, 5, 6], DType.Int64)).ToArray();
        Assert.Equal([3, 0], nothing.Shape.ToArray());
        Assert.Equal(DType.Int64, nothing.DType);
    }

    [Fact]
    public void ColumnsComeBackAmongZeros()
    {
        Estimator selector = Variance();
        Assert.Equal([0, 7, 0, 8], selector.Call(Methods.InverseTransform, new[] { new[] { 7.0, 8 } }).ToArray().ToDoubles());
        CsrMatrix sparse = selector.Call(Methods.InverseTransform, new SparseMatrix(new CsrMatrix(1, 2, [0, 1], [1], [5.0]))).Sparse!;
        Assert.Equal([0, 0, 0, 5], sparse.ToDense());
        Assert.Equal("InputFeatures",
            Assert.Throws<ModelInputException>(() => selector.Call(Methods.InverseTransform, new[] { new[] { 7.0 } })).Code);
    }

    [Fact]
    public void KernelAllocatesNothingForOneRow()
    {
        RowKernel kernel = Variance().Kernel(Methods.Transform)!;
        var output = new double[2];
        double[] row = [1, 2, 3, double.NaN];
        kernel.Run(row, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run(row, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([2, double.NaN], output);
    }

    [Fact]
    public void MasksThatDoNotFitAreCorrupt() =>
        Assert.Throws<PickleFormatException>(
            () => FittedObject.Read("sklearn.feature_selection._variance_threshold", "VarianceThreshold",
                ("variances_", FittedObject.Array([0.0, 1])), ("n_features_in_", 3)));

    [Fact]
    public void UntrainedSelectorSaysSo() =>
        Assert.Contains("variances_",
            Assert.Throws<UnsupportedModelException>(
                () => FittedObject.Read("sklearn.feature_selection._variance_threshold", "VarianceThreshold", ("threshold", 0.0))).Message);

    private static Estimator Variance() =>
        FittedObject.Read("sklearn.feature_selection._variance_threshold", "VarianceThreshold",
            ("variances_", FittedObject.Array([0.0, 1, 0, 2])));

    private static IReadOnlyList<bool> Support(string type, params (string Name, PyValue Value)[] attributes) =>
        ((SelectionForm)FittedObject.Read("sklearn.feature_selection", type, attributes).Form).Support;
}
