using System.Buffers.Binary;
using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Scanning;

/// <content>ONNX, TorchScript, and files of other formats that are pickles too.</content>
internal static partial class HostileSet
{
    /// <summary>An ONNX model: a version, and a graph of these parts.</summary>
    internal static byte[] Onnx(params byte[][] graph) => [.. ProtoWriter.Number(1, 8), .. ProtoWriter.Message(7, graph)];

    /// <summary>Weights in another file.</summary>
    internal static byte[] External(string path) => ProtoWriter.Message(13, ProtoWriter.Text(1, "location"), ProtoWriter.Text(2, path));

    /// <summary>An operator of a domain.</summary>
    internal static byte[] Node(string type, string domain, params byte[][] more) =>
        ProtoWriter.Message(1, [ProtoWriter.Text(4, type), ProtoWriter.Text(7, domain), .. more]);

    private static IEnumerable<HostileFile> OnnxModels()
    {
        foreach (string path in (string[])["/etc/passwd", "../weights.bin", "a/../../weights.bin", "..\\weights.bin", "C:\\weights.bin", "~/x", "",
            "a\nb", "\\\\host\\share"])
        {
            byte[] tensor = External(path);
            (string Where, byte[] Bytes)[] places =
            [
                ("weights", Onnx(ProtoWriter.Message(5, tensor))),
                ("sparse weights", Onnx(ProtoWriter.Message(15, ProtoWriter.Message(1, tensor)))),
                ("an attribute", Onnx(Node("Constant", "", ProtoWriter.Message(5, ProtoWriter.Message(5, tensor))))),
                ("a graph in an attribute", Onnx(Node("If", "", ProtoWriter.Message(5, ProtoWriter.Message(6, ProtoWriter.Message(5, tensor)))))),
                ("a function", [.. Onnx(), .. ProtoWriter.Message(25, ProtoWriter.Message(7,
                    ProtoWriter.Message(5, ProtoWriter.Message(10, tensor))))]),
                ("training", [.. Onnx(), .. ProtoWriter.Message(20, ProtoWriter.Message(1, ProtoWriter.Message(5, tensor)))]),
            ];
            foreach ((string where, byte[] bytes) in places)
            {
                yield return new("ONNX", $"{where} in {path}", bytes, Verdict.Dangerous, ScanRule.OutsidePath);
            }
        }

        yield return new("ONNX", "an operator of a library", Onnx(Node("Run", "shop.ops")), Verdict.Review, ScanRule.CustomOperator);
        yield return new("ONNX", "an operator of a library, its domain first", Onnx(ProtoWriter.Message(1, ProtoWriter.Text(7, "shop.ops"),
            ProtoWriter.Text(4, "Run"))), Verdict.Review, ScanRule.CustomOperator);
        yield return new("ONNX", "a function of Python", Onnx(Node("PythonOp", "com.microsoft")), Verdict.Dangerous, ScanRule.CustomOperator);
        byte[] deep = Node("Run", "shop.ops");
        for (int i = 0; i < 300; i++)
        {
            deep = Node("If", "", ProtoWriter.Message(5, ProtoWriter.Message(6, deep)));
        }

        yield return new("ONNX", "graphs in one another", Onnx(deep), Verdict.Review, ScanRule.LimitReached);
        byte[] cut = Onnx(Node("Add", ""), [0x0A, 0x20, 1]);
        yield return new("ONNX", "a node that is cut off", cut, Verdict.Review, ScanRule.UnreadPart);
    }

    private static IEnumerable<HostileFile> TorchScripts()
    {
        HostileFile Case(string name, string code, Verdict least, params ScanRule[] rules) =>
            new("TorchScript", name, Script(code), least, rules);
        foreach (string call in (string[])["torch.save(x, \"a\")", "torch . save (x)", "torch.\\\n save(x)", "ops.aten.save(x, \"a\")",
            "torch.ops.aten.save(x)", "torch.from_file(\"/etc/passwd\")", "ops.aten.from_file(\"a\")", "1 + torch.save(x)", "f(torch.save(x))",
            "\"it's\"\n  torch.save(x)", "x # '\n  torch.save(x)", "\"\"\"a\"b\"\"\"\n  torch.save(x)"])
        {
            yield return Case(call, $"def forward(self, x):\n  {call}\n", Verdict.Dangerous, ScanRule.ScriptCode);
        }

        yield return Case("an operator of a library", "def forward(self, x):\n  return ops.shop.run(x)\n", Verdict.Review, ScanRule.CustomOperator);
        yield return Case("code", "def forward(self, x):\n  return torch.add(x, x)\n", Verdict.Review, ScanRule.ScriptCode);
        yield return new("TorchScript", "the form for phones", ZipBytes.Of(("a/data.pkl", Harmless(2)), ("a/constants.pkl", Harmless(2)),
            ("a/bytecode.pkl", Pickler.Dump(new PyTuple(new PyTuple("aten::save", "")), new PicklerOptions { Protocol = 2 }))),
            Verdict.Dangerous, ScanRule.ScriptCode);
    }

    internal static byte[] Script(string code) => ZipBytes.Of(("a/data.pkl", Harmless(2)), ("a/constants.pkl", Harmless(2)),
        ("a/code/__torch__/net.py", Encoding.UTF8.GetBytes(code)), ("a/version", "3\n"u8.ToArray()));

    /// <summary>Other formats to their readers, and pickles to <c>pickle.load</c>, behind a few bytes that both take.</summary>
    private static IEnumerable<HostileFile> Polyglots()
    {
        foreach ((string module, string name) in ((string, string)[])[("os", "system"), ("shop.models", "Price")])
        {
            byte[] payload = new OpcodeWriter(0).Call(module, name, a => a.Text("id")).Stop();
            HostileFile Case(string what, byte[] bytes) => new("polyglots", $"{what}, {module}.{name}", bytes, Verdict.Malicious,
                ScanRule.ReadersDisagree);
            // BINBYTES of five bytes, which are the rest of a field, a version and the beginning of a graph of as many bytes as the code
            // of NONE says.
            byte[] rest = [PickleOpcode.Pop, .. payload, .. new byte[PickleOpcode.None - 1 - payload.Length]];
            yield return Case("ONNX", [0x42, 5, 0, 0, 0, 0, 0, 0x08, 1, 0x3A, PickleOpcode.None, .. rest]);
            // BINBYTES of 258 bytes, in a header of 66 + 256 * 258 bytes.
            byte[] header = new byte[66 + (256 * 258)];
            header.AsSpan().Fill((byte)' ');
            "{\"a\":\""u8.CopyTo(header);
            byte[] tensors = new byte[8 + header.Length];
            BinaryPrimitives.WriteInt64LittleEndian(tensors, header.Length);
            payload.CopyTo(header, 258 + 5 - 8);
            "\"}"u8.CopyTo(header.AsSpan(header.Length - 2));
            header.CopyTo(tensors, 8);
            yield return Case("safetensors", tensors);
            // SHORT_BINBYTES of 'B' bytes.
            yield return Case("CatBoost", [.. "CBM1"u8, .. new byte[0x42 - 2], .. payload, .. new byte[8]]);
        }
    }
}
