using Brine.Pickling;
using Brine.Tables;
using Brine.Tests.Support;

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
