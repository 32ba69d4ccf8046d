using System.Text;
using Brine.Pickling;
using Brine.Tables;

namespace Brine.Tests.Tables;

/// <summary>How wide a CSV may be: headers and rows of absurd width are refused by their line and field, before a table is made of
/// them.</summary>
public class CsvWidthTests
{
    [Fact]
    public void A_header_of_more_columns_than_a_table_has_is_refused_by_its_line()
    {
        ModelInputException error = Assert.Throws<ModelInputException>(
            () => Csv.Parse(Encoding.UTF8.GetBytes("\n" + Wide(1_000_000, "c") + "\n1\n")));

        Assert.Equal("InputCsv", error.Code);
        Assert.Equal("line 2 of the CSV has 1000000 fields, and a table has 200000 columns at most, the last of which would be 'c199999'",
            error.Message);
    }

    [Fact]
    public void What_is_refused_takes_no_memory_for_its_fields()
    {
        byte[] header = Encoding.UTF8.GetBytes(Wide(2_000_000, "c") + "\n1\n"),
            row = Encoding.UTF8.GetBytes("a,b\n" + Wide(2_000_000, "") + "\n");
        Assert.Throws<ModelInputException>(() => Csv.Parse(header));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelInputException>(() => Csv.Parse(header));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);

        before = GC.GetAllocatedBytesForCurrentThread();
        ModelInputException error = Assert.Throws<ModelInputException>(() => Csv.Parse(row));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Equal("line 2 of the CSV has 2000000 fields, its header has 2", error.Message);
    }

    [Fact]
    public void A_caller_who_knows_better_reads_wider_files()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,b,c\n1,2,3\n");

        Assert.Equal(3, Csv.Parse(bytes, new CsvOptions { MaxColumns = 3 }).ColumnCount);
        Assert.Throws<ModelInputException>(() => Csv.Parse(bytes, new CsvOptions { MaxColumns = 2 }));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_refused_by_its_line_and_field()
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => Csv.Parse("a,b,c\n1,2,3\n1,\"2,3\n1,2,3\n"u8.ToArray()));

        Assert.Equal("line 3 of the CSV opens a quote that is never closed, in its field 2", error.Message);
    }

    [Fact]
    public void A_file_read_in_blocks_and_one_read_whole_are_refused_in_the_same_words()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("wide.csv", Wide(300_000, "c") + "\n" + Wide(300_000, "") + "\n");
        var predictor = new Predictor(Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Estimator);

        ModelInputException streamed = Assert.Throws<ModelInputException>(
            () => new FilePredictor(predictor) { StreamedFrom = 0 }.Save(path, folder["out.csv"]));
        ModelInputException whole = Assert.Throws<ModelInputException>(
            () => new FilePredictor(predictor) { StreamedFrom = long.MaxValue }.Save(path, folder["out.csv"]));
        PickleFormatException converted = Assert.Throws<PickleFormatException>(() => FileConverter.Convert(path, folder["out.pkl"]));
        Assert.Equal(whole.Message, streamed.Message);
        Assert.Contains(whole.Message, converted.Message, StringComparison.Ordinal);
        Assert.Contains("line 1 of the CSV has 300000 fields", whole.Message, StringComparison.Ordinal);
    }

    private static string Wide(int count, string prefix) => string.Join(',', Enumerable.Range(0, count).Select(i => prefix + i));
}
