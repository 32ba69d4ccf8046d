using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays.Pandas;

/// <summary>Frames as pandas 1.3 pickles them (<c>Golden/files/make_pandas13.py</c>): each block is <c>functools.partial(new_block,
/// ndim=2)(values, places)</c>.</summary>
public sealed class PartialBlockTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void FramesAreReadByColumnAndSavedByteForByte(int protocol)
    {
        string file = Repo.Golden($"files/pandas13-frame.{protocol}.pkl");
        DataFrame frame = DataFrame.From(Pickle.Load(file))!;
        Assert.Equal(["a", "b", "c", "d"], frame.ColumnNames);
        Assert.Equal(["int64", "float64", "object", "int64"], frame.Columns.Select(column => column.DTypeName));
        Assert.Equal([1L, 2, 3], Enumerable.Range(0, 3).Select(row => frame["a"][row].AsInt64()!.Value));
        Assert.Equal([4L, 5, 6], Enumerable.Range(0, 3).Select(row => frame["d"][row].AsInt64()!.Value));
        Assert.True(frame["b"].IsMissing(1));
        Assert.Equal("z", frame["c"].TextAt(2));
        using var folder = new TemporaryFolder();
        FileConverter.Convert(file, folder["again.pkl"]);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder["again.pkl"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void SeriesAreReadToo(int protocol)
    {
        Series series = Series.From(Pickle.Load(Repo.Golden($"files/pandas13-series.{protocol}.pkl")))!;
        Assert.Equal(("b", 3, 2.5), (series.Name.AsString(), series.Values.Length, series.Values.ToDoubles()![2]));
    }
}
