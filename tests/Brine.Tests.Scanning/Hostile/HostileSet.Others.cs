using System.Buffers.Binary;
using System.Text;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Scanning;

/// <content>Archives that contradict themselves, skops, Keras, and bombs.</content>
internal static partial class HostileSet
{
    /// <summary>Archives that readers read differently.</summary>
    private static IEnumerable<HostileFile> Conflicts()
    {
        IReadOnlyList<ScanRule> rules = [ScanRule.ArchiveConflict];
        HostileFile Case(string name, byte[] bytes, Verdict least = Verdict.Malicious, params ScanRule[] other) =>
            new("conflicts", name, bytes, least, [.. rules, .. other]);
        byte[] good = Harmless(2), bad = Payload(2);
        byte[] Two(byte[] first, byte[] second, string name = "archive/data.pkl") =>
            ZipBytes.Of(("archive/data.pkl", first), (name, second));
        byte[] SameName(byte[] first, byte[] second)
        {
            byte[] zip = Two(first, second, "archive/data.pkm");
            return Replaced(zip, "archive/data.pkm", "archive/data.pkl");
        }

        yield return Case("a name twice, the second is bad", SameName(good, bad));
        yield return Case("a name twice, the first is bad", SameName(bad, good));
        yield return Case("a name twice, none is bad", SameName(good, good));
        byte[] one = ZipBytes.Of(("archive/data.pkl", bad));
        int local = ZipBytes.Local(one, 0), central = ZipBytes.Central(one, 0);
        yield return Case("another name in front of the member", ZipBytes.WithText(one, local + 30, "archive/data.txt"));
        yield return Case("another name in the directory", ZipBytes.WithText(one, central + 46, "archive/data.txt"));
        yield return Case("a bad checksum in the directory", ZipBytes.With32(one, central + 16, 0x12345678), Verdict.Dangerous,
            ScanRule.DeniedName);
        yield return Case("a bad checksum in front of the member", ZipBytes.With32(one, local + 14, 0x12345678), Verdict.Dangerous,
            ScanRule.DeniedName);
        yield return Case("bad checksums in both", ZipBytes.With32(ZipBytes.With32(one, local + 14, 7), central + 16, 7),
            Verdict.Dangerous,
            ScanRule.DeniedName);
        foreach (int flag in (int[])[0x1, 0x20, 0x40, 0x2000])
        {
            yield return Case($"flag {flag:x} in the directory", ZipBytes.With16(one, central + 8, flag), Verdict.Dangerous,
                ScanRule.DeniedName);
            yield return Case($"flag {flag:x} in both", ZipBytes.With16(ZipBytes.With16(one, central + 8, flag), local + 6, flag),
                Verdict.Dangerous, ScanRule.DeniedName, ScanRule.UnreadPart);
        }

        yield return Case("another method in the directory", ZipBytes.With16(one, central + 10, 8), Verdict.Dangerous,
            ScanRule.DeniedName);
        yield return Case("an unknown method", ZipBytes.With16(ZipBytes.With16(one, central + 10, 99), local + 8, 99), Verdict.Review,
            ScanRule.DeniedName, ScanRule.UnreadPart);
        yield return Case("another size in the directory", ZipBytes.With32(one, central + 24, 5), Verdict.Dangerous, ScanRule.DeniedName);
        yield return Case("another size in front of the member", ZipBytes.With32(one, local + 22, 5), Verdict.Dangerous,
            ScanRule.DeniedName);
        yield return Case("a member that the directory lacks", Hidden(good, bad), Verdict.Dangerous, ScanRule.DeniedName,
            ScanRule.UnreadBytes);
        yield return Case("a directory that is gone", one[..central], Verdict.Review, ScanRule.DeniedName, ScanRule.UnreadPart,
            ScanRule.UnreadBytes);
        yield return Case("members that share their bytes", Shared(bad), Verdict.Dangerous, ScanRule.DeniedName, ScanRule.Bomb);
        yield return Case("bytes between the members", Between(good, bad), Verdict.Review, ScanRule.DeniedName, ScanRule.UnreadBytes);
        yield return Case("a pickle in the comment", [.. one[..^2], .. Length(bad), .. bad], Verdict.Dangerous, ScanRule.DeniedName);
        byte[] harmless = ZipBytes.Of(("archive/data.pkl", good));
        yield return Case("a pickle in the comment of a harmless archive", [.. harmless[..^2], .. Length(bad), .. bad], Verdict.Review,
            ScanRule.DeniedName, ScanRule.UnreadBytes);
        yield return Case("two directories", [.. one, .. harmless], Verdict.Dangerous, ScanRule.DeniedName);
        yield return Case("two directories, the last is bad", [.. harmless, .. one], Verdict.Dangerous, ScanRule.DeniedName);
        foreach (string path in (string[])["../data.pkl", "/data.pkl", "a/../../b", "..\\b.pkl"])
        {
            yield return Case($"the path {path}", ZipBytes.Of((path, bad)), Verdict.Dangerous, ScanRule.OutsidePath, ScanRule.DeniedName);
        }

        static byte[] Length(byte[] bytes)
        {
            byte[] length = new byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)bytes.Length);
            return length;
        }
    }

    private static byte[] Replaced(byte[] bytes, string from, string to)
    {
        byte[] copy = [.. bytes];
        byte[] search = Encoding.ASCII.GetBytes(from);
        for (int at = copy.AsSpan().IndexOf(search); at >= 0; at = copy.AsSpan().IndexOf(search))
        {
            Encoding.ASCII.GetBytes(to, copy.AsSpan(at));
        }

        return copy;
    }

    /// <summary>A second member with its own header, which the directory does not list.</summary>
    private static byte[] Hidden(byte[] shown, byte[] hidden)
    {
        byte[] zip = ZipBytes.Of(("archive/data.pkl", shown), ("archive/more.pkl", hidden));
        int first = ZipBytes.Central(zip, 0), second = ZipBytes.Central(zip, 1);
        byte[] end = zip[^22..];
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), 1);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), second - first);
        return [.. zip[..second], .. end];
    }

    private static byte[] Shared(byte[] content)
    {
        byte[] zip = ZipBytes.Of(("archive/a.pkl", content), ("archive/b.pkl", content));
        return ZipBytes.With32(zip, ZipBytes.Central(zip, 1) + 42, (uint)ZipBytes.Local(zip, 0));
    }

    private static byte[] Between(byte[] shown, byte[] between)
    {
        byte[] zip = ZipBytes.Of(("archive/data.pkl", shown));
        int central = ZipBytes.Central(zip, 0);
        byte[] end = zip[^22..];
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(16), central + between.Length);
        return [.. zip[..central], .. between, .. zip[central..^22], .. end];
    }

    /// <summary>skops' schemas that name what they should not.</summary>
    private static IEnumerable<HostileFile> Skops()
    {
        HostileFile Case(string name, string root, Verdict least = Verdict.Dangerous) => new("skops", name,
            ZipBytes.Of(("schema.json", Encoding.UTF8.GetBytes(
                root[..^1] + ", \"protocol\": 2, \"_skops_version\": \"0.12.0\"}"))), least, Bad);
        string Node(string module, string type, string loader, string content = "{}") =>
            $$"""{"__class__": "{{type}}", "__module__": "{{module}}", "__loader__": "{{loader}}", "__id__": 1, "content": {{content}}}""";
        foreach ((string module, string type) in ((string, string)[])[("os", "system"), ("builtins", "eval"), ("subprocess", "Popen"),
            ("posix", "system"), ("operator", "methodcaller"), ("pickle", "loads"), ("sklearn.tree", "os.system"), ("joblib", "load")])
        {
            foreach (string loader in (string[])["ObjectNode", "FunctionNode", "TypeNode", "ReduceNode", "PartialNode", "MethodNode",
                "OperatorFuncNode"])
            {
                yield return Case($"{module}.{type} by {loader}", Node(module, type, loader));
            }

            yield return Case($"{module}.{type} in a list", Node("builtins", "list", "ListNode", $"[{Node(module, type, "ObjectNode")}]"));
            yield return Case($"{module}.{type} in a dict", Node("builtins", "dict", "DictNode",
                $$"""{"a": {{Node(module, type, "FunctionNode")}}}"""));
        }

        yield return new("skops", "a pickle beside the schema", ZipBytes.Of(("schema.json", Encoding.UTF8.GetBytes(
            Node("builtins", "dict", "DictNode"))), ("a.pkl", Payload())), Verdict.Dangerous, Denied);
        yield return new("skops", "an array of objects beside the schema", ZipBytes.Of(("schema.json", Encoding.UTF8.GetBytes(
            Node("builtins", "dict", "DictNode"))), ("a.npy",
                Brine.Arrays.NpyFormat.Write(Brine.Arrays.NDArray.OfObjects([1], [Call()])))),
            Verdict.Dangerous, Denied);
    }

    /// <summary>Keras' archives with code or modules in their configuration.</summary>
    private static IEnumerable<HostileFile> Keras()
    {
        HostileFile Case(string name, string layer, params ScanRule[] rules) => new("keras", name, ZipBytes.Of(
            ("metadata.json", """{"keras_version": "3.9.0", "date_saved": "2026-01-01@00:00:00"}"""u8.ToArray()),
            ("config.json",
                Encoding.UTF8.GetBytes("""{"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [""" + layer
                + """]}, "registered_name": null}""")), ("model.weights.h5", new byte[100])), Verdict.Dangerous, rules);
        yield return Case("Lambda",
            """{"module": "keras.layers", "class_name": "Lambda", "config": {"name": "l", """
            + """ "function": {"class_name": "__lambda__", "config": {"code": "4wEAAAAAAAAA", "defaults": null, "closure": null}}}}""",
            ScanRule.KerasCode);
        yield return Case("Lambda of Keras 2",
            """{"class_name": "Lambda", "config": {"function": ["4wEAAAAA\n", null, null], "function_type": "lambda"}}""",
            ScanRule.KerasCode);
        yield return Case("a module of Python", """{"module": "os", "class_name": "system", "config": {}}""", ScanRule.KerasModule);
        yield return Case("a function of Python",
            """{"module": "builtins", "class_name": "function", "config": "exec", "registered_name": "function"}""",
            ScanRule.KerasModule);
        yield return Case("run of subprocess",
            """{"module": "subprocess", "class_name": "run", "config": {"args": ["id"], "name": "x"}, """
            + """ "inbound_nodes": [{"args": [], "kwargs": {}}]}""",
            ScanRule.KerasModule);
        yield return Case("get_file",
            """{"module": "keras.utils", "class_name": "get_file", "config": {"origin": "x"}, "registered_name": "function"}""",
            ScanRule.KerasModule);
        yield return Case("a function in an argument",
            """{"module": "keras.layers", "class_name": "Dense", "config": {"units": 1, "activation": """
            + """{"module": "builtins", "class_name": "function", "config": "eval", "registered_name": "function"}}}""",
            ScanRule.KerasModule);
        yield return new("keras", "a pickle among the weights",
            ZipBytes.Of(("config.json", "{}"u8.ToArray()), ("metadata.json", "{}"u8.ToArray()),
            ("assets/x.bin", Payload())), Verdict.Dangerous, Denied);
    }

    /// <summary>Files that take the memory or the time of whoever opens them.</summary>
    private static IEnumerable<HostileFile> Bombs()
    {
        HostileFile Case(string name, byte[] bytes, Verdict least = Verdict.Malicious, params ScanRule[] rules) =>
            new("bombs", name, bytes, least, rules.Length == 0 ? [ScanRule.Bomb] : rules);
        OpcodeWriter Doubled(int times)
        {
            OpcodeWriter writer = new OpcodeWriter(2).Number(1);
            for (int i = 0; i < times; i++)
            {
                writer.Op(PickleOpcode.Dup, PickleOpcode.Tuple2);
            }

            return writer;
        }

        yield return Case("tuples shared 60 times over", Doubled(60).Stop());
        yield return Case("a key of such", new OpcodeWriter(2).Op(PickleOpcode.EmptyDict)
            .Raw(Doubled(60).ToArray().AsSpan(2)).Op(PickleOpcode.None, PickleOpcode.Setitem).Stop());
        OpcodeWriter laughs = new OpcodeWriter(2).Raw([.. Enumerable.Repeat(PickleOpcode.Mark, 20)]).Text("lol");
        for (int i = 0; i < 20; i++)
        {
            laughs.Raw([.. Enumerable.Repeat(PickleOpcode.Dup, 9)]).Op(PickleOpcode.List);
        }

        yield return Case("billion laughs", laughs.Stop());
        OpcodeWriter memo = new OpcodeWriter(2).Op(PickleOpcode.EmptyList).Put(0);
        for (int i = 0; i < 40; i++)
        {
            memo.Op(PickleOpcode.EmptyList, PickleOpcode.Mark).Get(i).Get(i).Op(PickleOpcode.Appends).Put(i + 1);
        }

        yield return Case("billion laughs by the memo", memo.Stop());
        foreach (Codec codec in Codecs)
        {
            byte[] zeros = new OpcodeWriter(4).Op(PickleOpcode.Binbytes8).Int64(128 << 20).Raw(new byte[128 << 20]).Stop();
            yield return Case($"128 MB of zeros by {codec}", Packed(zeros, codec), Verdict.Review, ScanRule.Bomb, ScanRule.LimitReached);
        }

        yield return Case("a memo index of 2^32-1", new OpcodeWriter(2).Op(PickleOpcode.None, PickleOpcode.LongBinput).Int32(-1).Stop(),
            Verdict.Review, ScanRule.Bomb, ScanRule.LimitReached, ScanRule.BrokenPickle, ScanRule.ReadersDisagree);
        yield return Case("a million digits", [(byte)'I', .. Enumerable.Repeat((byte)'9', 1_000_000), (byte)'\n', (byte)'.'],
            Verdict.Review, ScanRule.Bomb, ScanRule.LimitReached, ScanRule.BrokenPickle);
        yield return Case("a text of 2^62 bytes", new OpcodeWriter(4).Op(PickleOpcode.Binunicode8).Int64(1L << 62).Raw("abc"u8).Stop(),
            Verdict.Review, ScanRule.BrokenPickle, ScanRule.Bomb);
    }
}
