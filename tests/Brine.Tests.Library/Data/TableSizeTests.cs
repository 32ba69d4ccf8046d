using Brine.Pickling;
using Brine.Tables;

namespace Brine.Tests.Data;

/// <summary>What a small file names many times over is refused before it is written out in full, and never takes much memory.</summary>
public sealed class TableSizeTests : IDisposable
{
    private const long MostAllocated = 200L << 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Rows => ["floats", "ints", "text", "tuples"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void ARowThatStandsInAListManyTimesIsRefusedAsData(string kind)
    {
        byte[] bytes = Pickler.Dump(SharedRows(kind));
        Assert.Equal("LimitGraphExpansion", Frugally(() => Assert.Throws<PickleLimitException>(() => DataFile.Read(bytes)).Code));
    }

    [Theory]
    [InlineData("floats", ".npy")]
    [InlineData("ints", ".npz")]
    [InlineData("tuples", ".csv")]
    public void ARowThatStandsInAListManyTimesIsRefusedAsAnArray(string kind, string extension)
    {
        byte[] bytes = Pickler.Dump(SharedRows(kind));
        string code = Frugally(
            () => Assert.Throws<PickleLimitException>(() => FileConverter.Convert(bytes, _folder["out" + extension])).Code);
        Assert.Equal("LimitGraphExpansion", code);
    }

    [Fact]
    public void ARowThatStandsInAListAFewTimesIsTaken()
    {
        var row = new PyList(Enumerable.Range(0, 10).Select(i => (PyValue)i));
        Matrix matrix = Assert.IsType<Matrix>(DataFile.Read(Pickler.Dump(new PyList(Enumerable.Repeat((PyValue)row, 1000)))));
        Assert.Equal((1000, 10, "int64"), (matrix.RowCount, matrix.ColumnCount, matrix.DType.Name));
    }

    [Fact]
    public void RecordsOfDifferentKeysAreRefusedByConvertAsByPredict()
    {
        byte[] json = Encode($"[{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"{{\"k{i}\":1}}"))}]");
        Assert.Equal("LimitGraphExpansion", Frugally(() => Assert.Throws<PickleLimitException>(() => DataFile.Read(json)).Code));
        Assert.Equal("LimitGraphExpansion",
            Frugally(() => Assert.Throws<PickleLimitException>(() => FileConverter.Convert(json, _folder["out.csv"])).Code));
    }

    [Fact]
    public void ColumnsOfDifferentRowsAreRefused()
    {
        byte[] json = Encode($"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"c{i}\":{{\"r{i}\":1}}"))}}}");
        Assert.Equal("LimitGraphExpansion", Frugally(() => Assert.Throws<PickleLimitException>(() => DataFile.Read(json)).Code));
    }

    [Fact]
    public void NamesWithoutValuesTakeNoTable()
    {
        string names = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"c{i}\"")),
            rows = string.Join(',', Enumerable.Repeat("[]", 20_000));
        byte[] json = Encode($"{{\"columns\":[{names}],\"data\":[{rows}]}}");
        Assert.Equal("InputShape", Frugally(() => Assert.Throws<ModelInputException>(() => DataFile.Read(json)).Code));
    }

    [Fact]
    public void TheJsonOfNestedDictsKeepsNoPaths()
    {
        // One key of 20,000 letters, in 12,000 dicts inside each other: 400 MB of paths, were they made.
        PyValue key = new string('k', 20_000), inner = default;
        for (int i = 0; i < 12_000; i++)
        {
            inner = new PyDict { [key] = inner };
        }

        byte[] bytes = Pickler.Dump(inner);
        string code = Frugally(() => Assert.Throws<PickleLimitException>(() => FileConverter.Convert(bytes, _folder["out.json"])).Code);
        Assert.Equal("LimitDepth", code);
        Assert.False(File.Exists(_folder["out.json"]));
    }

    [Fact]
    public void TheJsonOfAValueIsWrittenAsItGrows()
    {
        byte[] bytes = Pickler.Dump(new PyList(Enumerable.Range(0, 300).Select(i => (PyValue)new PyBytes(new byte[600_000]))));
        Frugally(() =>
        {
            FileConverter.Convert(bytes, _folder["out.json"], new ConvertOptions { AllowsLoss = true });
            return 0;
        });
        Assert.True(new FileInfo(_folder["out.json"]).Length > MostAllocated);
    }

    private static PyList SharedRows(string kind)
    {
        PyValue[] cells = [
            .. Enumerable.Range(0, 3000)
                .Select(i => kind switch { "floats" or "tuples" => 1.5, "ints" => i, _ => (PyValue)(i % 2 == 0 ? "a" : 1) })];
        PyValue row = kind == "tuples" ? new PyTuple(cells) : new PyList(cells);
        return new PyList(Enumerable.Repeat(row, 30_000));
    }

    private static byte[] Encode(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static T Frugally<T>(Func<T> action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        T result = action();
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MostAllocated, $"{taken} bytes were allocated");
        return result;
    }
}
