
namespace Brine.Tests.Facade;

public sealed class AnswerAsyncTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public async Task BatchesComeInOrderWithTheKindsOfAllRows(long streamedFrom)
    {
        string data = _folder.Write("rows.csv", "a\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i}\n")) + "0.5\n");
        var cells = new List<string>();
        int batches = 0;
        await foreach (AnswerTable answers in Files(streamedFrom).AnswerAsync(data, TestContext.Current.CancellationToken))
        {
            batches++;
            cells.AddRange(Enumerable.Range(0, answers.RowCount).Select(row => answers[row, 0].ToString()));
        }

        Assert.Equal([.. Enumerable.Range(0, 500).Select(i => $"{i}.0"), "0.5"], cells);
        Assert.Equal(streamedFrom == 0, batches > 10);
    }

    [Fact]
    public async Task WhoeverLeavesEarlyStopsTheWork()
    {
        string data = _folder.Write("rows.csv", "a\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i}\n")));
        await foreach (AnswerTable answers in Files(0).AnswerAsync(data, TestContext.Current.CancellationToken))
        {
            Assert.Equal("0", answers[0, 0].ToString());
            break;
        }

        File.Delete(data);
    }

    [Fact]
    public async Task AnErrorComesOutOfTheLoop()
    {
        string data = _folder.Write("rows.csv", "a,b\n1,2\n3\n");
        ModelInputException error = await Assert.ThrowsAsync<ModelInputException>(async () =>
        {
            await foreach (AnswerTable _ in Files(0).AnswerAsync(data, TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Equal("InputCsv", error.Code);
    }

    [Fact]
    public void RecordsBecomeColumnsByDelegates()
    {
        (int Age, double? Fare, string? City, bool Is, long? Count, DateTime? Day, bool? Maybe)[] people = [(30, 1.5, "Rome", true, 7,
            new(2020, 2, 29), true), (40, null, null, false, null, null, null)];
        Table table = Table.FromRecords(people,
            columns => columns.Column("age", p => p.Age).Column("fare", p => p.Fare).Column("city", p => p.City).Column("is", p => p.Is)
            .Column("count", p => p.Count).Column("day", p => p.Day).Column("maybe", p => p.Maybe));
        Assert.Equal(["age", "fare", "city", "is", "count", "day", "maybe"], table.ColumnNames);
        Assert.Equal(["int64", "float64", "object", "bool", "float64", "datetime64[ns]", "object"],
            table.Columns.Select(column => column.DType.Name));
        Assert.Equal([false, true, true, false, true, true, true], table.Columns.Select(column => column.IsMissing(1)));
        Assert.Equal("2020-02-29", table.Columns[5].TextAt(0));
        Assert.Equal(0, Table.FromRecords(Array.Empty<int>(), columns => columns.Column("x", x => x)).RowCount);
    }

    public void Dispose() => _folder.Dispose();

    private static FilePredictor Files(long streamedFrom) => new(new Predictor(Transformers.Same())) { StreamedFrom = streamedFrom,
        BlockBytes = 64 };
}
