using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers;

public sealed class JoblibWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void ElementsStandAlignedBehindTheirWrapper(int protocol)
    {
        for (int length = 1; length <= 40; length++)
        {
            // The text moves the array along by one byte at a time.
            var value = new PyTuple(new string('x', length), NDArray.Of([1.5, -2]).ToPickle(protocol));
            byte[] bytes = Write(value, new SaveOptions { Protocol = protocol });
            PickleFile file = PickleFile.Read(bytes);
            NDArray array = NDArray.From(file.Value[1])!;
            Assert.Equal([1.5, -2], array.ToDoubles());
            int position = bytes.AsSpan().IndexOf(array.Data.Span);
            Assert.Equal(0, position % 16);
            Assert.Equal(1, file.InlineArrayCount);
        }
    }

    [Fact]
    public void AnArrayMetTwiceIsWrittenTwice()
    {
        // joblib's reader would find the wrapper, not the array, in the memo.
        PyObject array = NDArray.Of([1L, 2]).ToPickle();
        PickleFile file = PickleFile.Read(Write(new PyList([array, array]), new SaveOptions()));
        Assert.Equal(2, file.InlineArrayCount);
        Assert.Equal([1, 2], NDArray.From(file.Value[1])!.ToInt64s());
    }

    [Fact]
    public void ArraysOfObjectsAreInnerPickles()
    {
        NDArray names = NDArray.OfObjects([3], [PyValue.None, "b", new PyList([1])]);
        foreach (int inner in (int[])[2, 5])
        {
            PickleFile file = PickleFile.Read(Write(new PyTuple(names.ToPickle(), 7), new SaveOptions { ObjectArrayProtocol = inner }));
            Assert.Equal(inner, file.ObjectArrayProtocol);
            Assert.Equal(7, file.Value[1]);
            Assert.Equal(["None", "'b'", "[1]"], NDArray.From(file.Value[0])!.Elements().Select(item => item.ToString()));
        }
    }

    [Theory]
    [InlineData("3", Codec.Zlib)]
    [InlineData("zlib:9", Codec.Zlib)]
    [InlineData("gzip:1", Codec.Gzip)]
    [InlineData("0", Codec.None)]
    [InlineData("bz2", Codec.Bzip2)]
    [InlineData("lzma:0", Codec.Lzma)]
    [InlineData("xz:6", Codec.Xz)]
    [InlineData("LZ4", Codec.Lz4)]
    [InlineData("zstd", Codec.Zstd)]
    public void CompressesAsAsked(string compress, Codec codec)
    {
        PyValue value = NDArray.Of(new double[10_000]).ToPickle();
        byte[] bytes = Write(value, new SaveOptions().WithCompression(compress));
        PickleFile file = PickleFile.Read(bytes);
        Assert.Equal(codec, file.Codec);
        Assert.Equal(10_000, NDArray.From(file.Value)!.Length);
        Assert.True(codec == Codec.None || bytes.Length < 2000);
    }

    [Theory]
    [InlineData("bz2:0")]
    [InlineData("brotli")]
    [InlineData("xz:-1")]
    [InlineData("zlib:10")]
    [InlineData("zlib:x")]
    [InlineData("")]
    public void OtherCompressionsAreRefused(string compress) =>
        Assert.Throws<ArgumentException>(() => new SaveOptions().WithCompression(compress));

    [Fact]
    public void JoblibArraysBecomeNumpysOwnInAPickle()
    {
        PyValue value = new PyList([NDArray.Of([1f, 2, 3, 4], 2, 2).ToPickle()]);
        PickleFile joblib = PickleFile.Read(Write(value, new SaveOptions()));
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            using var stream = new MemoryStream();
            PickleSaver.WritePickle(joblib.Value, stream, new SaveOptions { Protocol = protocol });
            PickleFile file = PickleFile.Read(stream.ToArray());
            Assert.Equal(0, file.InlineArrayCount);
            Assert.Equal(protocol, file.Protocol);
            Assert.Equal([1, 2, 3, 4], NDArray.From(file.Value[0])!.ToDoubles());
            Assert.Equal(protocol == 5 ? "_frombuffer" : "_reconstruct", file.Value[0].As<PyObject>()!.Callable.As<PyGlobal>()!.Name);
        }
    }

    [Fact]
    public void SavingWhatWasLoadedGivesTheSameBytes()
    {
        PyValue value = new PyList([NDArray.Of([1.0]).ToPickle(), "C", NDArray.OfObjects([1], ["x"]).ToPickle(),
            NDArray.Of([true]).ToPickle(), "C"]);
        byte[] once = Write(value, new SaveOptions());
        Assert.Equal(once, Write(PickleFile.Read(once).Value, new SaveOptions()));
    }

    private static byte[] Write(PyValue value, SaveOptions options)
    {
        using var stream = new MemoryStream();
        PickleSaver.WriteJoblib(value, stream, options);
        return stream.ToArray();
    }
}
