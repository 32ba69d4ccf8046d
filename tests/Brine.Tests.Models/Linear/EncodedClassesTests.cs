using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models.Linear;

/// <summary>Linear models of scikit-learn up to 0.15, which keep their classes in a LabelEncoder alone.</summary>
public sealed class EncodedClassesTests
{
    [Theory]
    [InlineData("sklearn.svm.classes", "LinearSVC")]
    [InlineData("sklearn.linear_model.logistic", "LogisticRegression")]
    public void ClassesOfTheEncoderAreTheLabels(string module, string name)
    {
        Estimator model = EstimatorTable.Read(Make(module, name, ["no", "yes"], [1, -1], [0.5]));
        Assert.Equal(["no", "yes"], model.Classes!.Names);
        Assert.Equal((string?[])["yes", "no"],
            model.Call(Brine.Models.Methods.Predict, NDArray.Of([1.0, 0, 0, 1], 2, 2)).ToArray().ToStrings());
    }

    [Fact]
    public void SeveralClassesAreOneAgainstTheRest()
    {
        Estimator model = EstimatorTable.Read(
            Make("sklearn.linear_model.logistic", "LogisticRegression", ["a", "b", "c"], [1, 0, 0, 1, -1, -1], [0, 0, 0]));
        double[] scores = [1, 2, -3];
        double[] each = [.. scores.Select(score => 1 / (1 + Math.Exp(-score)))];
        double[] probabilities = model.Call(Brine.Models.Methods.PredictProba, NDArray.Of([1.0, 2], 1, 2)).ToArray().ToDoubles();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(each[i] / each.Sum(), probabilities[i], 15);
        }
    }

    [Fact]
    public void OnlyWhatWasNotTrainedIsSaidToBeUntrained()
    {
        PyObject untrained = New("sklearn.svm._classes", "LinearSVC", new PyDict { ["C"] = 1.0, ["_sklearn_version"] = "1.2.1" });
        Assert.Contains("it was never trained", Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(untrained)).Message,
            StringComparison.Ordinal);
        PyObject partial = New("sklearn.svm._classes", "LinearSVC",
            new PyDict { ["C"] = 1.0, ["coef_"] = NDArray.Of([1.0, 2], 1, 2).ToPickle(), ["_sklearn_version"] = "7.1" });
        string message = Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(partial)).Message;
        Assert.Contains("has no classes_, though it was trained: it is of a version (7.1)", message, StringComparison.Ordinal);
        PyObject odd = New("sklearn.svm._classes", "LinearSVC", new PyDict { ["classes_"] = New("jax", "Array", []) });
        message = Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(odd)).Message;
        Assert.Equal("the classes_ of LinearSVC is an object of jax.Array, which Brine does not read", message);
    }

    private static PyObject Make(string module, string name, string[] classes, double[] coefficients, double[] intercepts) =>
        New(module, name, new PyDict
    {
        ["C"] = 1.0,
        ["multi_class"] = "ovr",
        ["coef_"] = NDArray.Of(coefficients, intercepts.Length, 2).ToPickle(),
        ["intercept_"] = NDArray.Of(intercepts).ToPickle(),
        ["_enc"] = New("sklearn.preprocessing.label", "LabelEncoder", new PyDict { ["classes_"] = NDArray.OfText(classes).ToPickle() }),
    });

    private static PyObject New(string module, string name, PyDict attributes) =>
        new(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = attributes };
}
