using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Scanning;

/// <summary>Honest files that look like hostile ones, each with its verdict.</summary>
internal static class HonestSet
{
    private static readonly Codec[] Codecs = [Codec.None, Codec.Zlib, Codec.Gzip, Codec.Bzip2, Codec.Lzma, Codec.Xz, Codec.Lz4];

    internal static IEnumerable<HostileFile> All() =>
        [.. Values(), .. Texts(), .. Calls(), .. Arrays(), .. Torch(), .. UserClasses(), .. OtherFiles(), .. Runtimes()];

    private static IEnumerable<HostileFile> Values()
    {
        var shared = new PyList([1, 2.5, "text", PyValue.None]);
        PyValue[] values =
        [
            new PyDict { ["a"] = 1, ["b"] = new PyTuple(1, "x", 2.5) }, shared, new PyList([shared, shared]), "", 5, 1.5, PyValue.None,
                true,
            new PyBytes("abc"u8.ToArray()), new PyByteArray("ab"u8.ToArray()), new PySet(isFrozen: true),
                new PyList([.. Enumerable.Range(0, 3000).Select(i => (PyValue)i)]),
            new PyObject(new PyGlobal("collections", "OrderedDict"), PyTuple.Empty) { DictItems = new PyDict { ["a"] = 1 } },
            new PyObject(new PyGlobal("collections", "defaultdict"), new PyTuple(new PyGlobal("builtins", "list"))),
            new PyObject(new PyGlobal("decimal", "Decimal"), new PyTuple("1.5")),
            new PyObject(new PyGlobal("datetime", "datetime"), new PyTuple(new PyBytes(new byte[] { 7, 234, 11, 30, 1, 2, 3, 0, 0, 0 }))),
            new PyObject(new PyGlobal("uuid", "UUID"), PyTuple.Empty, PyConstruction.NewObject) { State = new PyDict { ["int"] = 5 } },
            new PyObject(new PyGlobal("builtins", "slice"), new PyTuple(1, 2, 3)),
            new PyObject(new PyGlobal("builtins", "complex"), new PyTuple(1.0, 2.0)),
        ];
        var self = new PyList();
        self.Add(self);
        for (int i = 0; i <= values.Length; i++)
        {
            for (int protocol = 0; protocol <= 5; protocol++)
            {
                yield return new("values", $"value {i}, protocol {protocol}",
                    Pickler.Dump(i < values.Length ? values[i] : self, new PicklerOptions { Protocol = protocol }), Verdict.Safe);
            }
        }
    }

    /// <summary>Text that speaks of what is forbidden.</summary>
    private static IEnumerable<HostileFile> Texts()
    {
        string[] texts =
        [
            "os.system", "import os; os.system('id')", "eval(input())", "__import__('os').system('id')", "builtins", "subprocess.Popen",
            "cos", "a pickle begins with \u0080\u0004", "Y29zCg==", "8004", "deadbeef", "SGVsbG8sIHdvcmxkIQ==", "MZ", "PK", "posix",
                "R0lGODlh",
            "c is a letter.", "(a)\n(b).", "i know\nthis and\nthat.", "cat\nsat.", "0123456789abcdef0123456789abcdef",
            "d41d8cd98f00b204e9800998ecf8427e", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "aGVsbG8gd29ybGQsIHRoaXMgaXMgYSB0ZXN0IG9mIGJhc2U2NA==", "(lp0\n", "]q\u0000", "GLOBAL 'os system'",
        ];
        foreach (string text in texts)
        {
            yield return new("texts", text, Pickler.Dump(new PyDict { [text] = text, ["description"] = new PyList([text, text + " "]) }),
                Verdict.Safe);
            yield return new("texts", $"{text}, as bytes", Pickler.Dump(new PyList([new PyBytes(Encoding.UTF8.GetBytes(text))])),
                Verdict.Safe);
        }

        yield return new("texts", "os and system beside each other", Pickler.Dump(new PyList(["os", "system", "builtins", "eval"])),
            Verdict.Safe);
        yield return new("texts", "a harmless pickle in bytes", Pickler.Dump(new PyList([new PyBytes(Pickler.Dump(new PyList([1])))])),
            Verdict.Safe);
    }

    /// <summary>Functions in the exact forms in which models have them.</summary>
    private static IEnumerable<HostileFile> Calls()
    {
        byte[] Written(Action<OpcodeWriter> write)
        {
            var writer = new OpcodeWriter(4);
            write(writer);
            return writer.Stop();
        }

        foreach (string method in (string[])["lower", "upper", "strip", "split"])
        {
            yield return new("calls", $"getattr(str, '{method}')",
                Written(w => w.Call("builtins", "getattr", a => a.Named("builtins", "str").Text(method))), Verdict.Safe);
        }

        foreach (string function in (string[])["log", "log1p", "exp", "sqrt", "absolute"])
        {
            yield return new("calls", $"numpy's {function}", Written(w => w.Op(PickleOpcode.EmptyDict).Text("func")
                .StackGlobal("numpy.core._multiarray_umath", function).Op(PickleOpcode.Setitem)), Verdict.Safe);
            yield return new("calls", $"numpy 2's {function}", Written(w => w.Op(PickleOpcode.EmptyDict).Text("func")
                .Call("numpy._core", "_ufunc_reconstruct", a => a.Text("numpy._core._multiarray_umath").Text(function))
                .Op(PickleOpcode.Setitem)), Verdict.Safe);
        }

        yield return new("calls", "_codecs.encode", Written(w => w.Call("_codecs", "encode", a => a.Text("\u00e9").Text("latin1"))),
            Verdict.Safe);
    }

