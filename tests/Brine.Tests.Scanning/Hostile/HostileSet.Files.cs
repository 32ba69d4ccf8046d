using System.Buffers.Text;
using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Scanning;

/// <content>Pickles inside of other values and files.</content>
internal static partial class HostileSet
{
    private static readonly Codec[] Codecs = [Codec.Zlib, Codec.Gzip, Codec.Bzip2, Codec.Lzma, Codec.Xz, Codec.Lz4, Codec.Zstd];

    /// <summary>A call, for values that are written by the libraries.</summary>
    private static PyObject Call() => new(new PyGlobal("os", "system"), new PyTuple("id"));

    private static byte[] Packed(byte[] bytes, Codec codec)
    {
        using var memory = new MemoryStream();
        using (Stream stream = Compressor.Open(memory, codec, Compressor.LevelsOf(codec).Default))
        {
            stream.Write(bytes);
        }

        return memory.ToArray();
    }

    private static byte[] Saved(PyValue value, Codec codec, bool isJoblib)
    {
        using var memory = new MemoryStream();
        var options = new SaveOptions { Codec = codec, CompressionLevel = codec == Codec.None ? 0 : Compressor.LevelsOf(codec).Default };
        if (isJoblib)
        {
            PickleSaver.WriteJoblib(value, memory, options);
        }
        else
        {
            PickleSaver.WritePickle(value, memory, options);
        }

        return memory.ToArray();
    }

    /// <summary>A pickle in a value of a pickle.</summary>
    private static IEnumerable<HostileFile> Nested()
    {
        HostileFile Case(string name, PyValue value, int protocol = 4) => new("nested", name,
            Pickler.Dump(new PyList(["a", value]), new PicklerOptions { Protocol = protocol }), Verdict.Dangerous, Denied);
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            byte[] payload = Payload(protocol);
            yield return Case($"bytes, {protocol}", new PyBytes(payload));
            yield return Case($"bytearray, {protocol}", new PyByteArray(payload), 5);
            yield return Case($"text of latin-1, {protocol}", Encoding.Latin1.GetString(payload));
            yield return Case($"hexadecimal text, {protocol}", Convert.ToHexStringLower(payload));
            yield return Case($"hexadecimal bytes, {protocol}", new PyBytes(Encoding.ASCII.GetBytes(Convert.ToHexString(payload))));
            yield return Case($"base64 text, {protocol}", Convert.ToBase64String(payload));
            yield return Case($"base64 bytes, {protocol}", new PyBytes(Encoding.ASCII.GetBytes(Convert.ToBase64String(payload))));
            yield return Case($"base64 for addresses, {protocol}", Base64Url.EncodeToString(payload));
            yield return Case($"in bytes in bytes, {protocol}", new PyBytes(Pickler.Dump(new PyList([new PyBytes(payload)]))));
            yield return Case($"base64 of base64, {protocol}",
                Convert.ToBase64String(Pickler.Dump(new PyList([Convert.ToBase64String(payload)]))));
        }

        foreach (Codec codec in Codecs)
        {
            yield return Case($"packed by {codec}", new PyBytes(Packed(Payload(), codec)));
            yield return Case($"base64 of {codec}", Convert.ToBase64String(Packed(Payload(), codec)));
        }

