using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Brine.Tests.Models.Numerics;

namespace Brine.Tests.Models.Linear;

public class LinearModelTests
{
    private const string Module = "sklearn.linear_model._logistic";

    private static Estimator Logistic(params (string, PyValue)[] more) => PythonObjects.Read(
        Module,
        "LogisticRegression",
        [("classes_", PythonObjects.Array<long>([3, 7], 2)), ("coef_", PythonObjects.Array([0.5, -2.0], 1, 2)),
            ("intercept_", PythonObjects.Array([0.25], 1)), .. more]);

    [Fact]
    public void AnUntrainedModelIsRefusedByTheNameOfWhatIsMissing()
    {
        var error = Assert.Throws<UnsupportedModelException>(() => PythonObjects.Read(Module, "LogisticRegression", ("C", 1.0)));
        Assert.Equal("MissingAttribute", error.Code);
        Assert.Contains("classes_", error.Message, StringComparison.Ordinal);
        Assert.Contains("never trained", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoClassesOfMultinomialAreASoftmaxOfBothSigns()
    {
        double score = (0.5 * 1) + (-2.0 * 0.25) + 0.25;
        double[] logistic = Logistic(("multi_class", "ovr")).Call(Methods.PredictProba, new double[,] { { 1, 0.25 } }).ToArray()
            .ToDoubles();
        double[] softmax = Logistic(("multi_class", "multinomial")).Call(Methods.PredictProba, new double[,] { { 1, 0.25 } }).ToArray()
            .ToDoubles();
        Assert.Equal(1 / (1 + Math.Exp(-score)), logistic[1]);
        Assert.Equal(1 / (1 + Math.Exp(-2 * score)), softmax[1], 1e-15);
    }

    [Fact]
    public void SingleRowsOfSingleModelsAnswerInSinglePrecision()
    {
        Estimator model = PythonObjects.Read(
            Module,
            "LogisticRegression",
            ("classes_", PythonObjects.Array<long>([0, 1], 2)),
            ("coef_", PythonObjects.Array([0.5f, -2f], 1, 2)),
            ("intercept_", PythonObjects.Array([0.25f], 1)));
        Assert.Equal(DType.Float32, model.Call(Methods.PredictProba, new Matrix(1, 2, [1, 2], DType.Float32)).ToArray().DType);
        Assert.Equal(DType.Float64, model.Call(Methods.PredictProba, new Matrix(1, 2, [1, 2])).ToArray().DType);
        Assert.Equal(DType.Float32, model.Call(Methods.DecisionFunction, new Matrix(1, 2, [1, 2], DType.Float32)).ToArray().DType);
    }

    [Fact]
    public void RowKernelsAgreeWithTheBatchAndAllocateNothing()
    {
        Estimator model = Logistic();
        var rows = new Matrix(300, 2, [.. Enumerable.Range(0, 600).Select(i => Math.Sin(i))]);
        foreach (Methods method in new[] { Methods.PredictProba, Methods.DecisionFunction, Methods.Predict })
        {
            RowKernel kernel = model.Kernel(method)!;
            var one = new double[kernel.OutputCount];
            double[] all = kernel.RunAll(rows);
            for (int row = 0; row < rows.RowCount; row++)
            {
                kernel.Run(rows.Row(row), one);
                Assert.Equal(all.AsSpan(row * one.Length, one.Length).ToArray(), one);
            }

            Assert.Equal(0, PythonObjects.Allocated(kernel));
        }
    }

    [Fact]
    public void SparseRowsAreNotFilled()
    {
        const int Columns = 50_000_000;
        var coefficients = new float[Columns];
        coefficients[^1] = 2;
        Estimator model = PythonObjects.Read("sklearn.linear_model._ridge", "Ridge", ("coef_", PythonObjects.Array(coefficients, Columns)),
            ("intercept_", 1.0));
        var rows = new SparseMatrix(new CsrMatrix(100, Columns, [0, .. Enumerable.Repeat(1, 100)], [Columns - 1], [3.0]));
        double[] answer = model.Call(Methods.Predict, rows).ToArray().ToDoubles();
        Assert.Equal([7.0, 1.0], answer.Take(2));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void ArraysThatDoNotFitAreCorrupt(int classes, int intercepts)
    {
        var error = Assert.Throws<PickleFormatException>(() => PythonObjects.Read(
            Module,
            "LogisticRegression",
            ("classes_", PythonObjects.Array(new long[classes], classes)),
            ("coef_", PythonObjects.Array([0.5, -2.0], 1, 2)),
            ("intercept_", PythonObjects.Array(new double[intercepts], intercepts))));
        Assert.Equal("FormatShape", error.Code);
    }

    [Fact]
    public void WeightsThatAreNoNumbersAreCorrupt() => Assert.Throws<PickleFormatException>(() => PythonObjects.Read(
        Module,
        "LogisticRegression",
        ("classes_", PythonObjects.Array<long>([0, 1], 2)),
        ("coef_", new PyList(["a", "b"])),
        ("intercept_", PythonObjects.Array([0.25], 1))));

    [Fact]
    public void ModifiedHuberGivesEachClassTheSameWhereAllAreZero()
    {
        Estimator model = PythonObjects.Read(
            "sklearn.linear_model._stochastic_gradient",
            "SGDClassifier",
            ("loss", "modified_huber"),
            ("classes_", PythonObjects.Array<long>([0, 1, 2, 3], 4)),
            ("coef_", PythonObjects.Array([1.0, 1, 1, 1], 4, 1)),
            ("intercept_", PythonObjects.Array([0.0, 0, 0, 1.5], 4)));
        double[] far = model.Call(Methods.PredictProba, new double[,] { { -5 }, { -1 } }).ToArray().ToDoubles();
        Assert.Equal([0.25, 0.25, 0.25, 0.25, 0, 0, 0, 1], far);
    }
}
