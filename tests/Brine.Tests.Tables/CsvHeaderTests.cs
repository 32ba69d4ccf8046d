using System.Text;
using Brine.Tables;

namespace Brine.Tests.Tables;

/// <summary>Whether the first line of a CSV is names or a row, which a file of numbers alone leaves open.</summary>
public sealed class CsvHeaderTests
{
    [Theory]
    [InlineData("5.1,3.5\n4.9,3\n")]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\n3,\n")]
    [InlineData("-1.5,2\n3.5,4\n")]
    [InlineData("2020,2021\n3,4\n")]
    [InlineData("1,2\n3.5,4\n")]
    [InlineData("5,3\n")]
    [InlineData("1.5\n")]
    public void ALineOfNumbersAmongSuchLinesIsARow(string text)
    {
        (Table table, string note) = Read(text);
        Assert.Equal(text.Count(character => character == '\n'), table.RowCount);
        Assert.Null(table.ColumnNames);
        Assert.Contains("was taken for a row", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,1,2\n1.5,2.5,3.5\n", "0 1 2")]
    [InlineData("0,1\n1.5,3\n", "0 1")]
    [InlineData("0\n1e3\n", "0")]
    [InlineData("2020,2021\n1.5,2.5\n", "2020 2021")]
    [InlineData("7,7\n1.5,nan\n2.5,1e3\n", "7 7.1")]
    public void IntsAboveFloatsAreNames(string text, string names)
    {
        (Table table, string note) = Read(text);
        Assert.Equal(names.Split(' '), table.ColumnNames);
        Assert.Contains("was taken for the names", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("1,b\n1,2\n")]
    [InlineData("1,2\n3,x\n")]
    [InlineData("0\nsome text\n")]
    [InlineData(",0,1\n0,5,6\n")]
    public void NoteIsTakenOnlyOfWhatIsUnclear(string text)
    {
        (Table table, string note) = Read(text);
        Assert.Equal("", note);
        Assert.Equal(1, table.RowCount);
    }

    [Theory]
    [InlineData("0,1\n3,4\n")]
    [InlineData("0,1,2\n3,4,\n")]
    [InlineData("0\n1\n2\n")]
    [InlineData("0,1\n")]
    public void TheNamesThatPandasMakesAboveIntsAreRefusedUntilSaid(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal("InputHeader", Assert.Throws<ModelInputException>(() => Csv.Parse(bytes)).Code);
        int lines = text.Count(character => character == '\n');
        Assert.Equal(lines - 1, Csv.Parse(bytes, new CsvOptions { HasHeader = true }).RowCount);
        Assert.Equal(lines, Csv.Parse(bytes, new CsvOptions { HasHeader = false }).RowCount);
    }

    [Fact]
    public void DataForAModelHasAHeaderAsPandasHasItAndNumbersInItAreTold()
    {
        var notes = new List<string>();
        Assert.Equal(1, DataFile.Read("0,1\n3,4\n"u8.ToArray(), new DataOptions { OnNote = notes.Add }).RowCount);
        Assert.Contains("0,1, was taken for the names", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(2,
            DataFile.Read("0,1\n3,4\n"u8.ToArray(),
                new DataOptions { OnNote = notes.Add, Csv = new CsvOptions { HasHeader = false } }).RowCount);
        Assert.Single(notes);
    }

    private static (Table Table, string Note) Read(string text)
    {
        var notes = new List<string>();
        var table = Assert.IsType<Table>(Csv.Parse(CsvContent.Read(Encoding.UTF8.GetBytes(text), CsvOptions.Default, notes.Add), null));
        return (table, string.Join("; ", notes));
    }
}
