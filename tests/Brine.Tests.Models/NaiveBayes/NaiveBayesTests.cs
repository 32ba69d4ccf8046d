using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Brine.Tests.Models.Numerics;

namespace Brine.Tests.Models.NaiveBayes;

public class NaiveBayesTests
{
    private static Estimator Gaussian(string variance) => PythonObjects.Read(
        "sklearn.naive_bayes",
        "GaussianNB",
        ("classes_", PythonObjects.Array<long>([0, 1], 2)),
        ("theta_", PythonObjects.Array([0.0, 1, 2, 3], 2, 2)),
        (variance, PythonObjects.Array([1.0, 2, 0.5, 1], 2, 2)),
        ("class_prior_", PythonObjects.Array([0.5, 0.5], 2)));

    [Fact]
    public void TheVarianceIsReadUnderBothOfItsNames()
    {
        double[] old = Gaussian("sigma_").Call(Methods.PredictProba, new double[,] { { 1, 1 } }).ToArray().ToDoubles();
        Assert.Equal(old, Gaussian("var_").Call(Methods.PredictProba, new double[,] { { 1, 1 } }).ToArray().ToDoubles());
        Assert.Equal(1, old.Sum(), 1e-14);
        Assert.Equal(0, PythonObjects.Allocated(Gaussian("var_").Kernel(Methods.PredictProba)!));
    }

    [Fact]
    public void SparseAndDenseCountsGiveTheSame()
    {
        foreach (string name in new[] { "MultinomialNB", "ComplementNB", "BernoulliNB" })
        {
            Estimator model = PythonObjects.Read(
                "sklearn.naive_bayes",
                name,
                ("binarize", 0.5),
                ("classes_", PythonObjects.Array<long>([0, 1], 2)),
                ("feature_log_prob_", PythonObjects.Array([-1.0, -2, -3, -0.5, -1.5, -2.5], 2, 3)),
                ("class_log_prior_", PythonObjects.Array([-0.7, -0.6], 2)));
            double[] dense = model.Call(Methods.PredictLogProba, new double[,] { { 2, 0, 0.25 }, { 0, 0, 0 } }).ToArray().ToDoubles();
            var sparse = new SparseMatrix(new CsrMatrix(2, 3, [0, 2, 2], [0, 2], [2, 0.25]));
            Assert.Equal(dense, model.Call(Methods.PredictLogProba, sparse).ToArray().ToDoubles());
            Assert.Equal(0, PythonObjects.Allocated(model.Kernel(Methods.Predict)!));
        }
    }

    [Fact]
    public void ACategoryThatTrainingDidNotSeeIsRefused()
    {
        Estimator model = PythonObjects.Read(
            "sklearn.naive_bayes",
            "CategoricalNB",
            ("classes_", PythonObjects.Array<long>([0, 1], 2)),
            ("feature_log_prob_", new PyList([PythonObjects.Array([-1.0, -2, -3, -0.5], 2, 2)])),
            ("class_log_prior_", PythonObjects.Array([-0.7, -0.6], 2)));
        Assert.Equal([0L], model.Call(Methods.Predict, new double[,] { { 0 } }).ToArray().ToInt64s());
        foreach ((double category, string code) in new[] { (2, "InputCategory"), (-1, "InputNegative"), (double.NaN, "InputMissing") })
        {
            Assert.Equal(code, Assert.Throws<ModelInputException>(() => model.Call(Methods.Predict, new double[,] { { category } })).Code);
        }
    }

    [Fact]
    public void MeansOfAnotherNumberOfClassesAreCorrupt() => Assert.Throws<PickleFormatException>(() => PythonObjects.Read(
        "sklearn.naive_bayes",
        "GaussianNB",
        ("classes_", PythonObjects.Array<long>([0, 1, 2], 3)),
        ("theta_", PythonObjects.Array([0.0, 1, 2, 3], 2, 2)),
        ("var_", PythonObjects.Array([1.0, 2, 0.5, 1], 2, 2)),
        ("class_prior_", PythonObjects.Array([0.5, 0.5], 2))));
}
