using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Brine.Tables;

namespace Brine.Tests.Models.Linear;

/// <summary>Models that were trained on one class, or on one column, whose attributes are smaller than those of others.</summary>
public sealed class OneClassTests
{
    private static readonly NDArray Rows = NDArray.Of([1.0, 2, 3, 4], 2, 2);

    private static PyValue Binarizer => FittedObject.Make("sklearn.preprocessing._label", "LabelBinarizer",
        ("classes_", FittedObject.Array<long>([7])), ("y_type_", "binary"), ("_sklearn_version", "1.2.1"));

    [Theory]
    [InlineData("RidgeClassifier")]
    [InlineData("RidgeClassifierCV")]
    public void RidgeOfOneClassAnswersWithIt(string name)
    {
        Estimator model = FittedObject.Read("sklearn.linear_model._ridge", name, ("coef_", FittedObject.Array([0.0, 0], 1, 2)),
            ("intercept_", FittedObject.Array([-1.0])),
            ("_label_binarizer", Binarizer), ("_sklearn_version", "1.2.1"));
        Assert.Equal([7.0, 7], model.Call(Brine.Models.Methods.Predict, Rows).ToArray().ToDoubles());
        Assert.Equal([-1.0, -1], model.Call(Brine.Models.Methods.DecisionFunction, Rows).ToArray().ToDoubles());
    }

    [Fact]
    public void RidgeOfOneClassRefusesTheScoreOfASecond()
    {
        Estimator model = FittedObject.Read("sklearn.linear_model._ridge", "RidgeClassifier", ("coef_", FittedObject.Array([1.0, 0], 1, 2)),
            ("intercept_", 0.0),
            ("_label_binarizer", Binarizer), ("_sklearn_version", "1.2.1"));
        Assert.Equal("InputCategory", Assert.Throws<ModelInputException>(() => model.Call(Brine.Models.Methods.Predict, Rows)).Code);
    }

    [Fact]
    public void NetworkOfOneClassAnswersWithItAndWithTwoProbabilities()
    {
        Estimator model = FittedObject.Read("sklearn.neural_network._multilayer_perceptron", "MLPClassifier",
            ("coefs_", MadeEstimator.List(FittedObject.Array([0.0, 0], 2, 1))),
            ("intercepts_", MadeEstimator.List(FittedObject.Array([3.0]))),
            ("activation", "relu"), ("out_activation_", "logistic"), ("_label_binarizer", Binarizer),
            ("classes_", FittedObject.Array<long>([7])), ("_sklearn_version", "1.2.1"));
        Assert.Equal([7.0, 7], model.Call(Brine.Models.Methods.Predict, Rows).ToArray().ToDoubles());
        NDArray pairs = model.Call(Brine.Models.Methods.PredictProba, Rows).ToArray();
        Assert.Equal([2, 2], pairs.Shape.ToArray());
        Assert.True(pairs.ToDoubles()[1] > 0.9);
    }

    [Fact]
    public void CoefficientWithoutDimensionsOpensAndPredictsNothing()
    {
        Estimator model = FittedObject.Read("sklearn.linear_model._omp", "OrthogonalMatchingPursuit",
            ("coef_", FittedObject.Array(NDArray.OfNumbers([2.0], DType.Float64, 1).Reshape([]))),
            ("intercept_", 0.0), ("n_features_in_", 1), ("_sklearn_version", "1.2.1"));
        Assert.Equal("InputShape",
            Assert.Throws<ModelInputException>(() => model.Call(Brine.Models.Methods.Predict, NDArray.Of([1.0, 2], 2, 1))).Code);
        Assert.Null(model.Kernel(Brine.Models.Methods.Predict));
    }
}
