using System.Text;
using Brine.Arrays;
using Brine.Containers;

namespace Brine.Tests.House;

/// <summary>The forms of the page that no folder of values holds.</summary>
public sealed partial class FormatsTableTests
{
    private static readonly (string Form, string How, string Test)[] Written =
    [
        ("pickle, protocols 0 to 5", "`.pkl` `.pickle`, `--protocol`", "`ValueMatrixTests`, `InteropTests`"),
        ("pickle in gzip, bzip2, xz, lzma, zstd", "`.pkl.gz` and the like, `--compress`",
            "`ConversionMatrixTests`, `PandasCompressionTests`"),
        ("joblib, uncompressed: joblib's own bytes", "`.joblib`", "`JoblibWriterTests`, `JoblibEraTests`"),
        ("joblib in zlib, gzip, bz2, lzma, xz, lz4", "`.joblib.z` and the like, `--compress xz:6`",
            "`ConversionMatrixTests`, `JoblibEraTests`"),
        ("`.npy` 1.0, 2.0, 3.0", "`.npy`", "`NumpyLiveTests`, `ConversionMatrixTests`"),
        ("`.npz`, deflated or stored; scipy's `save_npz`", "`.npz`, `--compress none`", "`ConversionMatrixTests`"),
        ("skops 0.6 to 0.16, by the rules of skops's own `dump`", "`.skops`, `--protocol 1` for 0.6 to 0.9",
            "`SkopsWriterTests`, `SkopsConversionTests`"),
        ("CSV", "`.csv`", "`FrameConversionTests`, `ConversionMatrixTests`"),
        ("JSON: records of a frame, or a view of any value", "`.json`", "`FrameConversionTests`, `ConversionMatrixTests`"),
    ];

    private static IEnumerable<(string Name, byte[] Bytes, string Written)> Packed()
    {
        byte[] pickle = Brine.Pickle.Dumps("packed");
        foreach ((string name,
            string codec) in ((string, string)[])[("gzip", "gzip"), ("zlib", "zlib"), ("bzip2", "bz2"), ("xz", "xz"), ("LZMA", "lzma"),
                ("LZ4 frames", "lz4"), ("Zstandard", "zstd")])
        {
            using var memory = new MemoryStream();
            PickleSaver.WritePickle(Brine.Pickle.ToPython("packed"), memory, new SaveOptions().WithCompression(codec));
            yield return (name, memory.ToArray(), "yes");
        }

        yield return ("ZIP with one model", ZipBytes.Of(("model.pkl", pickle)), "no");
        yield return ("tar with one model", TarBytes.Of(("model.pkl", pickle)), "no");
        yield return ("base64 text", Encoding.ASCII.GetBytes(Convert.ToBase64String(pickle)), "no");
    }

    private static IEnumerable<(FileFormat Format, byte[] Bytes)> OtherForms()
    {
        byte[] pickle = Brine.Pickle.Dumps("tensor");
        yield return (FileFormat.Npy, NpyFormat.Write(NDArray.Of([1.0])));
        yield return (FileFormat.Npz, new NpzFile { ["x"] = NDArray.Of([1.0]) }.Write());
        yield return (FileFormat.Skops, ZipBytes.Of(("schema.json", "{}"u8.ToArray())));
        yield return (FileFormat.Torch, ZipBytes.Of(("m/data.pkl", pickle), ("m/version", "3\n"u8.ToArray())));
        yield return (FileFormat.TorchLegacy,
            [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E, .. pickle]);
        yield return (FileFormat.TorchTar, TarBytes.Of(("pickle", pickle), ("tensors", [1]), ("storages", [1])));
        yield return (FileFormat.TorchExport, ZipBytes.Of(("m/archive_format", "pt2"u8.ToArray())));
        yield return (FileFormat.Keras,
            ZipBytes.Of(("config.json", "{}"u8.ToArray()), ("metadata.json", "{}"u8.ToArray()), ("model.weights.h5", [1])));
        yield return (FileFormat.SavedModel, ZipBytes.Of(("m/saved_model.pb", [1])));
        yield return (FileFormat.Hdf5, [0x89, .. "HDF\r\n"u8, 0x1A, 0x0A, 0, 0]);
        yield return (FileFormat.Safetensors,
            [.. BitConverter.GetBytes(60L),
                .. Encoding.ASCII.GetBytes("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".PadRight(60)), .. new byte[8]]);
        yield return (FileFormat.Onnx, [0x08, 8, 0x12, 2, (byte)'p', (byte)'t', 0x3A, 2, 0x12, 0]);
        yield return (FileFormat.LightGbm, "tree\nversion=v3\nnum_class=1\n"u8.ToArray());
        yield return (FileFormat.XgBoost, """{"learner":{"attributes":{},"gradient_booster":{}}}"""u8.ToArray());
        yield return (FileFormat.CatBoost, "CBM1...."u8.ToArray());
        yield return (FileFormat.Zip, ZipBytes.Of(("a.txt", [1]), ("b.txt", [2])));
        yield return (FileFormat.Tar, TarBytes.Of(("a.txt", [1]), ("b.txt", [2])));
        yield return (FileFormat.Csv, "a,b\n1,2\n3,4\n"u8.ToArray());
        yield return (FileFormat.Json, """{"a": 1}"""u8.ToArray());
        yield return (FileFormat.Text, "Dear reader\n"u8.ToArray());
        yield return (FileFormat.Html, "<!DOCTYPE html><p>Sign in"u8.ToArray());
        yield return (FileFormat.GitLfsPointer, "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"u8.ToArray());
        yield return (FileFormat.Empty, []);
    }
}
