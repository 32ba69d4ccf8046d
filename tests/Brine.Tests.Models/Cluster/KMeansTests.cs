using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class KMeansTests
{
    [Fact]
    public void FirstOfEquallyNearCentersWins()
    {
        Estimator model = FittedObject.Read("sklearn.cluster.k_means_", "KMeans",
            ("cluster_centers_", FittedObject.Array([2.0, 0, 2, 0, -2, 0], 3, 2)));
        NDArray labels = model.Call(Methods.Predict, new[] { new[] { 0.0, 0 }, [3, 0], [-1, 0], [0, 1], [5, 5] }).ToArray();
        Assert.Equal(DType.Int32, labels.DType);
        Assert.Equal([0, 0, 2, 0, 0], labels.ToInt64s());
    }

    [Fact]
    public void RowKernelsAllocateNothingAndEqualTheBatch()
    {
        double[] centers = [.. Enumerable.Range(0, 19 * 7).Select(i => Math.Sin(i))];
        Estimator model = FittedObject.Read("sklearn.cluster._kmeans", "KMeans", ("cluster_centers_", FittedObject.Array(centers, 19, 7)));
        var matrix = new Matrix(9, 7, [.. Enumerable.Range(0, 63).Select(i => Math.Cos(i * 3))]);
        foreach (Methods method in new[] { Methods.Predict, Methods.Transform })
        {
            RowKernel kernel = model.Kernel(method)!;
            double[] batch = model.Call(method, matrix).ToArray().ToDoubles();
            var output = new double[kernel.OutputCount];
            kernel.Run(matrix.Row(0), output);
            for (int row = 0; row < matrix.RowCount; row++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                kernel.Run(matrix.Row(row), output);
                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
                Assert.Equal(batch.AsSpan(row * output.Length, output.Length).ToArray(), output);
            }
        }
    }

    [Fact]
    public void MissingValuesAreRefusedByRowAndColumn()
    {
        Estimator model = FittedObject.Read("sklearn.cluster._kmeans", "KMeans", ("cluster_centers_", FittedObject.Array([1.0, 2], 1, 2)));
        var error = Assert.Throws<ModelInputException>(() => model.Call(Methods.Predict, new[] { new[] { 0.0, 0 }, [0, double.NaN] }));
        Assert.Equal("InputMissing", error.Code);
        Assert.Contains("row 1, column 1", error.Message);
    }

    [Fact]
    public void CentersOfOneDimensionAreCorrupt() =>
        Assert.Throws<PickleFormatException>(
            () => FittedObject.Read("sklearn.cluster._kmeans", "KMeans", ("cluster_centers_", FittedObject.Array([1.0, 2]))));

    [Fact]
    public void TreeThatLeadsBackIntoItselfIsCorrupt()
    {
        var node = (PyObject)FittedObject.Make("sklearn.cluster._bisect_k_means", "_BisectingTree",
            ("center", FittedObject.Array([1.0, 2]))).Reference!;
        node.State.As<PyDict>()!["left"] = node;
        node.State.As<PyDict>()!["right"] = node;
        Assert.Throws<PickleFormatException>(() => FittedObject.Read(
            "sklearn.cluster._bisect_k_means", "BisectingKMeans", ("cluster_centers_", FittedObject.Array([1.0, 2, 3, 4], 2, 2)),
            ("_bisecting_tree", node)));
    }

    [Fact]
    public void TreeOfOneClusterOfFloat32TakesDoubles()
    {
        PyValue node = FittedObject.Make("sklearn.cluster._bisect_k_means", "_BisectingTree", ("center", FittedObject.Array([1f, 2f])),
            ("label", 0));
        Estimator model = FittedObject.Read(
            "sklearn.cluster._bisect_k_means", "BisectingKMeans", ("cluster_centers_", FittedObject.Array([1f, 2f], 1, 2)),
            ("_bisecting_tree", node));
        Assert.Equal([0], model.Call(Methods.Predict, new[] { new[] { 1.0, 5 } }).ToArray().ToInt64s());
    }
}
