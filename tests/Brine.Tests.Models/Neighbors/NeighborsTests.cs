using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class NeighborsTests
{
    public static TheoryData<string> GoldenCases =>
        [.. CaseInfo.ReadManifest(Path.Combine(Repo.Golden("neighbors"), "manifest.jsonl")).Select(info => info.Id)];

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void AnswersEqualScikitLearnToTheBit(string id)
    {
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(Repo.Golden("neighbors"), "manifest.jsonl")).Single(line => line.Id == id);
        CaseResult result = CaseRunner.Run(Repo.Golden("neighbors"), info, new AnswerComparer());
        Assert.Null(result.Error);
        Assert.True(result.IsBitEqual);
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(200, 300)]
    public void RowKernelsAllocateNothing(int neighbours, int rows)
    {
        Estimator model = Classifier(rows, neighbours, []);
        foreach (Methods method in new[] { Methods.Predict, Methods.PredictProba })
        {
            RowKernel kernel = model.Kernel(method)!;
            var output = new double[kernel.OutputCount];
            kernel.Run([0.3, 0.7], output);
            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Run([0.1, 0.9], output);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void MoreNeighboursThanRowsAreRefused()
    {
        Estimator model = Classifier(6, 7, []);
        Assert.Contains("7 neighbors and has 6 training rows",
            Assert.Throws<UnsupportedModelException>(() => model.Call(Methods.Predict, new Matrix(1, 2, [0, 0]))).Message);
        Assert.Throws<UnsupportedModelException>(() => model.Kernel(Methods.Predict)!.Run([0, 0], new double[1]));
    }

    [Fact]
    public void LabelsOutsideTheClassesAreCorrupt() =>
        Assert.Throws<PickleFormatException>(() => Classifier(6, 2, [("_y", FittedObject.Array([0L, 1, 2, 0, 1, 0]))]));

    [Fact]
    public void WeightsThatAreAFunctionAreRefused() =>
        Assert.Contains("Python function",
            Assert.Throws<UnsupportedModelException>(() => Classifier(6, 2, [("weights", new PyGlobal("shop", "weigh"))])).Message);

    [Theory]
    [InlineData(0, 6, 0, 0)] // an inner node whose children are not there
    [InlineData(-1, 6, 1, 0)]
    [InlineData(0, 7, 1, 0)]
    [InlineData(0, 6, 1, 5)] // a row twice in the order
    public void TreeThatPointsOutsideIsCorrupt(long start, long end, long isLeaf, long lastOfOrder)
    {
        byte[] node = new byte[32];
        MemoryMarshal.Write(node, start);
        MemoryMarshal.Write(node.AsSpan(8), end);
        MemoryMarshal.Write(node.AsSpan(16), isLeaf);
        var state = new PyTuple(
            PyValue.None,
            FittedObject.Array([0L, 1, 2, 3, 4, lastOfOrder == 0 ? 5 : 4]),
            FittedObject.Array(NDArray.OverBytes(DType.Parse("V32"), [1], node)),
            FittedObject.Array([0.0, 0, 1, 1], 2, 1, 2));
        var tree = new PyObject(new PyGlobal("sklearn.neighbors._kd_tree", "KDTree"), PyTuple.Empty) { State = state };
        Assert.Throws<PickleFormatException>(() => Classifier(6, 2, [("_tree", tree), ("_fit_method", "kd_tree")]));
    }

    [Fact]
    public void RadiusRegressorOfIntsAnswersIntsWhereNoRowHasNeighbours()
    {
        Estimator model = FittedObject.Read(
            "sklearn.neighbors._regression",
            "RadiusNeighborsRegressor",
            ("_fit_X", FittedObject.Array([0.0, 1, 5], 3, 1)),
            ("_y", FittedObject.Array([1L, 2, 3])),
            ("radius", 1.5),
            ("metric", "euclidean"));
        NDArray none = model.Call(Methods.Predict, new[] { new[] { 100.0 } }).ToArray();
        Assert.Equal(DType.Parse("i8"), none.DType);
        Assert.Equal([long.MinValue], none.ToInt64s());
        Assert.Equal([1.5, long.MinValue], model.Call(Methods.Predict, new[] { new[] { 0.5 }, new[] { 100.0 } }).ToArray().ToDoubles());
    }

    [Fact]
    public void RowsWithoutNeighboursNeedAnOutlierLabel()
    {
        (string, PyValue)[] attributes =
        [
            ("_fit_X", FittedObject.Array([0.0, 1, 5], 3, 1)),
            ("_y", FittedObject.Array([0L, 0, 1])),
            ("classes_", FittedObject.Array([3L, 4])),
            ("radius", 1.5),
            ("metric", "euclidean"),
        ];
        double[][] rows = [[0.5], [100]];
        Estimator strict = FittedObject.Read("sklearn.neighbors._classification", "RadiusNeighborsClassifier", attributes);
        Assert.Equal("InputOutlier", Assert.Throws<ModelInputException>(() => strict.Call(Methods.Predict, rows)).Code);
        Estimator lenient = FittedObject.Read("sklearn.neighbors._classification", "RadiusNeighborsClassifier",
            [.. attributes, ("outlier_label", 4)]);
        Assert.Equal([3, 4], lenient.Call(Methods.Predict, rows).ToArray().ToInt64s());
    }

    [Fact]
    public void NearestCentroidWithPriorsFollowsItsScores()
    {
        (string, PyValue)[] attributes =
        [
            ("centroids_", FittedObject.Array([0.0, 4], 2, 1)),
            ("classes_", FittedObject.Array([3L, 4])),
            ("metric", "euclidean"),
        ];
        double[][] rows = [[1.9], [2.1]];
        Estimator old = FittedObject.Read("sklearn.neighbors.nearest_centroid", "NearestCentroid", attributes);
        Assert.Equal([3, 4], old.Call(Methods.Predict, rows).ToArray().ToInt64s());
        Estimator modern = FittedObject.Read(
            "sklearn.neighbors._nearest_centroid", "NearestCentroid",
            [.. attributes, ("class_prior_", FittedObject.Array([0.001, 0.999])), ("within_class_std_dev_", FittedObject.Array([1.0]))]);
        Assert.Equal([4, 4], modern.Call(Methods.Predict, rows).ToArray().ToInt64s());
    }

    [Fact]
    public void HeapKeepsTheFirstOfEqualDistances()
    {
        Span<double> distances = stackalloc double[3];
        Span<int> indices = stackalloc int[3];
        var heap = new NeighborHeap(distances, indices);
        for (int i = 0; i < 9; i++)
        {
            heap.Push(i % 3 == 0 ? 1 : 2, i);
        }

        heap.Sort();
        Assert.Equal([1, 1, 1], distances.ToArray());
        Assert.Equal([0, 3, 6], indices.ToArray().Order());
    }

    private static Estimator Classifier(int rows, int neighbours, (string Name, PyValue Value)[] others) => FittedObject.Read(
        "sklearn.neighbors._classification",
        "KNeighborsClassifier",
        [
            ("_fit_X", FittedObject.Array([.. Enumerable.Range(0, rows * 2).Select(i => Math.Sin(i))], rows, 2)),
            ("_y", FittedObject.Array([.. Enumerable.Range(0, rows).Select(i => (long)(i % 2))])),
            ("classes_", FittedObject.Array([3L, 4])),
            ("n_neighbors", neighbours),
            ("weights", "uniform"),
            ("metric", "minkowski"),
            ("p", 2),
            .. others,
        ]);
}
