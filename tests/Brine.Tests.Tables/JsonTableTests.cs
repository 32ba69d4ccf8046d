using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Tables;

public class JsonTableTests
{
    [Theory]
    [InlineData("""[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]""")]
    [InlineData("{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2, \"b\": \"y\"}\n")]
    [InlineData("""{"a": [1, 2], "b": ["x", "y"]}""")]
    [InlineData("""{"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}""")]
    [InlineData("""{"columns": ["a", "b"], "index": [0, 1], "data": [[1, "x"], [2, "y"]]}""")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": [[1, "x"], [2, "y"]]}}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}""")]
    [InlineData("""{"instances": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}""")]
    [InlineData("""{"inputs": {"a": [1, 2], "b": ["x", "y"]}}""")]
    [InlineData("""{"id": "7", "inputs": [{"name": "a", "shape": [2], "datatype": "INT64", "data": [1, 2]}, {"name": "b", "shape": [2, 1], "datatype": "BYTES", "data": ["x", "y"]}]}""")]
    [InlineData("""{"schema": {"fields": []}, "data": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}""")]
    public void AllFormsOfATableAreTheSameTable(string json)
    {
        var table = (Table)Parse(json);
        Assert.Equal(["a", "b"], table.ColumnNames);
        Assert.Equal([1, 2], table.Columns[0].Numbers!);
        Assert.Equal("int64", table.Columns[0].DType.Name);
        Assert.Equal(["x", "y"], table.Columns[1].Texts!.Select(text => text!));
    }

    [Fact]
    public void RowsFirstAreFoundByTheNamesThatTheModelKnows()
    {
        ColumnKind known = ColumnKind.OfCategories(NDArray.OfText(["x", "y"]));
        var table = (Table)JsonTable.Parse("""{"r1": {"a": 1, "b": "x"}, "r2": {"a": 2, "b": "y"}}"""u8.ToArray(),
            names => [.. names.Select(name => name == "b" ? known : ColumnKind.Any)], ["a", "b"]);
        Assert.Equal(["a", "b"], table.ColumnNames);
        Assert.Equal(2, table.RowCount);
    }

    [Theory]
    [InlineData("[[1, 2], [3, 4]]", "int64")]
    [InlineData("[[1, 2.5], [3, 4]]", "float64")]
    [InlineData("""{"instances": [[1, 2], [3, 4]]}""", "int64")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [2, 2], "datatype": "FP32", "data": [1, 2, 3, 4]}]}""", "float32")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [2, 2], "datatype": "FP32", "data": [[1, 2], [3, 4]]}]}""", "float32")]
    public void RowsOfNumbersAreAMatrixOfTheDtypeThatNumpyGivesThem(string json, string dtype)
    {
        var matrix = (Matrix)Parse(json);
        Assert.Equal(dtype, matrix.DType.Name);
        Assert.Equal((2, 2), (matrix.RowCount, matrix.ColumnCount));
    }

    [Fact]
    public void OneRecordIsOneRow() => Assert.Equal(1, Parse("""{"a": 1, "b": null}""").RowCount);

    [Fact]
    public void NullIsNoneAndAnAbsentKeyIsNaN()
    {
        var table = (Table)Parse("""[{"a": "x", "b": true, "c": 1}, {"a": null, "b": null, "c": null}, {}]""");
        Assert.Equal([PyKind.Str, PyKind.None, PyKind.Float], Enumerable.Range(0, 3).Select(row => table.Columns[0][row].Kind));
        Assert.Equal([PyKind.Bool, PyKind.None, PyKind.Float], Enumerable.Range(0, 3).Select(row => table.Columns[1][row].Kind));
        Assert.Equal([1, double.NaN, double.NaN], table.Columns[2].Numbers!);
    }

    [Fact]
    public void PythonsWordsForNumbersAreRead() =>
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1],
            ((Table)Parse("""[{"a": NaN}, {"a": Infinity}, {"a": -Infinity}, {"a": 1.0}]""")).Columns[0].Numbers!);

    [Fact]
    public void AListOfValuesHasOneDimension()
    {
        Assert.True(Parse("[1, 2, 3]").IsVector);
        Assert.True(Parse("""["a", "b"]""").IsVector);
        Assert.False(Parse("[[1], [2]]").IsVector);
    }

    [Theory]
    [InlineData("[{\"a\": 1}, 2]", "InputJson", "record 1")]
    [InlineData("[[1, 2], [3]]", "InputShape", "row 1")]
    [InlineData("{\"a\": [1, 2], \"b\": [1]}", "InputShape", "'b'")]
    [InlineData("[{\"a\": [1]}]", "InputJson", "row 0")]
    [InlineData("[]", "InputEmpty", "empty")]
    [InlineData("{}", "InputEmpty", "empty")]
    [InlineData("[{\"a\": 01}]", "InputJson", "number")]
    [InlineData("[{\"a\": 1}", "InputJson", "ends")]
    [InlineData("[{\"a\": nul}]", "InputJson", "word")]
    [InlineData("{\"inputs\": [{\"name\": \"x\", \"shape\": [2, 9000000000], \"datatype\": \"FP32\", \"data\": [1]}]}", "InputShape",
        "shape")]
    [InlineData("{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"FP4\", \"data\": [1]}]}", "InputFormat", "FP4")]
    public void FaultsNameTheirPlace(string json, string code, string place)
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => Parse(json));
        Assert.Equal(code, error.Code);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNestingIsALimitAndNoStackOverflow() => Assert.Throws<PickleLimitException>(() => Parse(new string('[', 1_000_000)));

    [Theory]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001F600")]
    [InlineData("\"a\\u0000\\n\\/\"", "a\0\n/")]
    public void EscapesAreThoseOfPython(string json, string expected) =>
        Assert.Equal(expected, JsonText.Read(Encoding.UTF8.GetBytes(json), Limits.Default).AsString());

    [Fact]
    public void AHalfOfASurrogatePairIsKept() =>
        Assert.Equal('\ud800', Assert.Single(JsonText.Read("\"\\ud800\""u8.ToArray(), Limits.Default).AsString()!));

    [Fact]
    public void IntsOfAnySizeStayExact() =>
        Assert.Equal("123456789012345678901234567890",
            JsonText.Read("123456789012345678901234567890"u8.ToArray(), Limits.Default).ToString());

    private static Features Parse(string json) => JsonTable.Parse(Encoding.UTF8.GetBytes(json));
}
