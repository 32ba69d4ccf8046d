using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Tables;

public class ColumnTests
{
    private static readonly PyValue NaN = double.NaN;

    [Fact]
    public void CellsOfAnObjectColumnKeepTheirKinds()
    {
        Column column = Column.OfCells("c", [1, "1", true, 1.0, PyValue.None, NaN]);
        Assert.Equal([PyKind.Int, PyKind.Str, PyKind.Bool, PyKind.Float, PyKind.None, PyKind.Float],
            Enumerable.Range(0, 6).Select(row => column[row].Kind));
        Assert.Equal([false, false, false, false, true, true], Enumerable.Range(0, 6).Select(column.IsMissing));
        Assert.True(column.IsObject);
    }

    [Fact]
    public void TextWithOneKindOfGapIsAColumnOfText()
    {
        Column none = Column.OfCells("c", ["a", PyValue.None]), nan = Column.OfCells("c", ["a", NaN]),
            both = Column.OfCells("c", ["a", NaN, PyValue.None]);
        Assert.True(none.IsText && none.MissingIsNaN == false && none[1].IsNone);
        Assert.True(nan.IsText && nan.MissingIsNaN == true && nan[1].Kind == PyKind.Float);
        Assert.False(both.IsText);
        Assert.Equal([PyKind.Str, PyKind.Float, PyKind.None], Enumerable.Range(0, 3).Select(row => both[row].Kind));
    }

    [Fact]
    public void BoolsBesideFloat32AreFloat32()
    {
        Column singles = Column.OfArray("s", NDArray.Of(new[] { 1f })), bools = Column.OfArray("b", NDArray.Of(new[] { true }));
        Column small = Column.OfArray("i", NDArray.Of(new sbyte[] { 1 })), ints = Column.OfArray("l", NDArray.Of(new[] { 1L }));
        Assert.Equal(DType.Float32, new Table([singles, bools]).ToMatrix().DType);
        Assert.Equal(DType.Float32, new Table([bools, small, singles]).ToMatrix().DType);
        Assert.Equal(DType.Float64, new Table([singles, bools, ints]).ToMatrix().DType);
        Assert.Equal(DType.Int64, new Table([bools, ints]).ToMatrix().DType);
    }

    [Fact]
    public void IntsThatADoubleDoesNotHoldStayExact()
    {
        Column column = Column.OfArray("id", NDArray.Of(new[] { 9007199254740993, 9007199254740992 }));
        Assert.Equal("9007199254740993", column[0].ToString());
        Assert.NotEqual(column[0], column[1]);
        Assert.False(column.IsObject);
    }

    [Fact]
    public void AnObjectArrayHasTheCellsOfTheFrame()
    {
        PyValue[] cells = [1, "x", true, PyValue.None];
        var table = (Table)Features.FromArray(NDArray.OfObjects([2, 2], cells));
        Assert.Equal([1, true], Enumerable.Range(0, 2).Select(row => table.Columns[0][row]));
        Assert.Equal("x", table.Columns[1][0].AsString());
        Assert.True(table.Columns[1][1].IsNone);
        Assert.Equal(PyKind.Bool, table.Columns[0][1].Kind);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(" 1_000 ", 1000)]
    [InlineData("1e3", 1000)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    public void TextOfANumberIsThatNumberAsPythonsFloatReadsIt(string text, double expected) =>
        Assert.Equal(expected, new Table(Column.OfText("t", [text])).ToMatrix().Values[0]);

    [Theory]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("1__0")]
    [InlineData("_1")]
    [InlineData("")]
    [InlineData("∞")]
    [InlineData("1 2")]
    public void OtherTextIsNoNumber(string text)
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => new Table(Column.OfText("t", ["1", text])).ToMatrix());
        Assert.Equal("InputText", error.Code);
        Assert.Contains("column 't'", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BoolsNoneAndNumbersOfAnObjectColumnBecomeNumbers() =>
        Assert.Equal([1, double.NaN, 2.5, 7], new Table(Column.OfCells("c", [true, PyValue.None, 2.5, 7])).ToMatrix().Values);

    [Fact]
    public void WhatPandasCallsNAIsNoNumber() =>
        Assert.Equal("InputText",
            Assert.Throws<ModelInputException>(
                () => new Table(Column.OfCells("c", [1, new PyGlobal("pandas._libs.missing", "NA")])).ToMatrix()).Code);

    [Theory]
    [InlineData("b1 b1", "bool")]
    [InlineData("b1 i8", "int64")]
    [InlineData("i4 i8", "int64")]
    [InlineData("f4 f4", "float32")]
    [InlineData("f4 i8", "float64")]
    public void ATableOfNumbersHasTheDtypeThatScikitLearnGivesItsArray(string types, string expected) =>
        Assert.Equal(expected,
            new Table([.. types.Split(' ').Select((type, i) => Column.OfNumbers($"c{i}", [1], DType.Parse(type)))]).ToMatrix().DType.Name);
}
