using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Upgrade;

/// <summary>What a file holds beside scikit-learn's objects.</summary>
public class GraphTests
{
    [Fact]
    public void ObjectsOfTheUserStayAsTheyAre()
    {
        PyValue mine = FittedObject.Make("mine", "Model", ("base_estimator", "left"), ("_sklearn_version", "0.24.2"));
        PyValue copy = Rewriting.Run(mine, "1.9");
        Assert.NotSame(mine.Reference, copy.Reference);
        Assert.Equal("left", Rewriting.Attribute(copy, "base_estimator").AsString());
        Assert.Equal("0.24.2", Rewriting.Attribute(copy, "_sklearn_version").AsString());
        Assert.Equal("mine.Model", copy.As<PyObject>()!.Class!.FullName);
    }

    [Fact]
    public void AnEstimatorInAnObjectOfTheUserIsRewritten()
    {
        PyValue mine = FittedObject.Make("mine", "Model", ("inner", FittedObject.Make("sklearn.svm.classes", "LinearSVC")));
        PyValue inner = Rewriting.Attribute(Rewriting.Run(mine, "1.9"), "inner");
        Assert.Equal("sklearn.svm._classes.LinearSVC", inner.As<PyObject>()!.Class!.FullName);
        Assert.Equal("1.9.0", Rewriting.Attribute(inner, "_sklearn_version").AsString());
    }

    [Fact]
    public void WhatIsOneObjectStaysOneAndCirclesGoOn()
    {
        var list = new PyList([1.0, "x"]);
        var circle = new PyList();
        var tuple = new PyTuple(list, list, circle);
        circle.Add(tuple);
        PyTuple copy = Rewriting.Run(tuple, "1.9").As<PyTuple>()!;
        Assert.NotSame(list, copy[0].Reference);
        Assert.Same(copy[0].Reference, copy[1].Reference);
        Assert.Same(copy, copy[2].As<PyList>()![0].Reference);
    }

    [Fact]
    public void ADeepFileIsCopiedWithoutRecursion()
    {
        PyValue deep = "end";
        for (int i = 0; i < 200_000; i++)
        {
            deep = i % 3 == 0 ? new PyTuple(deep, "x") : i % 3 == 1 ? new PyList([deep, "x"])
                : FittedObject.Make("mine", "Node", ("next", deep));
        }

        Assert.Equal(PyKind.List, Rewriting.Run(deep, "1.9").Kind);
    }

    [Theory]
    [InlineData("numpy.core._multiarray_umath", "log1p", "numpy.log1p")]
    [InlineData("numpy.core.fromnumeric", "mean", "numpy.mean")]
    [InlineData("numpy._core.fromnumeric", "mean", "numpy.mean")]
    [InlineData("scipy.sparse.csr", "csr_matrix", "scipy.sparse._csr.csr_matrix")]
    [InlineData("sklearn.externals.joblib.numpy_pickle", "NumpyArrayWrapper", "joblib.numpy_pickle.NumpyArrayWrapper")]
    [InlineData("sklearn.neighbors.dist_metrics", "EuclideanDistance", "sklearn.metrics._dist_metrics.EuclideanDistance64")]
    [InlineData("sklearn.neighbors.ball_tree", "BinaryTree", "sklearn.neighbors._ball_tree.BallTree")]
    [InlineData("sklearn.preprocessing.imputation", "Imputer", "sklearn.impute._base.SimpleImputer")]
    [InlineData("sklearn.metrics.classification", "accuracy_score", "sklearn.metrics._classification.accuracy_score")]
    [InlineData("sklearn.utils", "Bunch", "sklearn.utils._bunch.Bunch")]
    [InlineData("mine.core", "log1p", "mine.core.log1p")]
    public void NamesAreTheTargets(string module, string name, string expected) =>
        Assert.Equal(expected, Rewriting.Run(new PyGlobal(module, name), "1.9").As<PyGlobal>()!.FullName);

    [Fact]
    public void MetricsLoseTheirWidthOnTheWayBack() => Assert.Equal("sklearn.metrics._dist_metrics.EuclideanDistance",
        Rewriting.Run(new PyGlobal("sklearn.metrics._dist_metrics", "EuclideanDistance64"), "1.2").As<PyGlobal>()!.FullName);

    [Fact]
    public void AClassThatTheTargetLacksIsRefusedWithItsPlace()
    {
        PyValue pipeline = FittedObject.Make("sklearn.pipeline", "Pipeline",
            ("steps", new PyList([new PyTuple("a", FittedObject.Make("sklearn.preprocessing._target_encoder", "TargetEncoder"))])));
        UnsupportedUpgradeException error = Rewriting.Refusal(pipeline, "1.2");
        Assert.Equal(("UpgradeClass", "model.steps[0]"), (error.Code, error.Path));
        Assert.Contains("TargetEncoder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersOfNumpyAreWrittenAsBothOfItWriteThem()
    {
        PyValue dtype = new PyObject(new PyGlobal("numpy", "dtype"), new PyTuple("f8", 0, 1))
            { State = new PyTuple(3, "<", default, default, default, -1, -1, 0) };
        PyValue array = new PyObject(new PyGlobal("numpy._core.numeric", "_frombuffer"),
            new PyTuple(new PyByteArray(BitConverter.GetBytes(2.5)), dtype, new PyTuple(1), "C"));
        PyObject copy = Rewriting.Run(array, "1.9").As<PyObject>()!;
        Assert.Equal("numpy.core.multiarray._reconstruct", copy.Function!.FullName);
        Assert.Equal(2.5, NDArray.From(copy)!.ToDoubles()[0]);
        PyObject described = copy.State.As<PyTuple>()![2].As<PyObject>()!;
        Assert.Equal(PyKind.Bool, described.Arguments[1].Kind);
    }

    [Fact]
    public void TextOfPython2IsTextWhereItIsAscii()
    {
        Assert.Equal(PyKind.Str, Rewriting.Run(new PyByteString("label"u8.ToArray()), "1.9").Kind);
        Assert.Equal("UpgradeText", Rewriting.Refusal(new PyByteString(new byte[] { 0x63, 0xE9 }), "1.9").Code);
    }

    [Fact]
    public void LabelsOfPython2AreText()
    {
        NDArray labels = NDArray.OverBytes(DType.Parse("|S3"), [2], "hamegg"u8.ToArray());
        PyValue model = FittedObject.Make("sklearn.dummy", "DummyClassifier", ("classes_", FittedObject.Array(labels)),
            ("_sklearn_version", "0.18.2"));
        NDArray copy = NDArray.From(Rewriting.Attribute(Rewriting.Run(model, "1.9"), "classes_"))!;
        Assert.Equal(("<U3", "ham", "egg"), (copy.DType.Descriptor, copy.ToStrings()[0], copy.ToStrings()[1]));
    }
}
