using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays;

public class NDArrayTests
{
    private static readonly NDArray Counted = NDArray.Of([.. Enumerable.Range(0, 24)], 2, 3, 4);

    [Fact]
    public void ArraysThatDillMadeAreArrays()
    {
        static PyObject Imported(string module, string name) =>
            new(new PyGlobal("dill._dill", "_get_attr"),
                new PyTuple(new PyObject(new PyGlobal("dill._dill", "_import_module"), new PyTuple(module)), name));
        PyObject plain = NDArray.Of([1.5, 2.5]).ToPickle(3);
        var array = new PyObject(Imported("numpy.core.multiarray", "_reconstruct"), plain.Arguments) { State = plain.State };
        Assert.Equal("array([1.5, 2.5])", NDArray.From(array)!.ToString());
        PyValue read = Unpickler.Load(Pickler.Dump(array));
        Assert.Equal(2.5, NDArray.From(read)![1]);
        Assert.Null(NDArray.From(new PyObject(Imported("os", "_reconstruct"), plain.Arguments) { State = plain.State }));
    }

    [Fact]
    public void SliceKeepsItsDimensions()
    {
        NDArray part = Counted[1..2, .., 1..3];
        Assert.Equal([1, 3, 2], part.Shape.ToArray());
        Assert.Equal([13, 14, 17, 18, 21, 22], part.ToArray<int>());
    }

    [Fact]
    public void RowsAreAViewAndColumnsACopy()
    {
        int[] numbers = [.. Enumerable.Range(0, 6)];
        NDArray array = NDArray.Of(numbers, 2, 3);
        NDArray row = array.Select(0, 1), column = array.Select(1, 1);
        Assert.Equal([1, 4], column.ToArray<int>());
        numbers[4] = 40;
        Assert.Equal([3, 40, 5], row.AsSpan<int>().ToArray());
        Assert.Equal([1, 4], column.ToArray<int>());
    }

