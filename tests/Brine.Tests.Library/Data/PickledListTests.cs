using Brine.Pickling;
using Brine.Tables;

namespace Brine.Tests.Data;

/// <summary>A pickled list without rows is what <c>numpy.array</c> makes of it.</summary>
public sealed class PickledListTests
{
    [Fact]
    public void BoolsAreBools() => Assert.Equal("bool", Matrix([true, false]).DType.Name);

    [Fact]
    public void IntsAndBoolsAreInts()
    {
        Matrix matrix = Matrix([3, true]);
        Assert.Equal("int64", matrix.DType.Name);
        Assert.Equal([3.0, 1], matrix.Values);
    }

    [Fact]
    public void FloatsMakeFloatsOfAll()
    {
        Matrix matrix = Matrix([3, 1.5, true]);
        Assert.Equal("float64", matrix.DType.Name);
        Assert.Equal([3.0, 1.5, 1], matrix.Values);
    }

    [Fact]
    public void TextMakesTextOfAll()
    {
        var table = Assert.IsType<Table>(Read(["a", true, 77, 1.5]));
        Assert.True(table.IsVector);
        Assert.Equal((string?[])["a", "True", "77", "1.5"], Enumerable.Range(0, 4).Select(row => table.Columns[0][row].AsString()));
    }

    [Fact]
    public void NoneMakesObjectsOfAll()
    {
        var table = Assert.IsType<Table>(Read([default, true, "x"]));
        Assert.True(table.IsVector);
        Assert.True(table.Columns[0][0].IsNone);
        Assert.Equal(PyKind.Bool, table.Columns[0][1].Kind);
    }

    [Fact]
    public void RowsOfNumbersHaveTheirCommonKind()
    {
        Assert.Equal("int64", Rows(new PyList([1, 2]), new PyList([3, 4])).DType.Name);
        Assert.Equal("float64", Rows(new PyTuple(1, 2), new PyList([3, 4.5])).DType.Name);
        Assert.Equal("bool", Rows(new PyTuple(true, false), new PyList([true, true])).DType.Name);
        Matrix mixed = Rows(new PyTuple(true, 1.5), new PyList([false, 2]));
        Assert.Equal("float64", mixed.DType.Name);
        Assert.Equal([1.0, 1.5, 0, 2], mixed.Values);
    }

    [Fact]
    public void ARowOfAnotherLengthIsNamed() =>
        Assert.Equal(("InputShape", "row 2 has 1 value, row 0 has 2"), Refused(new PyList([1, 2]), new PyList([3, 4]), new PyList([5])));

    [Fact]
    public void ARowOfRowsIsNamed() =>
        Assert.Equal(("InputShape", "row 0 holds a list; a row holds single values"), Refused(new PyList([new PyList([1, 2])])));

    [Fact]
    public void ARowThatIsNoneIsNamed()
    {
        (string code, string message) = Refused(new PyList([1, 2]), 3);
        Assert.Equal("InputFormat", code);
        Assert.StartsWith("row 1 of the list is a single value; ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRowsAndNoColumnsAreTold()
    {
        Assert.Equal(("InputEmpty", "the data is an empty list: it has no rows"), Refused());
        Assert.Equal(("InputEmpty", "the rows of the data are empty lists: there are no columns"), Refused(new PyList(), new PyList()));
    }

    private static (string Code, string Message) Refused(params PyValue[] rows)
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => Read(rows));
        return (error.Code, error.Message);
    }

    private static Matrix Rows(params PyValue[] rows)
    {
        Matrix matrix = Assert.IsType<Matrix>(Read(rows));
        Assert.False(matrix.IsVector);
        return matrix;
    }

    private static Matrix Matrix(PyValue[] items)
    {
        Matrix matrix = Assert.IsType<Matrix>(Read(items));
        Assert.True(matrix.IsVector);
        return matrix;
    }

    private static Features Read(PyValue[] items)
    {
        var list = new PyList();
        foreach (PyValue item in items)
        {
            list.Add(item);
        }

        using var folder = new TemporaryFolder();
        return DataFile.Read(folder.Write("list.pkl", Pickler.Dump(list)));
    }
}
