using Brine.Models;

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
        Assert.Equal("the data lacks the columns fare, city; it has age, rooms, new", error.Message);
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
    public void A_model_trained_on_a_frame_takes_a_matrix_by_position()
    {
        Model model = ComposeGolden.Load("columns.scalar");
        var rows = (Table)ComposeGolden.Rows("columns.scalar");
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