    [Fact]
    public void TransposeOfAMatrixIsAViewInTheOtherOrder()
    {
        NDArray turned = Counted.Select(0, 0).Transpose();
        Assert.True(turned.IsFortran);
        Assert.Equal([4, 3], turned.Shape.ToArray());
        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], turned.ToArray<int>());
        Assert.Equal(9, turned[1, 2].Bits());
    }

    [Fact]
    public void AxesGoWhereTheyAreSent()
    {
        NDArray turned = Counted.Transpose(1, 0, 2);
        Assert.Equal([3, 2, 4], turned.Shape.ToArray());
        Assert.Equal(Counted[1, 2, 3].Bits(), turned[2, 1, 3].Bits());
        Assert.Throws<ArgumentException>(() => Counted.Transpose(0, 0, 1));
    }

    [Fact]
    public void ReshapeFindsTheOpenSize()
    {
        Assert.Equal([4, 6], Counted.Reshape(4, -1).Shape.ToArray());
        Assert.Equal([0, 4, 8, 1], Counted.Select(0, 0).Transpose().Reshape(-1).ToArray<int>()[..4]);
        Assert.Throws<ArgumentException>(() => Counted.Reshape(5, -1));
        Assert.Throws<ArgumentException>(() => Counted.Reshape(-1, -1));
    }

    [Fact]
    public void ObjectsAreSlicedToo()
    {
        NDArray objects = NDArray.OfObjects([2, 2], ["a", PyValue.None, 1, 2.5]);
        Assert.Equal("array([None, 2.5], dtype=object)", objects.Select(1, 1).ToString());
        Assert.Equal("array([[1, 2.5]], dtype=object)", objects[1..].ToString());
    }

    [Fact]
    public void SpanIsGivenOnlyWhereItTellsTheTruth()
    {
        Assert.Equal(6, NDArray.Of(new double[6]).AsSpan<double>().Length);
        Assert.Throws<InvalidOperationException>(() => { NDArray.Of(new double[6]).AsSpan<float>(); });
        NDArray swapped = NDArray.OverBytes(DType.Parse(">i4"), [1], new byte[] { 0, 0, 1, 2 });
        Assert.Throws<InvalidOperationException>(() => { swapped.AsSpan<int>(); });
        Assert.Equal([258], swapped.ToArray<int>());
    }

    [Fact]
    public void ArraysConvertToOtherNumbers()
    {
        Assert.Equal([1L, 2], NDArray.Of([1.0, 2]).ToArray<long>());
        Assert.Throws<OverflowException>(() => NDArray.Of([300]).ToArray<byte>());
        Assert.Throws<InvalidCastException>(() => NDArray.OfText(["a"]).ToArray<int>());
    }

    [Fact]
    public void PlaceOutsideOfTheArrayIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Counted[0, 3, 0]);
        Assert.Throws<ArgumentException>(() => Counted[0, 1, 1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Counted[..3]);
    }

    [Fact]
    public void LongDoublesAreReadAsDoubles()
    {
        byte[] bytes = [0xCD, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xFB, 0x3F, 1, 2, 3, 4, 5, 6, .. new byte[7], 0x80, 0xFF, 0x7F,
            .. new byte[6]];
        NDArray array = NDArray.OverBytes(DType.Parse("<f16"), [2], bytes);
        Assert.Equal([0.1, double.PositiveInfinity], array.ToDoubles());
    }

    [Fact]
    public void RecordsAreTuplesOfTheirFields()
    {
        var pair = new DType('V', 10, '|',
            [new DTypeField("a", DType.Parse("<i2"), 0), new DTypeField("b", new DType('V', 8, '|', null, DType.Parse("<f4"), [2]), 2)]);
        NDArray array = NDArray.OverBytes(pair, [1], (byte[])[7, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]);
        Assert.Equal([7], array.Field("a").ToArray<short>());
        Assert.Equal([1, 2], array.Field("b").Shape.ToArray());
        Assert.Equal([1f, 2], array.Field("b").ToArray<float>());
        Assert.Throws<KeyNotFoundException>(() => array.Field("c"));
        Assert.Equal("(7, [1.0, 2.0])", array[0].ToString());
        Assert.Equal("array([(7, [1., 2.])], dtype=[('a', '<i2'), ('b', '<f4', (2,))])", array.ToString());
    }

    [Fact]
    public void LargeIntsRoundToTheNearestDouble()
    {
        Assert.Equal([18446744073709551616.0], NDArray.Of<ulong>([ulong.MaxValue]).ToDoubles());
        Assert.True(
            ((PyValue)(System.Numerics.BigInteger.Pow(2, 200) + System.Numerics.BigInteger.Pow(2, 147) + 1))
                .TryGetDouble(out double above));
        Assert.Equal(Math.BitIncrement(Math.Pow(2, 200)), above);
        Assert.True(
            ((PyValue)(-System.Numerics.BigInteger.Pow(2, 200) - System.Numerics.BigInteger.Pow(2, 147))).TryGetDouble(out double even));
        Assert.Equal(-Math.Pow(2, 200), even);
        Assert.True(((PyValue)System.Numerics.BigInteger.Pow(10, 400)).TryGetDouble(out double endless));
        Assert.Equal(double.PositiveInfinity, endless);
    }

    [Theory]
    [InlineData("f8", 3)]
    [InlineData("i4", 1 << 20)]
    public void NumberOfAnotherSizeIsNoDType(string kind, int size)
    {
        var dtype = new PyObject(new PyGlobal("numpy", "dtype"), new PyTuple(kind, false, true))
            { State = new PyTuple(3, "<", default, default, default, size, -1, 0) };
        Assert.Equal("FormatDType", Assert.Throws<PickleFormatException>(() => DType.From(dtype)).Code);
    }

    [Fact]
    public void DTypeWithEmptyMetadataHasNone()
    {
        var dtype = new PyObject(new PyGlobal("numpy", "dtype"), new PyTuple("M8", false, true))
            { State = new PyTuple(4, "<", default, default, default, 8, 8, 0, PyTuple.Empty) };
        Assert.Null(DType.From(dtype)!.Metadata);
    }

    [Fact]
    public void SubArrayThatDoesNotFitItsItemIsNoDType()
    {
        PyObject element = new ArrayPickler().Describe(DType.Float64);
        var dtype = new PyObject(new PyGlobal("numpy", "dtype"), new PyTuple("V8", false, true))
            { State = new PyTuple(3, "|", new PyTuple(element, new PyTuple(1000, 1000)), default, default, 8, 8, 0) };
        Assert.Equal("FormatDType", Assert.Throws<PickleFormatException>(() => DType.From(dtype)).Code);
    }
}

internal static class PyValueExtensions
{
    internal static long Bits(this PyValue value) => value.TryGetInt64(out long number) ? number : throw new InvalidCastException();
}
