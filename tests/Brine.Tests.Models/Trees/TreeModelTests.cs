using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using static Brine.Tests.Models.Trees.TreeSamples;

namespace Brine.Tests.Models.Trees;

public sealed class TreeModelTests
{
    private static readonly Node[] Stump = [new(1, 2, 0, 0.5), LeafNode, LeafNode];

    [Fact]
    public void WeightsAreDividedUpTo13AndTakenAsTheyAreFrom14()
    {
        double[] values = [0, 0, 1, 3, 0, 0];
        double[,] rows = { { 0, 0 }, { 1, 0 } };
        Assert.Equal([0.25, 0.75, 0, 0], Classifier(values, "1.3.2").Call(Methods.PredictProba, rows).ToArray().ToDoubles());
        Assert.Equal([1, 3, 0, 0], Classifier(values, "1.4.0").Call(Methods.PredictProba, rows).ToArray().ToDoubles());
        Assert.Equal([20, 10], Classifier(values, "1.3.2").Call(Methods.Predict, rows).ToArray().ToInt64s());
    }

    [Theory]
    [InlineData("1.2.2", "best", "gini", false, false)]
    [InlineData("1.3.0", "best", "gini", false, true)]
    [InlineData("1.5.2", "random", "gini", false, false)]
    [InlineData("1.6.0", "random", "gini", false, true)]
    [InlineData("1.3.0", "best", "gini", true, false)]
    [InlineData("1.4.0", "best", "gini", true, true)]
    [InlineData("1.8.0", "best", "absolute_error", false, false)]
    [InlineData("1.9.0", "best", "absolute_error", false, true)]
    public void MissingValuesAreTakenFromTheVersionThatTakesThem(string version, string splitter, string criterion, bool isForest,
        bool taken)
    {
        Node[] nodes = [new(1, 2, 0, 0.5, MissingGoesLeft: true), LeafNode, LeafNode];
        PyObject tree = TreeSamples.Estimator("DecisionTreeRegressor", Tree(nodes, 2, [0, 7, 9]), version, ("splitter", splitter),
            ("criterion", criterion));
        Estimator model = Read(isForest ? Forest("RandomForestRegressor", [tree, tree], version) : tree);
        double[,] rows = { { double.NaN, 0 }, { 1, double.NaN } };
        if (taken)
        {
            Assert.Equal([7, 9], model.Call(Methods.Predict, rows).ToArray().ToDoubles());
            var output = new double[1];
            model.Kernel(Methods.Predict)!.Run([double.NaN, double.NaN], output);
            Assert.Equal(7, output[0]);
            return;
        }

        var error = Assert.Throws<ModelInputException>(() => model.Call(Methods.Predict, rows));
        Assert.Equal("InputMissing", error.Code);
        Assert.Contains("row 0, column 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<ModelInputException>(() => model.Call(Methods.DecisionPath, rows));
        Assert.Throws<ModelInputException>(() => model.Kernel(Methods.Predict)!.Run([double.NaN, 0], new double[1]));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(3.5e38)]
    public void NumbersThatFloat32CannotHoldAreRefused(double value)
    {
        Estimator model = Read(TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2), "1.5.0"));
        var error = Assert.Throws<ModelInputException>(() => model.Call(Methods.Predict, new double[,] { { 0, 0 }, { 0, value } }));
        Assert.Equal("InputNotFinite", error.Code);
        Assert.Contains("row 1, column 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingStoredIsZeroAndTheLastOfTwoStoredCounts()
    {
        Estimator model = Read(TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2, [0, 7, 9])));
        var csr = new CsrMatrix(3, 2, [0, 0, 2, 3], [0, 0, 0], [1, 0.25, 1]);
        Assert.Equal([7, 7, 9], model.Call(Methods.Predict, new SparseMatrix(csr)).ToArray().ToDoubles());
        Assert.Equal([0, 1, 0, 1, 0, 2], model.Call(Methods.DecisionPath, new SparseMatrix(csr)).Sparse!.Columns);
        var missing = new CsrMatrix(1, 2, [0, 1], [0], [double.NaN]);
        Assert.Throws<ModelInputException>(() => model.Call(Methods.Predict, new SparseMatrix(missing)));
    }

    [Fact]
    public void SeveralOutputsGiveAListOfProbabilities()
    {
        double[] values = [0, 0, 0, 0, 0, 0, 1, 3, 0, 2, 2, 4, 1, 0, 0, 0, 0, 1];
        PyObject tree = TreeSamples.Estimator("DecisionTreeClassifier", Tree(Stump, 2, values, [2, 3]), "1.2.0",
            ("classes_", Classes([0, 1], [5, 6, 7])));
        Answer answer = Read(tree).Call(Methods.PredictProba, new double[,] { { 0, 0 }, { 1, 0 } });
        Assert.Equal([0.25, 0.75, 1, 0], answer.Parts![0].ToArray().ToDoubles());
        Assert.Equal([0.25, 0.25, 0.5, 0, 0, 1], answer.Parts[1].ToArray().ToDoubles());
        Assert.Equal([1, 7, 0, 7], Read(tree).Call(Methods.Predict, new double[,] { { 0, 0 }, { 1, 0 } }).ToArray().ToInt64s());
        Assert.Null(Read(tree).Kernel(Methods.Predict));

        PyObject forest = Forest("ExtraTreesClassifier", [tree, tree], "1.2.0", ("classes_", Classes([0, 1], [5, 6, 7])));
        Assert.Equal([1, 7, 0, 7], Read(forest).Call(Methods.Predict, new double[,] { { 0, 0 }, { 1, 0 } }).ToArray().ToInt64s());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void ATreeKeepsMinusZeroAndAForestDoesNot(int forestOf, bool kept)
    {
        PyObject tree = TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2, [0, -0.0, 9]));
        Estimator model = Read(forestOf == 0 ? tree : Forest("RandomForestRegressor", Enumerable.Repeat(tree, forestOf)));
        var output = new double[1];
        model.Kernel(Methods.Predict)!.Run([0, 0], output);
        Assert.Equal(kept, double.IsNegative(output[0]));
        Assert.Equal(kept, double.IsNegative(model.Call(Methods.Predict, new double[,] { { 0, 0 } }).ToArray().ToDoubles()[0]));
    }

    [Fact]
    public void TheDecisionPathOfAForestSetsTheTreesSideBySide()
    {
        PyObject tree = TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2));
        Answer path = Read(Forest("RandomForestRegressor", [tree, tree])).Call(Methods.DecisionPath, new double[,] { { 0, 0 }, { 1, 0 } });
        CsrMatrix indicator = path.Parts![0].Sparse!;
        Assert.Equal([0, 1, 3, 4, 0, 2, 3, 5], indicator.Columns);
        Assert.Equal(DType.Int64, indicator.DType);
        Assert.Equal([0, 3, 6], path.Parts[1].ToArray().ToInt64s());
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    public void NodesOfOtherPlatformsAreRead(int intSize, bool bigEndian)
    {
        PyObject tree = Tree(Stump, 2, [0, 7, 9], null, intSize, withMissing: intSize == 4, bigEndian);
        Assert.Equal([7, 9],
            Read(TreeSamples.Estimator("ExtraTreeRegressor", tree)).Call(Methods.Predict, new double[,] { { 0.5, 0 }, { 0.6, 0 } })
                .ToArray().ToDoubles());
    }

    [Theory]
    [InlineData(3, 2, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 2, 2)]
    [InlineData(1, 2, -2)]
    [InlineData(1L << 32, 2, 0)]
    public void ATreeThatLeadsOutOfItselfIsRefused(long left, long right, long feature)
    {
        PyObject tree = TreeSamples.Estimator("DecisionTreeRegressor", Tree([new(left, right, feature, 0.5), LeafNode, LeafNode], 2));
        Assert.Equal("FormatTree", Assert.Throws<PickleFormatException>(() => Read(tree)).Code);
    }

    [Fact]
    public void ArraysThatDoNotFitAreRefused()
    {
        Assert.Throws<PickleFormatException>(() => Read(TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2, [1, 2]))));
        Assert.Throws<PickleFormatException>(() => Read(TreeSamples.Estimator("DecisionTreeRegressor", Tree([], 2, []))));
        Assert.Throws<PickleFormatException>(
            () => Read(TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2), "1.5.0", ("n_features_in_", 3))));
        Assert.Throws<PickleFormatException>(
            () => Read(TreeSamples.Estimator("DecisionTreeClassifier", Tree(Stump, 2, null, [2]), "1.5.0",
                ("classes_", Wrap(NDArray.Of(new long[] { 1, 2, 3 }))))));
        Assert.Throws<PickleFormatException>(
            () => Read(Forest("RandomForestRegressor",
                [TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 2)),
                    TreeSamples.Estimator("DecisionTreeRegressor", Tree(Stump, 3))])));
    }

    [Fact]
    public void AForestWithoutTreesWasNeverTrained()
    {
        Assert.Equal("MissingAttribute", Assert.Throws<UnsupportedModelException>(() => Read(Forest("RandomForestRegressor", []))).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void KernelsOfOneRowDoNotAllocate(int trees)
    {
        var random = new Random(5);
        PyObject[] members = [
            .. Enumerable.Range(0, trees)
                .Select(_ =>
                    TreeSamples.Estimator("DecisionTreeClassifier", Tree(TreeSamples.Random(random, 30, 60), 30, null, [3]), "1.5.0",
                        ("classes_", Wrap(NDArray.Of(new long[] { 1, 2, 3 })))))];
        Estimator model = Read(trees == 1 ? members[0]
            : Forest("RandomForestClassifier", members, "1.5.0", ("classes_", Wrap(NDArray.Of(new long[] { 1, 2, 3 })))));
        double[] row = [.. Enumerable.Range(0, 30).Select(_ => TreeSamples.Value(random))];
        var matrix = new Matrix(1, 30, row);
        foreach (Methods method in (Methods[])[Methods.Predict, Methods.PredictProba])
        {
            RowKernel kernel = model.Kernel(method)!;
            var output = new double[kernel.OutputCount];
            kernel.Run(row, output);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                kernel.Run(row, output);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            NDArray whole = model.Call(method, matrix).ToArray();
            Assert.Equal(method == Methods.Predict ? [output[0] + 1] : output, whole.ToDoubles());
        }
    }

    [Fact]
    public void SumsAreAddedInNumpysOrder()
    {
        // np.sum of [1, 1e16, -1e16] + 5 * [1]: eight running sums of one value each, added in pairs.
        Assert.Equal(((1 + 1e16) + (-1e16 + 1)) + ((1.0 + 1) + (1 + 1)), PairwiseSum.Of<double>([1, 1e16, -1e16, 1, 1, 1, 1, 1]));
        Assert.Equal(((((1 + 1e16) - 1e16) + 1) + 1), PairwiseSum.Of<double>([1, 1e16, -1e16, 1, 1]));
        Assert.Equal(300 * 301 / 2, PairwiseSum.Of<double>([.. Enumerable.Range(1, 300).Select(i => (double)i)]));
    }

    private static Estimator Classifier(double[] values, string version) =>
        Read(TreeSamples.Estimator("DecisionTreeClassifier", Tree(Stump, 2, values, [2]), version,
            ("classes_", Wrap(NDArray.Of(new long[] { 10, 20 })))));

    private static PyValue Classes(params long[][] outputs) => new PyList(outputs.Select(labels => Wrap(NDArray.Of(labels))));
}
