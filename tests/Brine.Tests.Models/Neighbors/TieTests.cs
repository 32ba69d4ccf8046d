using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>Neighbours at equal distances: which are taken, and when it is said that this hangs on the processor.</summary>
public sealed class TieTests
{
    private static readonly double[,] Rows = { { 0, 0 }, { 1, 1 } };

    public static TheoryData<string> Digits =>
        [.. CaseInfo.ReadManifest(Path.Combine(Repo.Golden("neighbors", "digits"), "manifest.jsonl")).Select(info => info.Id)];

    [Theory]
    [MemberData(nameof(Digits))]
    public void DigitsOfBlackAndWhiteHaveThePythonLabels(string id)
    {
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(Repo.Golden("neighbors", "digits"), "manifest.jsonl"))
            .Single(line => line.Id == id);
        CaseResult result = CaseRunner.Run(Repo.Golden("neighbors", "digits"), info, new AnswerComparer());
        Assert.Null(result.Error);
        Assert.True(result.IsBitEqual);
    }

    [Theory]
    [InlineData("numpy._core.multiarray", "1.6.1", 1)] // which of equal ones numpy 2 takes depends on the processor
    [InlineData("numpy.core.multiarray", "1.2.1", 0)]
    [InlineData("numpy.core.multiarray", "1.6.1", 0)]
    [InlineData("joblib.numpy_pickle", "1.6.1", 1)] // joblib does not tell numpy's version
    [InlineData("joblib.numpy_pickle", "1.2.1", 0)] // older than numpy 2
    public void TieThatNumpyDecidesIsNoted(string module, string version, int notes)
    {
        Estimator model = Classifier(module, version, FittedObject.Array([0L, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2));
        using var collected = AnswerNotes.Collect();
        model.Call(Methods.Predict, FittedRows());
        Assert.Equal(notes, collected.All.Count);
        Assert.All(collected.All, note => Assert.Contains("depends on the processor", note));
    }

    [Fact]
    public void NothingIsNotedWithoutTiesNorByTheFastSearch()
    {
        using var collected = AnswerNotes.Collect();
        Classifier("numpy._core.multiarray", "1.6.1", FittedObject.Array([0L, 0, 0, 10, 30, 0, 90, 0, 0, 200], 5, 2)).Call(Methods.Predict,
            new Matrix(1, 2, [0, 1], DType.Int64));
        Classifier("numpy._core.multiarray", "1.6.1", FittedObject.Array([0.0, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2)).Call(Methods.Predict,
            Rows);
        Assert.Empty(collected.All);
    }

    [Fact]
    public void NotesAreCollectedOnceAndOnlyWhileSomebodyAsks()
    {
        Estimator model = Classifier("numpy._core.multiarray", "1.6.1", FittedObject.Array([0L, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2));
        AnswerNotes first;
        using (first = AnswerNotes.Collect())
        {
            model.Call(Methods.Predict, FittedRows());
            model.Call(Methods.Predict, FittedRows());
        }

        model.Call(Methods.KNeighbors, FittedRows());
        Assert.Single(first.All);
    }

    [Fact]
    public void RowKernelOfIntsAllocatesNothing()
    {
        RowKernel kernel = Classifier("numpy.core.multiarray", "1.2.1", FittedObject.Array([0L, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2))
            .Kernel(Methods.Predict)!;
        var output = new double[1];
        kernel.Run([1, 1], output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run([0, 1], output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void TreesRefuseSparseRows()
    {
        Estimator brute = Classifier("numpy.core.multiarray", "1.2.1", FittedObject.Array([0.0, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2),
            ("metric", "canberra"), ("effective_metric_", "canberra"));
        var rows = new SparseMatrix(new CsrMatrix(1, 2, [0, 1], [1], [1.0], DType.Int64));
        Assert.Equal("InputSparse", Assert.Throws<ModelInputException>(() => brute.Call(Methods.Predict, rows)).Code);
    }

    [Theory]
    [InlineData("seuclidean", "metric_params 'V'")]
    [InlineData("mahalanobis", "metric_params 'VI'")]
    [InlineData("shortest", "metric='shortest'")]
    public void MetricWithoutWhatItNeedsIsRefused(string metric, string message) => Assert.Contains(
        message,
        Assert.Throws<UnsupportedModelException>(
            () => Classifier("numpy.core.multiarray", "1.2.1", FittedObject.Array([0.0, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2),
                ("metric", metric), ("effective_metric_", metric))).Message);

    [Fact]
    public void VariancesOfAnotherLengthAreCorrupt()
    {
        var parameters = new PyDict { ["V"] = FittedObject.Array([1.0, 2, 3]) };
        Assert.Throws<PickleFormatException>(() => Classifier(
            "numpy.core.multiarray", "1.2.1", FittedObject.Array([0.0, 0, 0, 1, 1, 0, 1, 1, 0, 1], 5, 2),
            ("effective_metric_", "seuclidean"), ("effective_metric_params_", parameters)));
    }

    [Fact]
    public void CentersAndRowsOfOtherPrecisionAreRefused()
    {
        Estimator model = FittedObject.Read("sklearn.cluster._kmeans", "KMeans",
            ("cluster_centers_", FittedObject.Array([0.0, 1, 2, 3], 2, 2)), ("_sklearn_version", "1.2.1"));
        Assert.Equal("InputKind",
            Assert.Throws<ModelInputException>(() => model.Call(Methods.Predict, new Matrix(1, 2, [0, 1], DType.Float32))).Code);
        Assert.Equal([0], model.Call(Methods.Predict, new Matrix(1, 2, [0, 1], DType.Int64)).ToArray().ToInt64s());
    }

    private static Matrix FittedRows() => new(2, 2, [0, 0, 1, 1], DType.Int64);

    private static Estimator Classifier(string module, string version, PyValue training, params (string Name, PyValue Value)[] others)
    {
        NDArray array = NDArray.From(training)!;
        return FittedObject.Read(
            "sklearn.neighbors._classification",
            "KNeighborsClassifier",
            [
                ("_fit_X", new PyObject(new PyGlobal(module, "_reconstruct"), PyTuple.Empty) { View = array }),
                ("_y", FittedObject.Array([0L, 1, 0, 1, 0])),
                ("classes_", FittedObject.Array([3L, 4])),
                ("n_neighbors", 2),
                ("weights", "uniform"),
                ("metric", "euclidean"),
                ("_sklearn_version", version),
                .. others,
            ]);
    }
}
