using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers;

/// <summary>Arrays that lie about themselves, and files that end too early: each is refused with a code, wherever it is cut.</summary>
public sealed class HostileArrayTests
{
    private static readonly NDArray[] Arrays =
        [NDArray.Of([1.5, 2, 3]), NDArray.Of([1, 2, 3, 4], 2, 2), NDArray.OfText(["xy", "z"]),
            NDArray.OfObjects([3], ["a", 7, PyValue.None])];

    /// <summary>A field of 8 bytes in a record of 12: where it must not stand.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(-1)]
    [InlineData(-8)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 7)]
    [InlineData(long.MinValue)]
    public void FieldThatLeavesItsRecordIsRefused(long offset) =>
        Assert.Equal("FormatDType", Assert.Throws<PickleFormatException>(() => DType.From(Record(12, ("a", offset)))).Code);

    /// <summary>numpy allows it: two views of the same bytes.</summary>
    [Fact]
    public void FieldsThatOverlapAreReadWhereTheyStand()
    {
        DType dtype = DType.From(Record(12, ("a", 0), ("b", 4)))!;
        NDArray array = NDArray.OverBytes(dtype, [1], (byte[])[0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0]);
        Assert.Equal(1.0, array.Field("a").ToDoubles()[0]);
        Assert.Equal(BitConverter.Int64BitsToDouble(0x3FF00000), array.Field("b").ToDoubles()[0]);
    }

    /// <summary>Shapes of an array over 16 bytes of doubles, in both of numpy's pickled forms.</summary>
    [Theory]
    [InlineData("-1")]
    [InlineData("3")]
    [InlineData("2147483647")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("4294967296, 4294967296")]
    [InlineData("2147483647, 2147483647, 2147483647, 2147483647")]
    [InlineData("65536, 65536")]
    [InlineData("-1, -2")]
    public void ShapeThatTheDataDoesNotFillIsRefused(string text)
    {
        long[] sizes = [.. text.Split(", ").Select(size => long.Parse(size, System.Globalization.CultureInfo.InvariantCulture))];
        var shape = new PyTuple([.. sizes.Select(size => (PyValue)size)]);
        PyObject dtype = new ArrayPickler().Describe(DType.Float64);
        var data = new PyBytes(new byte[16]);
        var state = new PyObject(new PyGlobal("numpy.core.multiarray", "_reconstruct"),
            new PyTuple(new PyGlobal("numpy", "ndarray"), new PyTuple(0), new PyBytes("b"u8.ToArray())))
            { State = new PyTuple(1, shape, dtype, false, data) };
        var buffer = new PyObject(new PyGlobal("numpy.core.numeric", "_frombuffer"), new PyTuple(data, dtype, shape, "C"));
        var wrapper = new PyObject(new PyGlobal("joblib.numpy_pickle", "NumpyArrayWrapper"), PyTuple.Empty, PyConstruction.NewObject)
            { State = new PyDict { ["shape"] = shape, ["order"] = "C", ["dtype"] = dtype } };
        foreach (PyValue value in (PyValue[])[state, buffer, wrapper])
        {
            byte[] file = [.. Pickler.Dump(value)[..^1], .. new byte[16], (byte)'.'];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<PickleFormatException>(
                () => NDArray.From(value.As<PyObject>()!.Class!.Name == "NumpyArrayWrapper" ? PickleFile.Read(file).Value : value));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, "what the shape claims was allocated");
        }

        string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + string.Concat(sizes.Select(size => size + ", ")) + "), }";
        byte[] npy = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[16]];
        Assert.Throws<PickleFormatException>(() => NpyFormat.Read(npy));
    }

    /// <summary>Every form of arrays, cut at every byte.</summary>
    [Fact]
    public void FileThatEndsTooEarlyIsRefusedWhereverItEnds()
    {
        foreach (NDArray array in Arrays)
        {
            for (int version = 1; version <= 3; version++)
            {
                AssertCut(NpyFormat.Write(array, version), bytes => NpyFormat.Read(bytes));
            }
        }

        foreach (bool isCompressed in (bool[])[false, true])
        {
            AssertCut(new NpzFile { ["x"] = Arrays[0], ["o"] = Arrays[3] }.Write(isCompressed), bytes => NpzFile.Read(bytes));
        }

        for (int protocol = 0; protocol <= 5; protocol++)
        {
            var arrays = new ArrayPickler(protocol);
            var value = new PyList(Arrays.Select(array => (PyValue)arrays.Describe(array)));
            AssertCut(Pickler.Dump(value, new PicklerOptions { Protocol = protocol }), bytes => PickleFile.Read(bytes));
            foreach (string codec in (string[])["none", "zlib", "gzip", "bz2", "lzma", "xz", "lz4"])
            {
                using var stream = new MemoryStream();
                PickleSaver.WriteJoblib(value, stream, new SaveOptions { Protocol = protocol }.WithCompression(codec));
                AssertCut(stream.ToArray(), bytes => PickleFile.Read(bytes));
            }
        }
    }

    /// <summary>Zeros, which every codec packs a thousand times smaller, or as far as it can.</summary>
    [Theory]
    [InlineData("zlib")]
    [InlineData("gzip")]
    [InlineData("bz2")]
    [InlineData("lzma")]
    [InlineData("xz")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void TheRatioLimitStopsEachCodec(string name)
    {
        SaveOptions options = new SaveOptions().WithCompression(name + ":1");
        using var packed = new MemoryStream();
        using (Stream packer = Compressor.Open(packed, options.Codec, options.CompressionLevel))
        {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++)
            {
                packer.Write(zeros);
            }
        }

        PickleLimitException error = Assert.Throws<PickleLimitException>(
            () => Decompressor.Decompress(packed.ToArray(), options.Codec, Limits.Default with { MaxDecompressionRatio = 100 }));
        Assert.Equal("LimitDecompression", error.Code);
    }

    private static void AssertCut(byte[] whole, Action<byte[]> read)
    {
        read(whole);
        for (int length = 0; length < whole.Length; length++)
        {
            try
            {
                read(whole[..length]);
            }
            catch (PickleFormatException)
            {
                continue;
            }

            Assert.Fail($"{length} of {whole.Length} bytes were taken for all");
        }
    }

    private static PyObject Record(int size, params (string Name, long Offset)[] fields)
    {
        PyObject number = new ArrayPickler().Describe(DType.Float64);
        var places = new PyDict();
        foreach ((string name, long offset) in fields)
        {
            places[name] = new PyTuple(number, offset);
        }

        return new PyObject(new PyGlobal("numpy", "dtype"), new PyTuple("V" + size, false, true))
        {
            State = new PyTuple(3, "|", default, new PyTuple([.. fields.Select(field => (PyValue)field.Name)]), places, size, 1, 16),
        };
    }
}