        yield return Case("a key", new PyDict { [new PyBytes(Payload())] = 1 });
        yield return Case("bytes of a ZIP archive", new PyBytes(ZipBytes.Of(("archive/data.pkl", Payload()))));
        yield return Case("bytes of a .npy of objects", new PyBytes(NpyFormat.Write(NDArray.OfObjects([1], [Call()]))));
        yield return new("nested", "loads of bytes", new OpcodeWriter(4).Call("pickle", "loads", a => a.Bytes(Payload())).Stop(),
            Verdict.Dangerous, Denied);
        yield return new("nested", "torch's bytes of a storage", new OpcodeWriter(4).Call("torch.storage", "_load_from_bytes",
            a => a.Bytes(Payload())).Stop(), Verdict.Dangerous, Denied);
        yield return new("nested", "a state of bytes", new OpcodeWriter(4).Named("sklearn.tree._classes", "DecisionTreeClassifier")
            .Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj, PickleOpcode.EmptyDict).Text("a").Bytes(Payload())
            .Op(PickleOpcode.Setitem, PickleOpcode.Build).Stop(), Verdict.Dangerous, Denied);
    }

    /// <summary>Pickles as they are, in every codec.</summary>
    private static IEnumerable<HostileFile> Compressed()
    {
        foreach (Codec codec in Codecs)
        {
            for (int protocol = 0; protocol <= 5; protocol++)
            {
                yield return new("compressed", $"{codec}, protocol {protocol}", Packed(Payload(protocol), codec), Verdict.Dangerous,
                    Denied);
            }

            yield return new("compressed", $"{codec} twice", Packed(Packed(Payload(), codec), codec), Verdict.Dangerous, Denied);
            yield return new("compressed", $"{codec} in gzip", Packed(Packed(Payload(), codec), Codec.Gzip), Verdict.Dangerous, Denied);
            yield return new("compressed", $"{codec} behind a harmless stream of it",
                [.. Packed(Harmless(), codec), .. Packed(Payload(), codec)], Verdict.Review,
                ScanRule.DeniedName, ScanRule.UnreadBytes, ScanRule.UnreadPart, ScanRule.BrokenPickle);
            byte[] cut = Packed([.. Payload(), .. new byte[5000]], codec);
            yield return new("compressed", $"{codec}, cut off", cut[..^8], Verdict.Review, ScanRule.DeniedName, ScanRule.UnreadPart,
                ScanRule.BrokenPickle, ScanRule.UnreadBytes);
        }

        yield return new("compressed", "base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Payload())), Verdict.Dangerous, Denied);
    }

    /// <summary>joblib's files: behind, between and in arrays.</summary>
    private static IEnumerable<HostileFile> Joblib()
    {
        NDArray numbers = NDArray.Of(new double[500], 500), small = NDArray.Of<long>([1, 2, 3], 3);
        foreach (Codec codec in (Codec[])[Codec.None, .. Codecs])
        {
            if (codec == Codec.Zstd)
            {
                continue;
            }

            HostileFile Case(string name, params PyValue[] items) =>
                new("joblib", $"{name}, {codec}", Saved(new PyList(items), codec, true),
                Verdict.Dangerous, Denied);
            yield return Case("in front of an array", Call(), numbers.ToPickle());
            yield return Case("behind an array", numbers.ToPickle(), Call());
            yield return Case("behind ten arrays", [.. Enumerable.Range(0, 10)
                .Select(_ => (PyValue)NDArray.Of(new double[100], 100).ToPickle()), Call()]);
            yield return Case("between arrays", numbers.ToPickle(), Call(), small.ToPickle());
            yield return Case("in an array of objects", numbers.ToPickle(), NDArray.OfObjects([2], [Call(), 1]).ToPickle());
            yield return Case("in an array of objects in one", NDArray.OfObjects([1],
                [NDArray.OfObjects([1], [Call()]).ToPickle()]).ToPickle());
            yield return Case("in bytes behind an array", numbers.ToPickle(), new PyBytes(Payload()));
            yield return Case("in the bytes of an array", NDArray.OverBytes(DType.UInt8, [Payload().Length], Payload()).ToPickle(),
                Call());
            byte[] joblib = Saved(numbers.ToPickle(), Codec.None, true);
            yield return new("joblib", $"behind the file, {codec}", codec == Codec.None ? [.. joblib, .. Payload()]
                : Packed([.. joblib, .. Payload()], codec), Verdict.Dangerous, Denied);
        }

        // Where joblib up to 0.9 finds an array: in a file that the pickle names.
        foreach (string file in (string[])["../secret.npy", "/etc/passwd", "..\\x.npy", "a/b.npy", "C:x.npy", "", "."])
        {
            yield return new("joblib", $"an array in the file '{file}'", new OpcodeWriter(2)
                .Global("joblib.numpy_pickle", "NDArrayWrapper").Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj, PickleOpcode.EmptyDict)
                .Text("filename").Text(file).Op(PickleOpcode.Setitem, PickleOpcode.Build).Stop(), Verdict.Dangerous, ScanRule.OutsidePath);
        }
    }

    /// <summary>numpy's files of objects.</summary>
    private static IEnumerable<HostileFile> Arrays()
    {
        byte[] npy = NpyFormat.Write(NDArray.OfObjects([1], [Call()])), plain = NpyFormat.Write(NDArray.Of<long>([1, 2], 2));
        yield return new("numpy", ".npy", npy, Verdict.Dangerous, Denied);
        yield return new("numpy", ".npy in gzip", Packed(npy, Codec.Gzip), Verdict.Dangerous, Denied);
        yield return new("numpy", "behind a .npy", [.. plain, .. Payload()], Verdict.Review, ScanRule.DeniedName, ScanRule.UnreadBytes);
        yield return new("numpy", ".npz", ZipBytes.Of(("X.npy", plain), ("y.npy", npy)), Verdict.Dangerous, Denied);
        yield return new("numpy", ".npz, deflated", ZipBytes.Of(ZipEntryOptions.Default, ("X.npy", plain), ("y.npy", npy)),
            Verdict.Dangerous, Denied);
        yield return new("numpy", ".npz with a pickle among the arrays", ZipBytes.Of(("X.npy", plain), ("y.npy", Payload())),
            Verdict.Dangerous, Denied);
        yield return new("numpy", ".npz with a pickle of another name", ZipBytes.Of(("X.npy", plain), ("readme.txt", Payload())),
            Verdict.Dangerous, Denied);
        yield return new("numpy", ".npz with text for a pickle", ZipBytes.Of(("X.npy", plain), ("readme.txt", Payload(0))),
            Verdict.Dangerous, Denied);
    }

    /// <summary>torch's archives, and its form before 1.6: several pickles.</summary>
    private static IEnumerable<HostileFile> Torch()
    {
        byte[] Pickled(PyValue value) => Pickler.Dump(value, new PicklerOptions { Protocol = 2 });
        byte[] magic = new OpcodeWriter(2).Op(PickleOpcode.Long1).Raw(10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
            .Stop();
        byte[][] parts = [magic, Pickled(1001), Pickled(new PyDict { ["little_endian"] = true }), Pickled(new PyDict()),
            Pickled(new PyList())];
        for (int i = 0; i < parts.Length; i++)
        {
            byte[][] changed = [.. parts];
            changed[i] = Payload(2);
            yield return new("torch", $"pickle {i} of the old form", [.. changed.SelectMany(part => part)], Verdict.Dangerous, Denied);
        }

        yield return new("torch", "a magic number that is worked out", [.. new OpcodeWriter(2).Call("builtins", "eval",
            a => a.Text("0x1950a86a20f9469cfc6c")).Stop(), .. parts.Skip(1).SelectMany(part => part)], Verdict.Dangerous, Denied);
        foreach (string member in (string[])["archive/data.pkl", "model/data.pkl", "data.pkl", "archive/constants.pkl",
            "archive/.data/x", "archive/data/0", "archive/code/__torch__.py", "archive/version", "archive/byteorder", "weights.bin",
            "archive/DATA.PKL", "x"])
        {
            foreach (ZipEntryOptions options in (ZipEntryOptions[])[ZipEntryOptions.Stored, ZipEntryOptions.Default])
            {
                for (int protocol = 0; protocol <= 2; protocol += 2)
                {
                    (string, byte[])[] members = [("archive/version", "3\n"u8.ToArray()), ("archive/data.pkl", Harmless(2)),
                        ("archive/data/0", new byte[16])];
                    yield return new("torch", $"{member}, {(options.IsStored ? "stored" : "deflated")}, {protocol}",
                        ZipBytes.Of(options, [.. members.Where(part => part.Item1 != member), (member, Payload(protocol))]),
                        Verdict.Dangerous, Denied);
                }
            }
        }

        byte[] InArchive(Action<OpcodeWriter> write)
        {
            var writer = new OpcodeWriter(2);
            write(writer);
            return ZipBytes.Of(("archive/data.pkl", writer.Stop()), ("archive/version", "3\n"u8.ToArray()),
                ("archive/data/0", new byte[16]));
        }

        yield return new("torch", "a persistent id that is no storage", InArchive(w => w.Text("os.system").Op(PickleOpcode.Binpersid)),
            Verdict.Dangerous, ScanRule.PersistentId);
        yield return new("torch", "a storage of a class that is none", InArchive(w => w.Tuple(a => a.Text("storage").Named("os", "system")
            .Text("0").Text("cpu").Number(4)).Op(PickleOpcode.Binpersid)), Verdict.Dangerous, Denied);
        yield return new("torch", "a rebuilt tensor of a function", InArchive(w => w.Call("torch._utils", "_rebuild_tensor_v2",
            a => a.Call("os", "system", b => b.Text("id")))), Verdict.Dangerous, Denied);
        yield return new("torch", "_rebuild_from_type_v2 of a function", InArchive(w => w.Call("torch._tensor", "_rebuild_from_type_v2",
            a => a.Named("os", "system").Named("torch", "Tensor").Tuple(_ => { }).Op(PickleOpcode.None))), Verdict.Dangerous, Denied);
    }

    /// <summary>Archives, and archives in archives.</summary>
    private static IEnumerable<HostileFile> Archives()
    {
        byte[] zip = ZipBytes.Of(("model.pkl", Payload())), tar = TarBytes.Of(("model.pkl", Payload()));
        HostileFile Case(string name, byte[] bytes, Verdict least = Verdict.Dangerous) => new("archives", name, bytes, least, Denied);
        yield return Case("tar", tar);
        yield return Case("tar.gz", Packed(tar, Codec.Gzip));
        yield return Case("tar.bz2", Packed(tar, Codec.Bzip2));
        yield return Case("tar.xz", Packed(tar, Codec.Xz));
        yield return Case("tar with other names", TarBytes.Of(("readme.txt", Harmless()), ("pic.png", Payload())));
        yield return Case("tar of torch before 0.1.10", TarBytes.Of(("storages", Payload(2)), ("tensors", Harmless(2)),
            ("pickle", Harmless(2))));
        yield return Case("zip", zip);
        yield return Case("zip in zip", ZipBytes.Of(("a.zip", zip)));
        yield return Case("zip in zip in zip", ZipBytes.Of(("a.zip", ZipBytes.Of(("b.zip", zip)))));
        yield return Case("zip of another name in zip", ZipBytes.Of(("a.png", zip)));
        yield return Case("tar in zip", ZipBytes.Of(("a.tar", tar)));
        yield return Case("zip in tar", TarBytes.Of(("a.zip", zip)));
        yield return Case("gzip in zip", ZipBytes.Of(("a.gz", Packed(Payload(), Codec.Gzip))));
        yield return Case("joblib in zip", ZipBytes.Of(("a.joblib", Saved(new PyList([NDArray.Of(new double[9], 9).ToPickle(), Call()]),
            Codec.Lz4, true))));
        yield return Case("npz in zip", ZipBytes.Of(("a.npz", ZipBytes.Of(("x.npy", NpyFormat.Write(NDArray.OfObjects([1], [Call()])))))));
        yield return Case("a hundred members before it", ZipBytes.Of([.. Enumerable.Range(0, 100).Select(i => ($"m{i}.pkl", Harmless())),
            ("last.pkl", Payload())]));
        foreach (string prefix in (string[])["junk", "#!/bin/sh\necho hello\n", "GIF89a", "\u0089PNG\r\n"])
        {
            yield return Case($"zip behind '{prefix[..4]}'", [.. Encoding.Latin1.GetBytes(prefix), .. zip]);
        }

        yield return Case("zip behind a harmless pickle", [.. Harmless(), .. zip]);
        yield return Case("a pickle in front of a zip of harmless ones", [.. Payload(), .. ZipBytes.Of(("model.pkl", Harmless()))]);
        byte[] deep = Payload();
        for (int i = 0; i < 30; i++)
        {
            deep = ZipBytes.Of(($"{i}.zip", deep));
        }

        yield return new("archives", "30 archives in one another", deep, Verdict.Review, ScanRule.LimitReached, ScanRule.DeniedName,
            ScanRule.Bomb, ScanRule.UnreadPart);
    }
}
