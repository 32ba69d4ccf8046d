using Brine.Models;

namespace Brine.Tests.Data;

public class CsvTests
{
    [Fact]
    public void ColumnsGetTheTypesThatPandasGives()
    {
        Table table = Parse("i,f,b,t,gap,na\n1,1.5,True,x,1,NA\n2,2e3,False,\"a, \"\"b\"\"\nc\",,y\n");
        Assert.Equal(["i", "f", "b", "t", "gap", "na"], table.ColumnNames);
        Assert.Equal(["int64", "float64", "bool", "object", "float64", "object"], table.Columns.Select(column => column.DType.Name));
        Assert.Equal([1.5, 2000.0], table.Columns[1].Numbers!);
        Assert.Equal(["x", "a, \"b\"\nc"], table.Columns[3].Texts!.Select(text => text!));
        Assert.Equal([1, double.NaN], table.Columns[4].Numbers!);
        Assert.Null(table.Columns[5].Texts![0]);
        Assert.Equal("y", table.Columns[5].Texts![1]);
    }

    [Theory]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("a;b\r\n1;2\r\n")]
    [InlineData("\ufeffa,b\n1,2")]
    [InlineData("a,b\n\n1,2\n\n")]
    public void SeparatorsLineEndsAndMarksAreUnderstood(string text)
    {
        Table table = Parse(text.TrimStart('\ufeff'));
        Assert.Equal(["a", "b"], table.ColumnNames);
        Assert.Equal([1, 2], table.Columns.Select(column => column.Numbers![0]));
    }

    [Fact]
    public void ByteOrderMarkIsNoPartOfTheFirstName()
    {
        string path = Path.GetTempFileName();
        System.IO.File.WriteAllText(path, "a,b\n1,2\n", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(["a", "b"], Csv.Read(path).ColumnNames);
        System.IO.File.Delete(path);
    }

    [Fact]
    public void LineOfAFaultIsTheLineInTheFile()
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => Parse("a,b\n1,\"two\nlines\"\n1,2\n1,2,3\n"));
        Assert.Equal("InputCsv", error.Code);
        Assert.Contains("line 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatComeAgainAreToldApart() => Assert.Equal(["a", "b", "a.1", "a.2"], Parse("a,b,a,a\n1,2,3,4\n").ColumnNames);

    [Fact]
    public void DocumentsStayTheTextTheyAre()
    {
        Column column = Csv.Parse(new StringReader("text\nNA\n12\n\"\"\n"), asText: true).Columns[0];
        Assert.Equal(["NA", "12", ""], column.Texts!.Select(text => text!));
    }

    private static Table Parse(string text) => Csv.Parse(new StringReader(text));
}
