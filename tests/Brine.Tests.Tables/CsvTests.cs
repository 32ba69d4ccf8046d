using System.Text;

namespace Brine.Tests.Tables;

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

    [Theory]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData(" 7", 7)]
    [InlineData("1E5", 100000)]
    public void NumbersAreThoseThatPandasReads(string field, double expected) =>
        Assert.Equal(expected, Parse($"a,b\n{field},x\n1.5,y\n").Columns[0].Numbers![0]);

    [Theory]
    [InlineData("9007199254740993", "int64")]
    [InlineData("18446744073709551615", "uint64")]
    public void LargeIntsStayExact(string field, string dtype)
    {
        Column column = Parse($"a,b\n{field},x\n").Columns[0];
        Assert.Equal(dtype, column.DType.Name);
        Assert.Equal(field, column[0].ToString());
    }

    [Fact]
    public void TheIndexThatPandasWroteHasPandasName() => Assert.Equal(["Unnamed: 0", "a"], Parse(",a\n0,1\n").ColumnNames);

    [Fact]
    public void AHeaderOfAnotherEncodingIsReadWhereItIsNamedAndRefusedElse()
    {
        byte[] latin = Encoding.Latin1.GetBytes("größe\n1\n"),
            wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("größe\n1\n")];
        Assert.Equal("InputEncoding", Assert.Throws<ModelInputException>(() => Csv.Parse(latin)).Code);
        Assert.Equal(["größe"], Csv.Parse(latin, new CsvOptions { Encoding = Encoding.Latin1 }).ColumnNames);
        Assert.Equal(["größe"], Csv.Parse(wide).ColumnNames);
        Assert.Equal(["größe"], Csv.Parse(Encoding.Unicode.GetBytes("größe\n1\n")).ColumnNames);
    }

    [Fact]
    public void ADecimalCommaIsReadWhereItIsNamedAndRefusedElse()
    {
        byte[] text = "a;b\n1,5;x\n-2;y\n"u8.ToArray();
        ModelInputException error = Assert.Throws<ModelInputException>(() => Csv.Parse(text));
        Assert.Equal("InputDecimal", error.Code);
        Assert.Contains("column 'a'", error.Message, StringComparison.Ordinal);
        Assert.Equal([1.5, -2], Csv.Parse(text, new CsvOptions { Decimal = ',' }).Columns[0].Numbers!);

        // A point is then no decimal sign: 1.234 may be a thousand and more, and pandas makes text of it.
        Assert.Equal("object", Csv.Parse("a;b\n1.234;1\n2,5;2\n"u8.ToArray(), new CsvOptions { Decimal = ',' }).Columns[0].DType.Name);
        Assert.Equal("1,5", Csv.Parse(text, null, _ => [ColumnKind.Document, ColumnKind.Any]).Columns[0].Texts![0]);
    }

    [Fact]
    public void WithoutAHeaderTheFirstLineIsARow()
    {
        Table table = Csv.Parse("1,2\n3,4\n"u8.ToArray(), new CsvOptions { HasHeader = false });
        Assert.Null(table.ColumnNames);
        Assert.Equal([1, 2, 3, 4], table.ToMatrix().Values);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3")]
    [InlineData("a,b\n1,\"2\n", "line 2")]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    public void WhatIsNoTableIsRefusedWithItsLine(string text, string where) =>
        Assert.Contains(where, Assert.Throws<ModelInputException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void AFieldWithoutEndIsRefused()
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => Parse("a\n1\n" + new string('x', (1 << 26) + 1)));
        Assert.Equal("InputCsv", error.Code);
        Assert.Contains("line 3 of the CSV has a field of over 64 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongDocumentIsAField() =>
        Assert.Equal(3 << 20, Parse("a\n\"" + new string('x', 3 << 20) + "\"\n").Columns[0].TextAt(0)!.Length);

    [Fact]
    public void QuotesKeepDelimitersLineEndsAndQuotes()
    {
        Table table = Parse("a,b\n\"x,\"\"y\"\"\r\nz\",1\n\"\",2\n\"q\"tail,3\n");
        Assert.Equal("x,\"y\"\r\nz", table.Columns[0].Texts![0]);
        Assert.Null(table.Columns[0].Texts![1]);
        Assert.Equal("qtail", table.Columns[0].Texts![2]);
    }

    [Fact]
    public void NamesThatComeAgainAreToldApart() => Assert.Equal(["a", "b", "a.1", "a.2"], Parse("a,b,a,a\n1,2,3,4\n").ColumnNames);

    [Fact]
    public void DocumentsStayTheTextTheyAre()
    {
        Column column = Csv.Parse("text\nNA\n12\n\"\"\n"u8.ToArray(), null, _ => [ColumnKind.Document]).Columns[0];
        Assert.Equal(["NA", "12", ""], column.Texts!.Select(text => text!));
    }

    private static Table Parse(string text) => Csv.Parse(System.Text.Encoding.UTF8.GetBytes(text));
}
