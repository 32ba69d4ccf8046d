using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Compression;

[Trait("Stage", "Python")]
public sealed class EncoderTests
{
    private static readonly Codec[] Codecs = [Codec.Zlib, Codec.Gzip, Codec.Bzip2, Codec.Lzma, Codec.Xz, Codec.Lz4, Codec.Zstd];

    public static TheoryData<Codec, int> Levels()
    {
        var data = new TheoryData<Codec, int>();
        foreach (Codec codec in Codecs)
        {
            (int least, int most, int usual) = Compressor.LevelsOf(codec);
            foreach (int level in (SortedSet<int>)[least, usual, most])
            {
                data.Add(codec, level);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void WhatIsPackedIsUnpackedAgain(Codec codec, int level)
    {
        foreach (byte[] content in Contents())
        {
            // The runtime's streams write nothing at all where nothing is written; a pickle has a byte at least.
            if (content.Length == 0 && codec is (Codec.Zlib or Codec.Gzip))
            {
                continue;
            }

            byte[] packed = Pack(content, codec, level);
            ReadOnlyMemory<byte> unpacked = Decompressor.Decompress(packed, codec, Limits.Trusted);
            Assert.True(unpacked.Span.SequenceEqual(content), $"{content.Length} bytes");
            Assert.True(packed.Length < content.Length + (content.Length / 50) + 100);
            Assert.Equal(codec, Detector.DetectCodec(packed));
        }
    }

    [Theory]
    [InlineData(Codec.Bzip2, 1)]
    [InlineData(Codec.Lzma, 0)]
    [InlineData(Codec.Xz, 0)]
    [InlineData(Codec.Lz4, 1)]
    [InlineData(Codec.Zstd, 3)]
    public void SmallContentsOfEveryShapeComeBack(Codec codec, int level)
    {
        var random = new Random(11);
        for (int i = 0; i < 120; i++)
        {
            // Few symbols give runs and matches, many give literals.
            var content = new byte[random.Next(0, 400)];
            int symbols = 1 << random.Next(0, 9);
            for (int j = 0; j < content.Length; j++)
            {
                content[j] = random.Next(3) == 0 && j > 8 ? content[j - random.Next(1, 8)] : (byte)random.Next(symbols);
            }

            Assert.Equal(content, Decompressor.Decompress(Pack(content, codec, level), codec, Limits.Trusted).ToArray());
        }
    }

    [Fact]
    public void PythonAndTheToolsReadWhatIsWritten()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        byte[][] contents = [.. Contents().Where(content => content.Length > 0)];
        for (int i = 0; i < contents.Length; i++)
        {
            folder.Write($"{i}.raw", contents[i]);
            foreach (Codec codec in Codecs)
            {
                folder.Write($"{i}.{codec}", Pack(contents[i], codec, Compressor.LevelsOf(codec).Default));
            }
        }

        string wrong = Python.Run(
            """
            import bz2, glob, gzip, lzma, os, shutil, subprocess, sys, zlib
            def tool(*command):
                return lambda data: subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout
            readers = {"Zlib": [zlib.decompress], "Gzip": [gzip.decompress], "Bzip2": [bz2.decompress], "Lzma": [lzma.decompress], "Xz": [lzma.decompress], "Lz4": [], "Zstd": []}
            try:
                import lz4.frame
                readers["Lz4"].append(lz4.frame.decompress)
            except ImportError:
                pass
            for codec, name in (("Bzip2", "bzip2"), ("Xz", "xz"), ("Lz4", "lz4"), ("Zstd", "zstd")):
                if shutil.which(name):
                    readers[codec].append(tool(name, "-dc"))
            for path in sorted(glob.glob(sys.argv[1] + "/*.raw")):
                raw = open(path, "rb").read()
                for codec, found in readers.items():
                    for reader in found:
                        if reader(open(path[:-3] + codec, "rb").read()) != raw:
                            print(os.path.basename(path), codec)
            """, folder.Path);
        Assert.Equal("", wrong);
    }

    [Fact]
    public void JoblibLoadsEachFormThatItKnows()
    {
        using var folder = new TemporaryFolder();
        NDArray array = NDArray.Of([.. Enumerable.Range(0, 5000).Select(i => Math.Round(Math.Sin(i), 2))]);
        foreach (string name in (string[])["a.z", "a.gz", "a.bz2", "a.lzma", "a.xz", "a.joblib"])
        {
            Brine.Joblib.Dump(array.ToPickle(), folder[name]);
            Assert.True(name == "a.joblib" || new FileInfo(folder[name]).Length < 20_000, name);
        }

        Assert.Equal("6",
            Python.Run("import glob, joblib, numpy as np, sys; print(sum(np.array_equal(joblib.load(f), np.sin(np.arange(5000)).round(2)) "
                + "for f in glob.glob(sys.argv[1] + '/a.*')))", folder.Path));
    }

    [Fact]
    public void TheOutputOfAConversionNamesItsCodec()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("a.pkl", Pickler.Dump(new string('x', 1000)));
        foreach ((string name,
            Codec codec) in (ReadOnlySpan<(string, Codec)>)[("b.pkl.bz2", Codec.Bzip2), ("b.xz", Codec.Xz), ("b.joblib.lz4", Codec.Lz4),
                ("b.pickle.zst", Codec.Zstd), ("b.pkl", Codec.None)])
        {
            FileConverter.Convert(input, folder[name]);
            Assert.Equal(codec, PickleFile.Open(folder[name]).Codec);
        }

        FileConverter.Convert(input, folder["c.pkl"], new ConvertOptions { Compress = "lzma:1" });
        Assert.Equal(Codec.Lzma, PickleFile.Open(folder["c.pkl"]).Codec);
        Assert.Throws<ArgumentException>(() => FileConverter.Convert(input, folder["d.csv.gz"]));
    }

    private static byte[] Pack(byte[] content, Codec codec, int level)
    {
        using var target = new MemoryStream();
        using (Stream packer = Compressor.Open(target, codec, level))
        {
            // In pieces of odd sizes, as a pickler writes.
            for (int i = 0; i < content.Length; i += 65_537)
            {
                packer.Write(content, i, Math.Min(65_537, content.Length - i));
            }
        }

        return target.ToArray();
    }

    private static IEnumerable<byte[]> Contents()
    {
        var random = new Random(4);
        var noise = new byte[300_000];
        random.NextBytes(noise);
        yield return [];
        yield return [7];
        yield return "aaaa"u8.ToArray();
        yield return new byte[1_100_000];
        yield return noise;
        yield return CompressedGoldens.Payload;
        yield return [.. Enumerable.Range(0, 60_000).SelectMany(i => BitConverter.GetBytes(Math.Round(Math.Sin(i) * 40, 1)))];
        yield return [.. Enumerable.Range(0, 300_000).Select(i => (byte)"abcde"[i % 5])];

        // Longer than the blocks and the smallest dictionaries, with matches across them.
        yield return [.. noise, .. CompressedGoldens.Payload, .. noise.AsSpan(0, 200_000), .. new byte[5000], .. noise.AsSpan(100_000)];
    }
}
