using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class BestEstimatorTests
{
    [Fact]
    public void A_search_that_kept_no_model_says_so()
    {
        var error = Assert.Throws<UnsupportedModelException>(() => ComposeGolden.Load("search.no_refit"));

        Assert.Equal("MissingAttribute", error.Code);
        Assert.Contains("refit=False", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sklearn.model_selection._search", "RandomizedSearchCV")]
    [InlineData("sklearn.model_selection._search_successive_halving", "HalvingGridSearchCV")]
    [InlineData("sklearn.model_selection._search_successive_halving", "HalvingRandomSearchCV")]
    [InlineData("sklearn.grid_search", "GridSearchCV")]
    public void Every_search_answers_with_its_best_model(string module, string name)
    {
        var coefficients = new PyDict();
        coefficients["coef_"] = new PyList([2.0, 3.0]);
        coefficients["intercept_"] = 1.0;
        coefficients["_sklearn_version"] = "1.2.1";
        var state = new PyDict();
        state["_sklearn_version"] = module == "sklearn.grid_search" ? "0.18" : "1.2.1";
        state["best_estimator_"] = new PyObject(new PyGlobal("sklearn.linear_model._base", "LinearRegression"), PyTuple.Empty,
            PyConstruction.NewObject) { State = coefficients };

        Estimator model = EstimatorTable.Read(
            new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state });

        Assert.Equal(Methods.Predict, model.Methods);
        Assert.Equal([9.0], model.Call(Methods.Predict, new double[,] { { 1, 2 } }).ToArray().ToDoubles());
        Assert.NotNull(model.Kernel(Methods.Predict));
    }
}
