using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Tables;

/// <summary>A CSV is read by what the model knows of its columns.</summary>
public class CsvKindsTests
{
    [Fact]
    public void ZipCodesStayText()
    {
        Column column = Read(Known(NDArray.OfObjects([3], ["08", "10", "9"])), "08", "10", "77");
        Assert.Equal(["08", "10", "77"], column.Texts!.Select(text => text!));
    }

    [Theory]
    [InlineData("True")]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData("1")]
    [InlineData("1.0")]
    public void WordsForTrueFindTheBool(string word)
    {
        Column column = Read(Known(NDArray.Of(new[] { false, true })), word, "False");
        Assert.Equal("bool", column.DType.Name);
        Assert.Equal(PyValue.True, column[0]);
        Assert.Equal(PyKind.Bool, column[0].Kind);
    }

    [Fact]
    public void AGapAmongBoolsLeavesTheOthersBools()
    {
        Column known = Read(Known(NDArray.OfObjects([2], [true, double.NaN])), "True", "", "False");
        Assert.Equal([PyKind.Bool, PyKind.Float, PyKind.Bool], Enumerable.Range(0, 3).Select(row => known[row].Kind));
        Column unknown = Csv.Parse("a,b\nTrue,1\n,2\nFalse,3\n"u8.ToArray()).Columns[0];
        Assert.Equal([PyKind.Bool, PyKind.Float, PyKind.Bool], Enumerable.Range(0, 3).Select(row => unknown[row].Kind));
    }

    [Fact]
    public void AMissingFieldIsWhatTrainingHad()
    {
        Assert.True(Read(Known(NDArray.OfObjects([2], ["a", PyValue.None])), "a", "")[1].IsNone);
        Assert.Equal(PyKind.Float, Read(Known(NDArray.OfObjects([2], ["a", double.NaN])), "a", "")[1].Kind);
        Assert.Equal(PyKind.Float, Read(Known(NDArray.OfObjects([1], ["a"])), "a", "NA")[1].Kind);
    }

    [Fact]
    public void AWordForMissingThatIsACategoryStaysIt() =>
        Assert.Equal("NA", Read(Known(NDArray.OfObjects([2], ["NA", "EU"])), "NA", "EU")[0].AsString());

    [Fact]
    public void MixedCategoriesAreFoundEachInItsKind()
    {
        Column column = Read(Known(NDArray.OfObjects([3], [1, "x", 2.5])), "1", "x", "2.5", "7", "y");
        Assert.Equal([PyKind.Int, PyKind.Str, PyKind.Float, PyKind.Int, PyKind.Str],
            Enumerable.Range(0, 5).Select(row => column[row].Kind));
    }

    [Fact]
    public void NumbersOfObjectCategoriesStayObjects() => Assert.True(Read(Known(NDArray.OfObjects([2], [1, 2])), "1", "2").IsObject);

    [Fact]
    public void DatesAreReadWhereTheModelHasDates()
    {
        NDArray categories = NDArray.OverBytes(DType.Parse("<M8[D]"), [1], BitConverter.GetBytes(18262L));
        Column column = Read(ColumnKind.OfCategories(categories), "2020-01-01", "");
        Assert.Equal('M', column.DType.Kind);
        Assert.Equal("2020-01-01", column.TextAt(0));
        Assert.True(column.IsMissing(1));
    }

    private static ColumnKind Known(NDArray categories) => ColumnKind.OfCategories(categories);

    private static Column Read(ColumnKind kind, params string[] fields) =>
        Csv.Parse(Encoding.UTF8.GetBytes("c,n\n" + string.Concat(fields.Select(field => field + ",1\n"))), null,
            _ => [kind, ColumnKind.Any]).Columns[0];
}
