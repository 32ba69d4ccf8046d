using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Joblib;

/// <summary>Files that the joblib of a chosen era loads: without alignment up to 1.1, plain pickles up to 0.9.</summary>
[Trait("Stage", "Python")]
public sealed class JoblibEraTests
{
    private const string Values =
        """
        import sys, os, joblib, numpy as np
        def value():
            r = np.random.RandomState(0)
            shared = r.rand(3)
            return {"c": r.rand(4, 5), "f": np.asfortranarray(r.rand(4, 5)), "o": np.array([1, "x", None, [1.5]], dtype=object), "t": np.array(["a", "bcd"]), "e": np.empty((0, 2)), "z": np.array(2.5),
                    "b": np.array([True, False]), "twice": [shared, shared], "plain": (1, "text", None, 2.5), "m": np.datetime64("2026-01-02"), "r": np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")])}
        def same(a, b):
            if isinstance(a, np.ndarray):
                return type(a) is type(b) and a.dtype == b.dtype and a.shape == b.shape and (a.tolist() == b.tolist()) and a.flags.f_contiguous == b.flags.f_contiguous
            if isinstance(a, (list, tuple, dict)):
                return type(a) is type(b) and len(a) == len(b) and all(same(p, q) for p, q in (zip(a.values(), b.values()) if isinstance(a, dict) else zip(a, b)))
            return type(a) is type(b) and a == b
        codecs = {"none": 0, "zlib": ("zlib", 3), "gzip": ("gzip", 3), "bz2": ("bz2", 3), "lzma": ("lzma", 3), "xz": ("xz", 3)}
        try:
            import lz4; codecs["lz4"] = ("lz4", 3)
        except ImportError: pass
        if sys.argv[1] == "write":
            for name, compress in codecs.items():
                for protocol in range(6):
                    joblib.dump(value(), os.path.join(sys.argv[2], f"{name}.{protocol}.joblib"), compress=compress, protocol=protocol)
        else:
            files = sorted(f for f in os.listdir(sys.argv[2]) if f.endswith(".out"))
            wrong = [f for f in files if not same(value(), joblib.load(os.path.join(sys.argv[2], f)))]
            print(len(files) - len(wrong), "of", len(files), *wrong)
        """;

    /// <summary>joblib's files of every codec and protocol are read, and written for three eras; joblib loads all of them.</summary>
    [Fact]
    public void JoblibLoadsWhatIsWrittenForEveryCodecProtocolAndEra()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Values, "write", folder.Path);
        string[] files = Directory.GetFiles(folder.Path, "*.joblib");
        Assert.True(files.Length >= 36, $"only {files.Length} files");
        int written = 0, same = 0;
        foreach (string file in files)
        {
            PickleFile read = PickleFile.Open(file);
            string codec = Path.GetFileName(file).Split('.')[0];
            SaveOptions options = new SaveOptions
                { Protocol = read.Protocol, ObjectArrayProtocol = read.ObjectArrayProtocol!.Value }.WithCompression(codec);
            foreach (string? era in (string?[])[null, "1.5", "1.1", "0.9"])
            {
                SaveOptions chosen = era is null ? options
                    : options with { Joblib = new Version(era), Codec = era == "0.9" ? Codec.None : options.Codec };
                using var stream = new MemoryStream();
                PickleSaver.WriteJoblib(read.Value, stream, chosen);
                File.WriteAllBytes($"{file}.{era ?? "same"}.out", stream.ToArray());
                written++;
                if (era is null)
                {
                    same += read.Data.Span[..(int)read.End].SequenceEqual(PickleFile.ReadBytes(stream.ToArray()).Span) ? 1 : 0;
                }
            }
        }

        Assert.Equal($"{written} of {written}", Python.Run(Values, "check", folder.Path));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"joblib loads {written} of {written} files of {files.Length} codecs and protocols in 4 eras; {same} of {files.Length} unpack "
                + "to joblib's own bytes");
        Assert.Equal(files.Length, same);
    }

    [Theory]
    [InlineData("1.2", true, false)]
    [InlineData("1.1", false, false)]
    [InlineData("0.10", false, false)]
    [InlineData("0.9", false, true)]
    public void EraDecidesAboutAlignmentAndInlineArrays(string era, bool isAligned, bool isPlain)
    {
        PyValue value = Brine.Pickle.ToPython(new Dictionary<string, object> { ["x"] = new[] { 1.5, 2 } },
            new SaveOptions { Mapping = new() { NumpyArrays = true } });
        foreach (bool isRead in (bool[])[false, true])
        {
            using var first = new MemoryStream();
            PickleSaver.WriteJoblib(value, first);
            PyValue given = isRead ? PickleFile.Read(first.ToArray()).Value : value;
            using var stream = new MemoryStream();
            PickleSaver.WriteJoblib(given, stream, new SaveOptions { Joblib = new Version(era) });
            string text = Encoding.Latin1.GetString(stream.ToArray());
            Assert.Equal(isAligned, text.Contains("numpy_array_alignment_bytes", StringComparison.Ordinal));
            Assert.Equal(isPlain, !text.Contains("NumpyArrayWrapper", StringComparison.Ordinal));
            Assert.Equal([1.5, 2], NDArray.From(PickleFile.Read(stream.ToArray()).Value.As<PyDict>()!["x"])!.ToDoubles());
        }
    }

    [Theory]
    [InlineData("model.joblib", "--joblib", "0.9", "--compress", "zlib:3")]
    [InlineData("model.joblib", "--joblib", "0.11", "--compress", "lz4")]
    [InlineData("model.joblib", "--joblib", "new")]
    [InlineData("model.joblib", "--compress", "zstd")]
    [InlineData("model.pkl", "--joblib", "1.1")]
    public void WhatThatJoblibCannotLoadIsWrongUsage(string output, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("in.pkl", Brine.Pickle.Dumps("value"));
        (int exit, _, string error) = Support.Cli.Run(["convert", file, folder[output], .. options]);
        Assert.True(exit == 4, error);
        Assert.False(File.Exists(folder[output]));
    }
}
