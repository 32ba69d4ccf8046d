using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class PipelineTests
{
    [Fact]
    public void The_methods_are_those_that_the_last_step_has_and_scikit_learn_hands_on()
    {
        Assert.Equal(Methods.Predict, ComposeGolden.Load("pipeline.none").Estimator.Methods);
        Assert.Equal(Methods.Transform | Methods.InverseTransform, ComposeGolden.Load("pipeline.inverse").Estimator.Methods);
    }

    [Fact]
    public void The_columns_are_those_of_the_first_step()
    {
        Estimator model = ComposeGolden.Load("pipeline.frame").Estimator;

        Assert.Equal(["age", "fare", "city", "rooms", "new"], model.FeatureNamesIn!);
        Assert.Equal(5, model.FeatureCount);
        Assert.Equal(6, ComposeGolden.Load("pipeline.none").Estimator.FeatureCount);
    }

    [Fact]
    public void A_step_of_an_unknown_class_is_named_with_its_place()
    {
        var step = new PyObject(new PyGlobal("shop.model", "Cleaner"), PyTuple.Empty, PyConstruction.NewObject);

        var error = Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(Pipeline(new PyTuple("clean", step))));

        Assert.Equal("model.steps[0]", error.Path);
        Assert.Contains("shop.model.Cleaner", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_of_nothing_and_one_of_something_else_are_refused()
    {
        Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(Pipeline()));
        Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(Pipeline(3)));
    }

    [Fact]
    public void A_pipeline_within_itself_is_refused()
    {
        var steps = new PyList();
        PyObject model = Pipeline(steps);
        steps.Add(new PyTuple("again", model));

        Assert.Throws<PickleLimitException>(() => EstimatorTable.Read(model));
    }

    [Fact]
    public void A_pipeline_that_doubles_at_every_level_is_refused()
    {
        PyObject model = Pipeline(new PyTuple("a", "passthrough"));
        for (int level = 0; level < 40; level++)
        {
            model = Pipeline(new PyTuple("a", model), new PyTuple("b", model));
        }

        Assert.Throws<PickleLimitException>(() => EstimatorTable.Read(model));
    }

    [Fact]
    public void Samplers_of_imbalanced_learn_do_nothing_after_training()
    {
        PyObject sampler = new(new PyGlobal("imblearn.over_sampling._smote.base", "SMOTE"), PyTuple.Empty, PyConstruction.NewObject);
        Features rows = new double[,] { { 1, 2 } };

        Assert.Same(rows, EstimatorTable.Read(Pipeline(new PyTuple("s", sampler), new PyTuple("p", "passthrough"))).Transform(rows));
    }

    [Fact]
    public void Passing_through_keeps_the_rows()
    {
        Estimator model = EstimatorTable.Read(Pipeline(new PyTuple("a", "passthrough"), new PyTuple("b", PyValue.None)));
        Features rows = new double[,] { { 1, 2 } };

        Assert.Same(rows, model.Transform(rows));
    }

    private static PyObject Pipeline(params PyValue[] steps) => Pipeline(new PyList(steps));

    private static PyObject Pipeline(PyList steps)
    {
        var state = new PyDict();
        state["steps"] = steps;
        return new PyObject(new PyGlobal("sklearn.pipeline", "Pipeline"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }
}
