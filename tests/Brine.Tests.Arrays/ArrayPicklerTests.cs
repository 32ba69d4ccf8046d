using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays;

public sealed class ArrayPicklerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ArraysSurviveEveryProtocol(int protocol)
    {
        NDArray[] arrays =
        [
            NDArray.Of([1.5, double.NaN, -0.0]),
            NDArray.Of([1, 2, 3, 4, 5, 6], 2, 3),
            NDArray.Of([true, false]),
            NDArray.Of(Array.Empty<float>()),
            NDArray.OfText(["a", "\u20ac\U0001F600"]),
            NDArray.OfObjects([2], [PyValue.None, "x"]),
            NDArray.OverBytes(DType.Parse(">i2"), [2], new byte[] { 0, 1, 1, 0 }),
            NDArray.OverBytes(DType.Parse("<f8"), [2, 2], new byte[32], isFortran: true),
            NDArray.OverBytes(DType.Parse("<M8[25s]"), [1], new byte[8]),
            NDArray.OverBytes(DType.Parse("S3"), [1], "abc"u8.ToArray()),
            NDArray.OverBytes(DType.Float64, [], BitConverter.GetBytes(2.5)),
        ];
        foreach (NDArray array in arrays)
        {
            byte[] bytes = Pickler.Dump(array.ToPickle(protocol), new PicklerOptions { Protocol = protocol });
            NDArray read = NDArray.From(Unpickler.Load(bytes))!;
            Assert.Equal(array.DType, read.DType);
            Assert.Equal(array.Shape.ToArray(), read.Shape.ToArray());
            Assert.Equal(array.IsFortran, read.IsFortran);
            Assert.Equal(array.Elements().Select(item => item.ToString()), read.Elements().Select(item => item.ToString()));
        }
    }

    [Fact]
    public void OnePicklerNamesADTypeOnce()
    {
        var arrays = new ArrayPickler();
        PyObject first = arrays.Describe(NDArray.Of([1.0])), second = arrays.Describe(NDArray.Of([2.0]));
        Assert.Same(first.State[2].Reference, second.State[2].Reference);
        Assert.NotSame(first, second);
    }

    [Fact]
    public void WhatWasReadIsDescribedAsItWas()
    {
        PyValue value = Unpickler.Load(Pickler.Dump(NDArray.Of([1.0]).ToPickle()));
        Assert.Same(value.Reference, NDArray.From(value)!.ToPickle(5));
    }

    [Fact]
    public void ElementsAreBuffersFromProtocol5On()
    {
        var taken = new List<int>();
        bool Take(PickleBuffer buffer)
        {
            taken.Add(buffer.Memory.Length);
            return false;
        }

        Pickler.Dump(NDArray.Of(new double[1000]).ToPickle(5), new PicklerOptions { Protocol = 5, BufferCallback = Take });
        Assert.Equal([8000], taken);
    }
}
