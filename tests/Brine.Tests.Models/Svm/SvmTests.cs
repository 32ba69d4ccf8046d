using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Brine.Tests.Models.Numerics;

namespace Brine.Tests.Models.Svm;

public class SvmTests
{
    private static Estimator Classifier(string kernel, int[] sizes, params (string, PyValue)[] more) => PythonObjects.Read(
        "sklearn.svm._classes",
        "SVC",
        [
            ("kernel", kernel),
            ("_gamma", 0.5),
            ("classes_", PythonObjects.Array<long>([0, 1, 2], 3)),
            ("support_", PythonObjects.Array([0, 1, 2, 3], 4)),
            ("support_vectors_", PythonObjects.Array([0.0, 0, 1, 0, 0, 1, 1, 1], 4, 2)),
            ("_n_support", PythonObjects.Array(sizes, sizes.Length)),
            ("_dual_coef_", PythonObjects.Array([1.0, -0.5, -0.5, -0.25, 1, 0.75, -0.75, -1], 2, 4)),
            ("_intercept_", PythonObjects.Array([0.1, -0.2, 0.3], 3)),
            ("_probA", PythonObjects.Array([-1.0, -2, -1.5], 3)),
            ("_probB", PythonObjects.Array([0.0, 0.1, -0.1], 3)),
            ("decision_function_shape", "ovr"),
            .. more,
        ]);

    [Fact]
    public void DecisionsThatAreNoNumberGiveTheSmallestProbability()
    {
        Assert.Equal(1e-7, PairwiseCoupling.Sigmoid(double.NaN, -1, 0));
        Assert.Equal(1 - 1e-7, PairwiseCoupling.Sigmoid(double.PositiveInfinity, -1, 0));
        Assert.Equal(1e-7, PairwiseCoupling.Sigmoid(double.NegativeInfinity, -1, 0));
    }

    [Theory]
    [InlineData("rbf")]
    [InlineData("linear")]
    [InlineData("poly")]
    [InlineData("sigmoid")]
    public void RowsAloneAndInFoursGiveTheSameAndAllocateNothing(string kernel)
    {
        Estimator model = Classifier(kernel, [1, 1, 2]);
        var rows = new Matrix(11, 2, [.. Enumerable.Range(0, 22).Select(i => Math.Sin(i) * 2)]);
        foreach (Methods method in new[] { Methods.Predict, Methods.DecisionFunction, Methods.PredictProba })
        {
            RowKernel one = model.Kernel(method)!;
            double[] all = one.RunAll(rows);
            var output = new double[one.OutputCount];
            for (int row = 0; row < rows.RowCount; row++)
            {
                one.Run(rows.Row(row), output);
                Assert.Equal(all.AsSpan(row * output.Length, output.Length).ToArray(), output);
            }

            Assert.Equal(0, PythonObjects.Allocated(one));
        }
    }

    [Fact]
    public void ProbabilitiesSumToOne()
    {
        double[] probabilities = Classifier("rbf", [1, 1, 2]).Call(Methods.PredictProba, new double[,] { { 0.3, -2 } }).ToArray()
            .ToDoubles();
        Assert.Equal(1, probabilities.Sum(), 1e-12);
    }

    [Fact]
    public void AKernelOfPythonCodeIsRefused()
    {
        PyObject source = PythonObjects.Instance("sklearn.svm._classes", "SVC", ("kernel", new PyGlobal("__main__", "my_kernel")),
            ("classes_", PythonObjects.Array<long>([0, 1], 2)), ("support_", PythonObjects.Array([0], 1)),
            ("support_vectors_", PythonObjects.Array([0.0], 1, 1)));
        var error = Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(source));
        Assert.Contains("a kernel that is a Python function", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, -1, 4)]
    [InlineData(5, 0, 0)]
    public void SupportVectorsThatDoNotAddUpAreCorrupt(int first, int second, int third) =>
        Assert.Throws<PickleFormatException>(() => Classifier("rbf", [first, second, third]));

    [Fact]
    public void APrecomputedKernelThatNamesRowsOutsideIsCorrupt() => Assert.Throws<PickleFormatException>(() =>
        Classifier("precomputed", [1, 1, 2], ("shape_fit_", new PyTuple([3, 3]))));

    [Fact]
    public void ADenseModelTakesNoSparseRows()
    {
        var rows = new SparseMatrix(new CsrMatrix(1, 2, [0, 1], [0], [1.0]));
        var error = Assert.Throws<ModelInputException>(() => Classifier("rbf", [1, 1, 2]).Call(Methods.Predict, rows));
        Assert.Equal("InputSparse", error.Code);
    }

    [Fact]
    public void ASparseModelEqualsTheDenseOneOnRowsOfEitherForm()
    {
        double[] vectors = [0, 0, 1, 0, 0, 1, 1, 1];
        PyObject sparse = new(new PyGlobal("scipy.sparse._csr", "csr_matrix"), new PyTuple([]))
        {
            // The last row is out of order on purpose.
            View = new CsrMatrix(4, 2, [0, 0, 1, 2, 4], [0, 1, 1, 0], [1, 1, 1, 1]),
        };
        Assert.Equal(8, vectors.Length);
        var rows = new Matrix(3, 2, [0.5, 0, 0, -1, 2, 3]);
        var sparseRows = new SparseMatrix(new CsrMatrix(3, 2, [0, 1, 2, 4], [0, 1, 1, 0], [0.5, -1, 3, 2]));
        foreach (string kernel in new[] { "rbf", "linear", "poly", "sigmoid" })
        {
            Estimator model = Classifier(kernel, [1, 1, 2], ("support_vectors_", sparse));
            double[] expected = Classifier(kernel, [1, 1, 2]).Call(Methods.DecisionFunction, rows).ToArray().ToDoubles();
            Assert.Equal(expected, model.Call(Methods.DecisionFunction, rows).ToArray().ToDoubles());
            Assert.Equal(expected, model.Call(Methods.DecisionFunction, sparseRows).ToArray().ToDoubles());
        }
    }
}
