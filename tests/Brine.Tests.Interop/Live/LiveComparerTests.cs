using System.Text.Json;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Live;

/// <summary>The judge of the live run finds the differences that it is there for.</summary>
public sealed class LiveComparerTests
{
    [Fact]
    public void EqualAnswersAreEqual()
    {
        Assert.Null(Compare("""{"shape":[2],"dtype":"float64","bytes":"AAAAAAAA8D8AAAAAAAAAQA=="}""", NDArray.Of(new[] { 1.0, 2.0 })));
        Assert.Null(
            Compare("""{"shape":[4],"dtype":"object","cells":["none","f:nan","b:True","s:a"]}""",
                Objects(PyValue.None, double.NaN, true, "a")));
    }

    [Fact]
    public void KindsOfCellsAreToldApart()
    {
        Assert.NotNull(Compare("""{"shape":[1],"dtype":"object","cells":["none"]}""", Objects(double.NaN)));
        Assert.NotNull(Compare("""{"shape":[1],"dtype":"object","cells":["i:1"]}""", Objects(true)));
        Assert.NotNull(Compare("""{"shape":[1],"dtype":"object","cells":["i:1"]}""", Objects(1.0)));
        Assert.NotNull(Compare("""{"shape":[1],"dtype":"object","cells":["s:1"]}""", Objects(1)));
        Assert.NotNull(Compare("""{"shape":[1],"dtype":"object","cells":["s:nan"]}""", Objects(double.NaN)));
    }

    [Theory]
    [InlineData(2.0000000001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void OtherNumbersAreDifferences(double other) =>
        Assert.Contains("item 1",
            Compare("""{"shape":[2],"dtype":"float64","bytes":"AAAAAAAA8D8AAAAAAAAAQA=="}""", NDArray.Of(new[] { 1.0, other })),
            StringComparison.Ordinal);

    [Fact]
    public void WithoutToleranceTheSignOfZeroCounts()
    {
        const string Zero = """{"shape":[1],"dtype":"float64","bytes":"AAAAAAAAAAA="}""";
        Assert.NotNull(Compare(Zero, NDArray.Of(new[] { -0.0 }), tolerance: 0));
        Assert.Null(Compare(Zero, NDArray.Of(new[] { -0.0 })));
    }

    [Fact]
    public void TypesShapesAndSparsenessCount()
    {
        const string Row = """{"shape":[1,2],"dtype":"float64","bytes":"AAAAAAAA8D8AAAAAAAAAQA=="}""";
        Assert.Contains("shape", Compare(Row, NDArray.Of(new[] { 1.0, 2.0 })), StringComparison.Ordinal);
        Assert.Contains("dtype", Compare(Row, NDArray.Of(new[] { 1f, 2f }, 1, 2)), StringComparison.Ordinal);
        Assert.Contains("sparse", Compare(Row, new CsrMatrix(1, 2, [0, 2], [0, 1], [1, 2])), StringComparison.Ordinal);
    }

    [Fact]
    public void StoredZerosOfSparseAnswersCount()
    {
        const string Stored = """{"shape":[1,2],"starts":[0,2],"columns":[0,1],"dtype":"float64","bytes":"AAAAAAAA8D8AAAAAAAAAAA=="}""";
        Assert.Null(Compare(Stored, new CsrMatrix(1, 2, [0, 2], [1, 0], [0, 1])));
        Assert.Contains("stored", Compare(Stored, new CsrMatrix(1, 2, [0, 1], [0], [1])), StringComparison.Ordinal);
    }

    private static string? Compare(string python, Answer brine, double tolerance = 1e-12)
    {
        using JsonDocument document = JsonDocument.Parse(python);
        return new LiveComparer().Compare(LiveAnswer.Read(document.RootElement), LiveAnswer.Of(brine), tolerance);
    }

    private static NDArray Objects(params PyValue[] cells) => NDArray.OfObjects([cells.Length], cells);
}
