using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Brine.Tests.Models.Numerics;

namespace Brine.Tests.Models.NeuralNetwork;

public class NetworkTests
{
    private static Estimator Classifier(int hidden, int outputs, string activation, string last, string labels) => PythonObjects.Read(
        "sklearn.neural_network._multilayer_perceptron",
        "MLPClassifier",
        ("activation", activation),
        ("out_activation_", last),
        ("coefs_", new PyList([Weights(3, hidden), Weights(hidden, outputs)])),
        ("intercepts_", new PyList([PythonObjects.Array(new double[hidden], hidden), PythonObjects.Array(new double[outputs], outputs)])),
        ("_label_binarizer",
            PythonObjects.Instance("sklearn.preprocessing._label", "LabelBinarizer", ("y_type_", labels),
                ("classes_",
                    PythonObjects.Array<long>([.. Enumerable.Range(5, Math.Max(2, outputs)).Select(i => (long)i)],
                        Math.Max(2, outputs))))));

    private static PyValue Weights(int inputs, int outputs) =>
        PythonObjects.Array([.. Enumerable.Range(0, inputs * outputs).Select(i => Math.Cos(i))], inputs, outputs);

    [Theory]
    [InlineData("relu", 3, "softmax", "multiclass")]
    [InlineData("tanh", 1, "logistic", "binary")]
    [InlineData("identity", 3, "logistic", "multilabel-indicator")]
    public void RowsAloneAndInBlocksGiveTheSameAndAllocateNothing(string activation, int outputs, string last, string labels)
    {
        Estimator model = Classifier(70, outputs, activation, last, labels);
        var rows = new Matrix(133, 3, [.. Enumerable.Range(0, 399).Select(i => Math.Sin(i))]);
        RowKernel kernel = model.Kernel(Methods.PredictProba)!;
        double[] all = model.Call(Methods.PredictProba, rows).ToArray().ToDoubles();
        var output = new double[kernel.OutputCount];
        for (int row = 0; row < rows.RowCount; row++)
        {
            kernel.Run(rows.Row(row), output);
            Assert.Equal(all.AsSpan(row * output.Length, output.Length).ToArray(), output);
        }

        Assert.Equal(0, PythonObjects.Allocated(kernel));
        var sparse = new SparseMatrix(
            new CsrMatrix(133, 3, [.. Enumerable.Range(0, 134).Select(i => 3 * i)], [.. Enumerable.Range(0, 399).Select(i => i % 3)],
                rows.Values));
        Assert.Equal(all, model.Call(Methods.PredictProba, sparse).ToArray().ToDoubles());
    }

    [Fact]
    public void SeveralLabelsARowAreZerosAndOnes()
    {
        NDArray labels = Classifier(4, 3, "relu", "logistic", "multilabel-indicator").Call(Methods.Predict, new double[,] { { 1, 2, 3 } })
            .ToArray();
        Assert.Equal([1, 3], labels.Shape.ToArray());
        Assert.All(labels.ToInt64s(), label => Assert.InRange(label, 0, 1));
    }

    [Fact]
    public void LayersThatDoNotFitAreCorrupt() => Assert.Throws<PickleFormatException>(() => PythonObjects.Read(
        "sklearn.neural_network._multilayer_perceptron",
        "MLPRegressor",
        ("activation", "relu"),
        ("out_activation_", "identity"),
        ("coefs_", new PyList([Weights(3, 4), Weights(5, 1)])),
        ("intercepts_", new PyList([PythonObjects.Array(new double[4], 4), PythonObjects.Array(new double[1], 1)]))));

    [Fact]
    public void AnUntrainedNetworkIsRefused() => Assert.Contains(
        "coefs_",
        Assert.Throws<UnsupportedModelException>(
            () => PythonObjects.Read("sklearn.neural_network._multilayer_perceptron", "MLPRegressor", ("activation", "relu"))).Message,
        StringComparison.Ordinal);
}
