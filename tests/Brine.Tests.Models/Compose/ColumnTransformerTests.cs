using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class ColumnTransformerTests
{
    [Fact]
    public void Missing_columns_are_named()
    {
        Model model = ComposeGolden.Load("columns.names");
        var rows = (Table)ComposeGolden.Rows("columns.names");

        var error = Assert.Throws<ModelInputException>(() => model.Transform(rows.SelectColumns([0, 3, 4])));

        Assert.Equal("InputColumns", error.Code);
        Assert.Equal("the data lacks the columns 'fare', 'city'; it has age, rooms, new", error.Message);
    }

    [Fact]
    public void Columns_that_nobody_asks_for_may_be_missing()
    {
        Model model = ComposeGolden.Load("columns.moved");
        var rows = (Table)ComposeGolden.Rows("columns.moved");
        Features whole = model.Transform(rows);

        Features fewer = model.Transform(rows.SelectColumns([rows.IndexOf("age"), rows.IndexOf("rooms"), rows.IndexOf("fare")]));

        Assert.Equal(whole.ToMatrix().Values, fewer.ToMatrix().Values);
    }

    [Fact]
    public void A_matrix_of_another_width_is_refused()
    {
        Model model = ComposeGolden.Load("columns.numbers");

        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => model.Transform(new double[2, 5])).Code);
    }

    [Fact]
    public void A_model_that_does_not_say_its_width_refuses_what_is_too_narrow()
    {
        var state = new PyDict();
        state["transformers_"] = new PyList([new PyTuple("p", "passthrough", new PyList([0, 3]))]);
        Estimator model = EstimatorTable.Read(
            new PyObject(new PyGlobal("sklearn.compose._column_transformer", "ColumnTransformer"), PyTuple.Empty, PyConstruction.NewObject)
                { State = state });

        Assert.Equal([1, 4], model.Transform(new double[,] { { 1, 2, 3, 4 } }).ToMatrix().Values);
        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => model.Transform(new double[,] { { 1, 2, 3 } })).Code);
    }

    [Fact]
    public void Names_that_do_not_fit_the_width_are_corrupt()
    {
        var state = new PyDict();
        state["transformers_"] = new PyList();
        state["n_features_in_"] = 3;
        state["feature_names_in_"] = new PyList(["a"]);

        Assert.Throws<PickleFormatException>(
            () => EstimatorTable.Read(
                new PyObject(new PyGlobal("sklearn.compose._column_transformer", "ColumnTransformer"), PyTuple.Empty,
                    PyConstruction.NewObject) { State = state }));
    }

    [Fact]
    public void Columns_chosen_by_place_are_found_in_a_matrix_without_names()
    {
        Model model = Model.Load(Support.Repo.Golden("refusals/sklearn-1.2.1-small/ColumnTransformer.places_named.pkl"));
        var rows = new Table([.. model.FeatureNames!.Select((name, column) => Column.OfNumbers(name, [column, 2, 3 * column]))]);
        Matrix matrix = rows.ToMatrix();

        Features byPosition = model.Transform(new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values));

        Assert.Equal(model.Transform(rows).ToMatrix().Values, byPosition.ToMatrix().Values);
    }

    [Fact]
    public void Named_output_has_the_names_of_get_feature_names_out()
    {
        Model model = ComposeGolden.Load("columns.pandas");

        Features output = model.Transform(ComposeGolden.Rows("columns.pandas"));

        Assert.Equal(["k__rooms", "k__fare"], output.ColumnNames!);
    }

    [Fact]
    public void Sparse_output_is_decided_in_training()
    {
        Assert.IsType<SparseMatrix>(ComposeGolden.Load("columns.sparse").Transform(ComposeGolden.Rows("columns.sparse")));
        Assert.IsType<Matrix>(ComposeGolden.Load("columns.dense").Transform(ComposeGolden.Rows("columns.dense")));
    }
}
