using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Data;

public sealed class AnswerKindTests
{
    [Theory]
    [InlineData("b1")]
    [InlineData("i1")]
    [InlineData("u1")]
    [InlineData("i2")]
    [InlineData("u2")]
    [InlineData("i4")]
    [InlineData("u4")]
    [InlineData("i8")]
    [InlineData("u8")]
    [InlineData("f2")]
    [InlineData("f4")]
    [InlineData("f8")]
    public void A_sparse_answer_keeps_its_dtype_and_has_indices_of_32_bits(string name)
    {
        DType dtype = DType.Parse(name);
        var npz = new NpzFile();
        NpzAnswers.Add(npz, "transform", new CsrMatrix(2, 3, [0, 1, 2], [2, 0], [1, 1], dtype));

        Assert.Equal(dtype, npz["transform.csr.data"].DType);
        Assert.Equal(DType.Int32, npz["transform.csr.indices"].DType);
        Assert.Equal(DType.Int32, npz["transform.csr.indptr"].DType);
        Assert.Equal(dtype, ((Answer)new CsrMatrix(2, 3, [0, 1, 2], [2, 0], [1, 1], dtype)).ToArray().DType);
    }

    [Fact]
    public void Whole_numbers_wrap_as_astype_wraps_them()
    {
        Assert.Equal([255, 0], NDArray.OfNumbers([-1, 256], DType.UInt8).ToInt64s());
        Assert.Equal([-128, 1], NDArray.OfNumbers([128, 257], DType.Parse("i1")).ToInt64s());
        Assert.Equal([1, 0], NDArray.OfNumbers([-3, 0], DType.Bool).ToInt64s());
    }

    [Fact]
    public void Labels_of_bytes_print_as_text()
    {
        var table = new AnswerTable();
        table.Add("predict", NDArray.OverBytes(DType.Parse("S3"), [2], Encoding.ASCII.GetBytes("yesno\0")));
        var csv = new StringWriter();
        AnswerWriter.WriteCsv(table, csv);

        Assert.Equal("predict\nyes\nno\n", csv.ToString());
    }

    [Fact]
    public void An_answer_of_one_dimension_stays_one()
    {
        Answer answer = Answer.Of(new Matrix(3, 1, [1, 2, 3]) { IsVector = true });

        Assert.Equal(1, answer.ToArray().Rank);
    }
}
