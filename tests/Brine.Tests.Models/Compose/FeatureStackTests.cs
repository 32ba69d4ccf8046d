using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models;

public sealed class FeatureStackTests
{
    [Theory]
    [InlineData("f4 f4", "float32")]
    [InlineData("f4 f8", "float64")]
    [InlineData("b1 b1", "bool")]
    [InlineData("b1 i4", "int32")]
    [InlineData("i2 f4", "float32")]
    [InlineData("i8 f4", "float64")]
    [InlineData("u1 f2", "float16")]
    [InlineData("i2 f2", "float32")]
    [InlineData("u4 i8", "int64")]
    [InlineData("u4 i4", "int64")]
    [InlineData("u8 i8", "float64")]
    public void The_common_dtype_is_that_of_numpy(string types, string expected) =>
        Assert.Equal(expected, ColumnNumbers.CommonType(types.Split(' ').Select(DType.Parse)).Name);

    [Fact]
    public void A_sparse_stack_keeps_stored_zeros_and_drops_those_of_dense_parts()
    {
        var sparse = new SparseMatrix(new CsrMatrix(1, 2, [0, 1], [1], [0.0]));

        SparseMatrix stack = FeatureStack.Sparse([sparse, new Matrix(1, 3, [0, 5, double.NaN])], 1);

        Assert.Equal([1, 3, 4], stack.Csr.Columns);
        Assert.Equal([0, 5, double.NaN], stack.Csr.Data);
    }

    [Fact]
    public void Text_beside_numbers_makes_a_table_that_keeps_both()
    {
        var table = (Table)FeatureStack.Dense([new Matrix(1, 1, [2]), new Table(Column.OfText("t", ["x"]))], 1);

        Assert.Equal(2, table.Columns[0][0]);
        Assert.Equal("x", table.Columns[1].Texts![0]);
    }
}