    private static IEnumerable<HostileFile> Arrays()
    {
        PyValue[] arrays =
        [
            NDArray.Of(new double[300], 300).ToPickle(), NDArray.Of<long>([1, 2, 3], 3).ToPickle(),
            NDArray.OfObjects([3], ["a", 1, PyValue.None]).ToPickle(), NDArray.OfObjects([2, 1], ["x", "y"]).ToPickle(),
        ];
        foreach (PyValue array in arrays)
        {
            foreach (Codec codec in Codecs)
            {
                using MemoryStream joblib = new(), pickle = new();
                var options = new SaveOptions { Codec = codec };
                PickleSaver.WriteJoblib(new PyList([array, "x", array]), joblib, options);
                PickleSaver.WritePickle(new PyDict { ["a"] = array }, pickle, options);
                yield return new("arrays", $"joblib, {codec}", joblib.ToArray(), Verdict.Safe);
                yield return new("arrays", $"pickle, {codec}", pickle.ToArray(), Verdict.Safe);
            }
        }

        byte[] objects = NpyFormat.Write(NDArray.OfObjects([2], ["a", PyValue.None])),
            numbers = NpyFormat.Write(NDArray.Of<double>([1, 2], 2));
        yield return new("arrays", ".npy of objects", objects, Verdict.Safe);
        yield return new("arrays", ".npy", numbers, Verdict.Safe);
        yield return new("arrays", ".npz", ZipBytes.Of(ZipEntryOptions.Default, ("X.npy", numbers), ("y.npy", objects)), Verdict.Safe);
    }

    private static IEnumerable<HostileFile> Torch()
    {
        byte[] state = new OpcodeWriter(2).Named("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple, PickleOpcode.Reduce).Text("w")
            .Call("torch._utils", "_rebuild_tensor_v2", a =>
                a.Tuple(id => id.Text("storage").Named("torch", "FloatStorage").Text("0").Text("cpu")
                .Number(4)).Op(PickleOpcode.Binpersid).Number(0).Tuple(size => size.Number(4)).Tuple(stride => stride.Number(1))
                .Op(PickleOpcode.Newfalse).Named("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple, PickleOpcode.Reduce))
            .Op(PickleOpcode.Setitem).Stop();
        yield return new("torch", "a state dict", ZipBytes.Of(("archive/data.pkl", state), ("archive/byteorder", "little"u8.ToArray()),
            ("archive/data/0", new byte[16]), ("archive/version", "3\n"u8.ToArray())), Verdict.Safe);
    }

    private static IEnumerable<HostileFile> UserClasses()
    {
        foreach ((string module, string name) in ((string, string)[])[("__main__", "Ranker"), ("shop.models", "Ranker"),
            ("model", "Model"),
            ("mysystem", "Popen2"), ("my_os", "Path"), ("evaluation", "Evaluator")])
        {
            foreach (int protocol in (int[])[0, 2, 4])
            {
                yield return new("user classes", $"{module}.{name}, protocol {protocol}", Pickler.Dump(
                    new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = new PyDict { ["a"] = 1 } },
                    new PicklerOptions { Protocol = protocol }), Verdict.Review);
            }
        }
    }

    private static IEnumerable<HostileFile> OtherFiles()
    {
        yield return new("other files", "text", "The quick brown fox.\n"u8.ToArray(), Verdict.NotAModel);
        yield return new("other files", "CSV", "a,b\n1,2\n"u8.ToArray(), Verdict.NotAModel);
        yield return new("other files", "empty", [], Verdict.NotAModel);
        yield return new("other files", "JSON", "{\"os\": \"system\"}"u8.ToArray(), Verdict.NotAModel);
    }

    /// <summary>Models that are no pickles.</summary>
    private static IEnumerable<HostileFile> Runtimes()
    {
        yield return new("runtimes", "ONNX", HostileSet.Onnx(HostileSet.Node("Add", ""), HostileSet.Node("TreeEnsembleClassifier", "ai.onnx.ml"),
            HostileSet.Node("FusedMatMul", "com.microsoft")), Verdict.Safe);
        foreach (string path in (string[])["model.onnx.data", "weights/layer.0.bin", "a..b", "..."])
        {
            yield return new("runtimes", $"ONNX, weights in {path}",
                HostileSet.Onnx(ProtoWriter.Message(5, HostileSet.External(path))), Verdict.Safe);
        }

        yield return new("runtimes", "ONNX, an operator that the model itself has", [.. HostileSet.Onnx(HostileSet.Node("Gelu", "local")),
            .. ProtoWriter.Message(25, ProtoWriter.Text(1, "Gelu"), ProtoWriter.Text(10, "local"),
                ProtoWriter.Message(7, ProtoWriter.Text(4, "Erf")))], Verdict.Safe);
        foreach (string code in (string[])["def forward(self, x):\n  return torch.add(x, x)\n", "def f(self):\n  return ops.prim.NumToTensor(1)\n",
            "def f(self):\n  a = \"torch.save(x)\"\n  # torch.save(x)\n  return self.torch.save(a)\n", "def save(self):\n  return a.save(1)\n"])
        {
            yield return new("runtimes", $"TorchScript, {code}", HostileSet.Script(code), Verdict.Review);
        }
    }
}
