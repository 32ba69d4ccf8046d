using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class NeighborImputerTests
{
    private const double Gap = double.NaN;

    [Fact]
    public void GapsBecomeTheMeanOfTheNearestRows() =>
        Assert.Equal([1.1, 15], Imputer(2).Call(Methods.Transform, new[] { new[] { 1.1, Gap } }).ToArray().ToDoubles());

    [Fact]
    public void RowsWithoutADistanceGetTheMeanOfTheColumn() =>
        Assert.Equal([3, 20], Imputer(2).Call(Methods.Transform, new[] { new[] { Gap, Gap } }).ToArray().ToDoubles());

    [Fact]
    public void NearerRowsWeighMore() =>
        Assert.Equal(10,
            Imputer(2, ("weights", "distance")).Call(Methods.Transform, new[] { new[] { 1.0, Gap } }).ToArray().ToDoubles()[1]);

    [Fact]
    public void EmptyColumnsAreDroppedOrZero()
    {
        PyValue rows = FittedObject.Array([1.0, Gap, 2, Gap], 2, 2);
        Assert.Equal([5], Of(rows, 1).Call(Methods.Transform, new[] { new[] { 5.0, Gap } }).ToArray().ToDoubles());
        Assert.Equal([5, 0],
            Of(rows, 1, ("keep_empty_features", true)).Call(Methods.Transform, new[] { new[] { 5.0, Gap } }).ToArray().ToDoubles());
    }

    [Fact]
    public void UntrainedImputerSaysSo() =>
        Assert.Contains("_fit_X",
            Assert.Throws<UnsupportedModelException>(
                () => FittedObject.Read("sklearn.impute._knn", "KNNImputer", ("n_neighbors", 2))).Message);

    [Fact]
    public void RandomImputationsAreRefused() =>
        Assert.Equal("UnsupportedOption", Assert.Throws<UnsupportedModelException>(() => FittedObject.Read(
        "sklearn.impute._iterative", "IterativeImputer", ("sample_posterior", true), ("missing_values", double.NaN), ("n_iter_", 1))).Code);

    private static Estimator Imputer(int count, params (string, PyValue)[] attributes) =>
        Of(FittedObject.Array([1.0, 10, 2, 20, 6, 30], 3, 2), count, attributes);

    private static Estimator Of(PyValue rows, int count, params (string, PyValue)[] attributes) =>
        FittedObject.Read("sklearn.impute._knn", "KNNImputer",
            [("missing_values", double.NaN), ("n_neighbors", count), ("_fit_X", rows), .. attributes]);
}
