using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

/// <summary>What loading and saving a compressed file allocates: the unpacked bytes and a fifth more, whatever the codec.</summary>
public sealed class PeakMemoryTests
{
    public static TheoryData<Codec, string> Cases()
    {
        var cases = new TheoryData<Codec, string>();
        foreach (Codec codec in (Codec[])[Codec.Zlib, Codec.Gzip, Codec.Bzip2, Codec.Xz, Codec.Lzma, Codec.Lz4, Codec.Zstd])
        {
            cases.Add(codec, "array");
            cases.Add(codec, "forest");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LoadingTakesTheUnpackedBytesAndAFifthMore(Codec codec, string content)
    {
        // The codecs that take seconds to pack have a third of it to do.
        int size = IsSlow(codec) ? 10_000_000 : 30_000_000;
        PyValue value = content == "array" ? new PyList([NDArray.Of(Numbers(size / 8)).ToPickle(4)]) : MakeForest(size / 220_000);
        using var folder = new TemporaryFolder();
        string path = folder["packed.joblib"];
        using (FileStream file = File.Create(path))
        {
            PickleSaver.WriteJoblib(value, file, new SaveOptions { Codec = codec, CompressionLevel = codec == Codec.Bzip2 ? 9 : 1 });
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        PickleFile loaded = PickleFile.Open(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(codec, loaded.Codec);
        Assert.InRange(loaded.Data.Length, 0.9 * size, 1.1 * size);
        Assert.InRange(allocated, loaded.Data.Length, (1.2 * loaded.Data.Length) + FixedOf(codec));

        // A file that is mapped is not read at all.
        before = GC.GetAllocatedBytesForCurrentThread();
        using PickleFile mapped = PickleFile.Open(path, new LoadOptions { MemoryMap = true });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, loaded.Data.Length, (1.2 * loaded.Data.Length) + FixedOf(codec));
    }

    [Fact]
    public void AModelInAZipArchiveTakesNoMoreThanItsBytesAndAFifth()
    {
        using var folder = new TemporaryFolder();
        byte[] pickle = Pickler.Dump(NDArray.Of(Numbers(3_000_000)).ToPickle(4));
        foreach (bool isStored in (bool[])[false, true])
        {
            using (FileStream file = File.Create(folder["frame.zip"]))
            {
                using var zip = new ZipWriter(file);
                zip.Add("frame.pkl", pickle, new ZipEntryOptions { IsStored = isStored, CompressionLevel = 1 });
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            using PickleFile loaded = PickleFile.Open(folder["frame.zip"]);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, pickle.Length, 1.2 * pickle.Length);
            Assert.Equal(["zip, member frame.pkl"], loaded.Layers);
            Assert.True(loaded.Data.Span.SequenceEqual(pickle));
        }
    }

    [Fact]
    public void ASkopsFileTakesNoMoreThanItsArraysAndAFifth()
    {
        using var folder = new TemporaryFolder();
        double[] numbers = Numbers(3_000_000);
        SkopsFile.Save(new PyList([NDArray.Of(numbers).ToPickle(4)]), folder["model.skops"],
            new SkopsSaveOptions { Storage = new ZipEntryOptions { CompressionLevel = 1 } });
        Assert.True(new FileInfo(folder["model.skops"]).Length < 20_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PyValue loaded = ModelFile.Load(folder["model.skops"]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 24_000_000, 1.2 * 24_000_000);
        Assert.Equal(numbers, NDArray.From(loaded.As<PyList>()![0])!.ToArray<double>());
    }

    [Fact]
    public void AnArchiveOfArraysTakesNoMoreThanTheArraysAndAFifth()
    {
        using var folder = new TemporaryFolder();
        double[] numbers = Numbers(1_000_000);
        foreach (bool isCompressed in (bool[])[false, true])
        {
            File.WriteAllBytes(folder["arrays.npz"],
                new NpzFile { ["a"] = NDArray.Of(numbers), ["b"] = NDArray.Of(numbers), ["c"] = NDArray.Of(numbers) }.Write(isCompressed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            using NpzFile loaded = NpzFile.Open(folder["arrays.npz"]);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 24_000_000, 1.2 * 24_000_000);
            Assert.Equal(numbers, loaded["c"].ToArray<double>());
        }
    }

    [Theory]
    [InlineData(Codec.Zlib)]
    [InlineData(Codec.Gzip)]
    [InlineData(Codec.Bzip2)]
    [InlineData(Codec.Xz)]
    [InlineData(Codec.Lzma)]
    [InlineData(Codec.Lz4)]
    [InlineData(Codec.Zstd)]
    public void SavingKeepsNoCopyOfWhatItSaves(Codec codec)
    {
        int numbers = codec == Codec.Bzip2 ? 1_000_000 : IsSlow(codec) ? 500_000 : 1_250_000;
        long small = AllocatedBySaving(codec, numbers);
        long large = AllocatedBySaving(codec, 2 * numbers);

        // Blocks are rounded, and small pieces are collected on the way; a copy of what is saved would be eight bytes a number.
        Assert.True(large - small < 6 * numbers, $"{small} bytes for {numbers} numbers, {large} for twice as many");
    }

    [Fact]
    public void ABufferThatWasGuessedTooSmallGrowsOnceMore()
    {
        // The first megabyte promises a file that hardly packs; what follows is all zeros.
        var raw = new byte[16 << 20];
        new Random(1).NextBytes(raw.AsSpan(0, 2 << 20));
        foreach (Codec codec in (Codec[])[Codec.Zlib, Codec.Lzma, Codec.Bzip2])
        {
            var packed = new MemoryStream();
            using (Stream packer = Compressor.Open(packed, codec, 1))
            {
                packer.Write(raw);
            }

            Assert.True(Decompressor.Decompress(packed.ToArray(), codec, Limits.Default).Span.SequenceEqual(raw));
        }
    }

    private static bool IsSlow(Codec codec) => codec is Codec.Bzip2 or Codec.Xz or Codec.Lzma;

    /// <summary>Tables and buffers, which do not grow with the file; bzip2 has blocks of 5.5 MB, one for each thread and one
    /// more.</summary>
    private static long FixedOf(Codec codec) => codec == Codec.Bzip2 ? 5_500_000 * (Environment.ProcessorCount + 1) : 1 << 20;

    private static long AllocatedBySaving(Codec codec, int numbers)
    {
        PyValue value = NDArray.Of(Numbers(numbers)).ToPickle(4);
        long before = GC.GetAllocatedBytesForCurrentThread();

        // Small blocks, which is what level 1 is for bzip2: which thread makes the tables of a block is chance.
        PickleSaver.WriteJoblib(value, Stream.Null, new SaveOptions { Codec = codec, CompressionLevel = 1 });
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double[] Numbers(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Round((random.NextDouble() + random.NextDouble() - 1) * 3, 2))];
    }

    /// <summary>Trees as scikit-learn keeps them: an array of nodes of 56 bytes and one of values for each.</summary>
    private static PyValue MakeForest(int count)
    {
        var random = new Random(2);
        var trees = new PyList();
        for (int tree = 0; tree < count; tree++)
        {
            var nodes = new byte[56 * 3_500];
            Span<long> words = MemoryMarshal.Cast<byte, long>(nodes.AsSpan());
            for (int node = 0; node < 3_500; node++)
            {
                bool isLeaf = random.Next(2) == 0;
                Span<long> at = words.Slice(node * 7, 7);
                at[0] = isLeaf ? -1 : node + 1;
                at[1] = isLeaf ? -1 : node + random.Next(2, 200);
                at[2] = isLeaf ? -2 : random.Next(30);
                at[3] = BitConverter.DoubleToInt64Bits(isLeaf ? -2 : random.NextDouble());
                at[4] = BitConverter.DoubleToInt64Bits(isLeaf ? 0 : (double)random.Next(1, 40) / random.Next(40, 90));
                at[5] = random.Next(1, 50);
                at[6] = BitConverter.DoubleToInt64Bits(at[5]);
            }

            trees.Add(NDArray.OverBytes(DType.Parse("V56"), [3_500], nodes, false).ToPickle(4));
            trees.Add(NDArray.Of(Numbers(3 * 1_000)).ToPickle(4));
        }

        return trees;
    }
}
