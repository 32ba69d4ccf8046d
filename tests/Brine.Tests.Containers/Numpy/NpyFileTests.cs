using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Npy;

/// <summary>Arrays that stay on disk.</summary>
public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RowsAndElementsAreThoseOfTheArray()
    {
        NDArray array = NDArray.Of(Enumerable.Range(0, 60).Select(i => i * 0.5).ToArray(), 5, 4, 3);
        foreach (NDArray kept in (NDArray[])[array, array.Transpose(), array.Reshape(60), array.Reshape(60, 1)])
        {
            NpyFile.Save(_folder["a.npy"], kept);
            using NpyFile file = NpyFile.Open(_folder["a.npy"]);
            Assert.Equal(kept.Shape.ToArray(), file.Shape.ToArray().Select(size => (int)size));
            Assert.Equal(kept.ToString(), file.Array.ToString());
            Assert.Equal(kept.ToString(), NpyFile.Load(_folder["a.npy"]).ToString());
            for (int first = 0; first < kept.Shape[0]; first++)
            {
                for (int count = 0; first + count <= kept.Shape[0]; count++)
                {
                    Assert.Equal(kept[first..(first + count)].ToString(), file.Rows(first, count).ToString());
                }
            }
        }

        NpyFile.Save(_folder["a.npy"], array.Transpose());
        using NpyFile turned = NpyFile.Open(_folder["a.npy"]);
        Assert.True(turned.IsFortran);
        Assert.Equal(array[4, 2, 1], turned[1, 2, 4]);
    }

    [Fact]
    public void AnArrayOfTenGigabytesIsOpenedAndAskedAtOnce()
    {
        byte[] header = NpyFormat.Write(NDArray.Of(new double[1]))[..128];
        string text = System.Text.Encoding.Latin1.GetString(header).Replace("(1,), }                    ", "(1310720000, 1), }         ",
            StringComparison.Ordinal);
        using (FileStream stream = File.Create(_folder["large.npy"]))
        {
            stream.Write(System.Text.Encoding.Latin1.GetBytes(text));
            stream.SetLength(128 + (1_310_720_000L * 8));
            stream.Position = 128 + (1_300_000_000L * 8);
            stream.Write(BitConverter.GetBytes(2.5));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        using NpyFile file = NpyFile.Open(_folder["large.npy"]);
        Assert.Equal([1_310_720_000, 1], file.Shape.ToArray());
        Assert.Equal(2.5, file[1_300_000_000, 0]);
        Assert.Equal("array([[0. ],\n       [2.5]])", file.Rows(1_299_999_999, 2).ToString());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        Assert.Equal("LimitArrayBytes", Assert.Throws<PickleLimitException>(() => file.Array).Code);
        Assert.Equal("LimitArrayBytes", Assert.Throws<PickleLimitException>(() => file.Rows(0, 1_000_000_000)).Code);
    }

    [Fact]
    public void ObjectsAndScalarsAreReadToo()
    {
        NpyFile.Save(_folder["objects.npy"], NDArray.OfObjects([2, 2], [1, "two", PyValue.None, 4.5]));
        using NpyFile objects = NpyFile.Open(_folder["objects.npy"]);
        Assert.Equal("two", objects[0, 1].AsString());
        Assert.Equal("[None, 4.5]", new PyList(objects.Rows(1, 1).Elements()).ToString());
        NpyFile.Save(_folder["scalar.npy"], NDArray.Of([7L]).Reshape());
        using NpyFile scalar = NpyFile.Open(_folder["scalar.npy"]);
        Assert.Equal(7, scalar[[]]);
        Assert.Throws<InvalidOperationException>(() => scalar.Rows(0, 1));
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        NpyFile.Save(_folder["a.npy"], NDArray.Of(new double[10]));
        byte[] bytes = File.ReadAllBytes(_folder["a.npy"]);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_folder["cut.npy"], bytes[..length]);
            Assert.Throws<PickleFormatException>(() => NpyFile.Open(_folder["cut.npy"]));
        }

        Assert.Throws<FileNotFoundException>(() => NpyFile.Open(_folder["none.npy"]));
        NpyFile file = NpyFile.Open(_folder["a.npy"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Rows(5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Rows(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file[10]);
        Assert.Throws<ArgumentException>(() => file[1, 1]);
        NDArray all = file.Array;
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => all[0]);
    }
}
