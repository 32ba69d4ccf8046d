using System.IO.Compression;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;
using Brine.Tables;

namespace Brine.Tests.Data;

/// <summary>Data for a model is what is inside, whatever it is packed in.</summary>
public class PackedDataTests
{
    private static readonly byte[] Csv = "a,b\n1,2\n3,4\n"u8.ToArray();
    private static readonly byte[] Pickled = Brine.Pickle.Dumps(NDArray.Of([1.0, 2.0, 3.0, 4.0], [2, 2]));

    public static TheoryData<string, byte[]> Wrappings => new()
    {
        { "plain", Csv },
        { "gzip", Gzip(Csv) },
        { "ZIP", ZipBytes.Of(("rows.csv", Csv)) },
        { "tar", TarBytes.Of(("rows.csv", Csv)) },
        { "tar in gzip", Gzip(TarBytes.Of(("rows.csv", Csv))) },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n")] },
        { "UTF-16 in gzip", Gzip([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("a,b\n1,2\n3,4\n")]) },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n") },
        { "JSON in gzip", Gzip("""[{"a": 1, "b": 2}, {"a": 3, "b": 4}]"""u8.ToArray()) },
        { "pickle", Pickled },
        { "pickle in gzip", Gzip(Pickled) },
        { "pickle in a ZIP", ZipBytes.Of(("rows.pkl", Pickled)) },
        { "pickle in base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Pickled)) },
        { "protocol 0", Pickler.Dump(new PyList([new PyList([1, 2]), new PyList([3, 4])]), new PicklerOptions { Protocol = 0 }) },
        { "protocol 0 in gzip",
            Gzip(Pickler.Dump(new PyList([new PyList([1, 2]), new PyList([3, 4])]), new PicklerOptions { Protocol = 0 })) },
        { ".npy in gzip", Gzip(NpyFormat.Write(NDArray.Of([1.0, 2.0, 3.0, 4.0], [2, 2]))) },
        { ".npz", ZipBytes.Of(("X.npy", NpyFormat.Write(NDArray.Of([1.0, 2.0, 3.0, 4.0], [2, 2])))) },
        { ".npz in gzip", Gzip(ZipBytes.Of(("X.npy", NpyFormat.Write(NDArray.Of([1.0, 2.0, 3.0, 4.0], [2, 2]))))) },
        { "arrays beside a model",
            ZipBytes.Of(("X.npy", NpyFormat.Write(NDArray.Of([1.0, 2.0, 3.0, 4.0], [2, 2]))), ("model.pkl", Brine.Pickle.Dumps(1))) },
    };

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void RowsAreTheSameInEveryWrapping(string wrapping, byte[] bytes)
    {
        Assert.NotEmpty(wrapping);
        Assert.Equal([1.0, 2.0, 3.0, 4.0], DataFile.Read(bytes).ToMatrix().Values.ToArray());
    }

    public static TheoryData<string, byte[], string, string> Refused => new()
    {
        { "web page", "<!DOCTYPE html><p>Sign in"u8.ToArray(), "InputFormat", "web page" },
        { "web page in UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<html><p>Sign in")], "InputFormat",
            "web page" },
        { "web page in gzip", Gzip("<html><p>Sign in"u8.ToArray()), "InputFormat", "web page" },
        { "pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"u8.ToArray(), "InputFormat", "git lfs pull" },
        { "binary", [0, 1, 2, 3, 0xFF], "InputFormat", "binary bytes" },
        { "archive of two tables", ZipBytes.Of(("a.csv", Csv), ("b.csv", Csv)), "InputEmpty", "nothing" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatIsNoDataIsNamed(string what, byte[] bytes, string code, string says)
    {
        Assert.NotEmpty(what);
        ModelInputException error = Assert.Throws<ModelInputException>(() => DataFile.Read(bytes));
        Assert.Equal(code, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x y\n")]
    [InlineData("x^y,z\n")]
    public void TextThatBeginsAsZlibDoesIsText(string header)
    {
        // A zlib stream begins so, too: both bytes as one number are a multiple of 31.
        Assert.Equal(Brine.Containers.Codec.Zlib, Brine.Containers.Detector.DetectCodec(Encoding.ASCII.GetBytes(header)));
        Assert.Equal(header.TrimEnd().Split(','),
            DataFile.Read(Encoding.ASCII.GetBytes(header + string.Join(',', header.Split(',').Select(_ => "1")) + "\n")).ColumnNames);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var stream = new GZipStream(memory, CompressionLevel.Optimal))
        {
            stream.Write(bytes);
        }

        return memory.ToArray();
    }
}
