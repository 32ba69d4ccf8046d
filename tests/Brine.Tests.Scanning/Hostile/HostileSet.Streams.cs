using Brine.Pickling;

namespace Brine.Tests.Scanning;

/// <content>Opcode streams that readers read differently, or that do something and hide it.</content>
internal static partial class HostileSet
{
    private static readonly IReadOnlyList<ScanRule> Disagree = [ScanRule.ReadersDisagree];

    /// <summary>Allowed names in forms in which no model uses them.</summary>
    private static IEnumerable<HostileFile> Forms()
    {
        HostileFile Case(string name, Action<OpcodeWriter> write, params ScanRule[] rules)
        {
            var writer = new OpcodeWriter(4);
            write(writer);
            return new("forms", name, writer.Stop(), Verdict.Dangerous, rules);
        }

        ScanRule form = ScanRule.UnknownForm, changed = ScanRule.ChangedImport;
        yield return Case("_codecs.encode with zlib", w => w.Call("_codecs", "encode", a => a.Text("x").Text("zlib")), form);
        yield return Case("_codecs.encode with a codec of the author", w => w.Call("_codecs", "encode", a => a.Text("x").Text("myc")),
            form);
        yield return Case("_codecs.encode, computed", w => w.Call("_codecs", "encode",
            a => a.Text("x").Call("builtins", "str", b => b.Text("zlib"))), form);
        yield return Case("_reconstruct of another class", w => w.Call("copyreg", "_reconstructor",
            a => a.Named("os", "_wrap_close").Named("builtins", "object").Op(PickleOpcode.None)), ScanRule.DeniedName);
        yield return Case("_reconstructor on a base that is called", w => w.Call("copyreg", "_reconstructor",
            a => a.Named("collections", "OrderedDict").Named("subprocess", "Popen").Text("id")), ScanRule.DeniedName);
        yield return Case("numpy _reconstruct of another class", w => w.Call("numpy.core.multiarray", "_reconstruct",
            a => a.Named("collections", "OrderedDict").Tuple(b => b.Number(0)).Bytes("b"u8)), form, ScanRule.ChangedImport);
        yield return Case("copyreg.__newobj__ of a function", w => w.Call("copyreg", "__newobj__",
            a => a.Named("os", "system").Text("id")), ScanRule.DeniedName);
        yield return Case("copyreg.__newobj_ex__ of a function", w => w.Call("copyreg", "__newobj_ex__",
            a => a.Named("os", "system").Tuple(b => b.Text("id")).Op(PickleOpcode.EmptyDict)), ScanRule.DeniedName);
        yield return Case("defaultdict of a function", w => w.Call("collections", "defaultdict", a => a.Named("os", "getcwd")),
            ScanRule.DeniedName);
        yield return Case("a state for a class", w => w.Named("collections", "OrderedDict").Op(PickleOpcode.EmptyDict).Text("x").Number(1)
            .Op(PickleOpcode.Setitem, PickleOpcode.Build), changed);
        yield return Case("a state for a numpy function", w => w.Named("numpy", "ndarray").Op(PickleOpcode.EmptyDict).Text("shape")
            .Number(1).Op(PickleOpcode.Setitem, PickleOpcode.Build), changed);
        yield return Case("a state for a module", w => w.Named("sys", "modules").Op(PickleOpcode.EmptyDict).Text("os").Number(1)
            .Op(PickleOpcode.Setitem, PickleOpcode.Build), changed);
        yield return Case("slots for a class", w => w.Named("collections", "OrderedDict").Op(PickleOpcode.None, PickleOpcode.EmptyDict)
            .Text("__init__").Named("builtins", "set").Op(PickleOpcode.Setitem, PickleOpcode.Tuple2, PickleOpcode.Build), changed);
        yield return Case("items of a class", w => w.Named("collections", "OrderedDict").Text("a").Number(1).Op(PickleOpcode.Setitem),
            changed);
        yield return Case("items of a list of a module", w => w.Named("sys", "path").Text("/tmp").Op(PickleOpcode.Append), changed,
            ScanRule.DeniedName);
        yield return Case("slots that set __class__", w => w.Named("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple)
            .Op(PickleOpcode.Newobj, PickleOpcode.None, PickleOpcode.EmptyDict).Text("__class__").Named("builtins", "set")
            .Op(PickleOpcode.Setitem, PickleOpcode.Tuple2, PickleOpcode.Build), changed);
        foreach (byte code in (byte[])[PickleOpcode.Ext1, PickleOpcode.Ext2, PickleOpcode.Ext4])
        {
            yield return Case($"EXT{(code - PickleOpcode.Ext1) switch { 0 => 1, 1 => 2, _ => 4 }}", w => Code(w, code),
                ScanRule.ExtensionCode);
            yield return Case($"a call of EXT, {code:x}", w => Code(w, code).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce),
                ScanRule.ExtensionCode);
            yield return Case($"a new EXT, {code:x}", w => Code(w, code).Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj),
                ScanRule.ExtensionCode);
        }

        yield return Case("PERSID", w => w.Op(PickleOpcode.Persid).Line("os.system"), ScanRule.PersistentId);
        yield return Case("BINPERSID", w => w.Text("os.system").Op(PickleOpcode.Binpersid), ScanRule.PersistentId);
        yield return Case("BINPERSID of torch in a plain pickle", w =>
            w.Tuple(a => a.Text("storage").Named("torch", "FloatStorage").Text("0")
            .Text("cpu").Number(4)).Op(PickleOpcode.Binpersid), ScanRule.PersistentId) with { Expected = Verdict.Review };
        yield return Case("a call of a persistent id", w => w.Text("os.system").Op(PickleOpcode.Binpersid).Tuple(a => a.Text("id"))
            .Op(PickleOpcode.Reduce), ScanRule.CalledResult, ScanRule.PersistentId);

        static OpcodeWriter Code(OpcodeWriter writer, byte code) => code switch
        {
            PickleOpcode.Ext1 => writer.Op(code, 5),
            PickleOpcode.Ext2 => writer.Op(code, 5, 1),
            _ => writer.Op(code).Int32(70000),
        };
    }

    /// <summary>What CPython's reader in C, the one in Python and pickletools read differently.</summary>
    private static IEnumerable<HostileFile> Dialects()
    {
        byte[] hidden = new OpcodeWriter(0).Call("os", "system", a => a.Text("id")).Stop();
        HostileFile Case(string name, byte[] bytes, Verdict least = Verdict.Malicious) => new("dialects", name, bytes, least, Disagree);

        // The argument goes over the end of its frame: readers that go by the frame take what stands in the argument for opcodes.
        yield return Case("BINBYTES over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(6)
            .Op(PickleOpcode.Binbytes).Int32(hidden.Length + 1).Raw(hidden).Raw(0).Stop());
        yield return Case("SHORT_BINBYTES over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(2)
            .Op(PickleOpcode.ShortBinbytes).Raw((byte)hidden.Length).Raw(hidden).Stop());
        yield return Case("BINUNICODE over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(5)
            .Op(PickleOpcode.Binunicode).Int32(hidden.Length).Raw(hidden).Stop());
        yield return Case("SHORT_BINUNICODE over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(2)
            .Op(PickleOpcode.ShortBinunicode).Raw((byte)hidden.Length).Raw(hidden).Stop());
        yield return Case("BYTEARRAY8 over the end of a frame", new OpcodeWriter(5).Op(PickleOpcode.Frame).Int64(9)
            .Op(PickleOpcode.Bytearray8).Int64(hidden.Length).Raw(hidden).Stop());
        yield return Case("LONG4 over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(5)
            .Op(PickleOpcode.Long4).Int32(hidden.Length).Raw(hidden).Stop());
        yield return Case("a line over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(3)
            .Op(PickleOpcode.Unicode).Line("cos").Stop());
        yield return Case("BININT over the end of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(3).Number(1).Stop());
        yield return Case("a frame inside of a frame", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(20)
            .Op(PickleOpcode.Frame).Int64(6).Number(1).Stop());
        yield return Case("a frame that ends nowhere", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(1000).Number(1).Stop());
        yield return Case("a frame of 2^63-1", new OpcodeWriter(4).Op(PickleOpcode.Frame).Int64(long.MaxValue).Number(1).Stop(),
            Verdict.Review) with { Rules = [ScanRule.ReadersDisagree, ScanRule.BrokenPickle] };
        yield return Case("a memo entry that is set twice", new OpcodeWriter(2).Text("os").Put(0).Op(PickleOpcode.Pop).Text("json").Put(0)
            .Stop());
        yield return Case("a memo entry that is set twice, and read", new OpcodeWriter(2).Op(PickleOpcode.EmptyList).Put(0).Text("a")
            .Put(0)
            .Op(PickleOpcode.Append).Get(0).Stop());
        yield return Case("values that are left over", new OpcodeWriter(2).Number(1).Number(2).Stop());
        yield return Case("a call that is left over", new OpcodeWriter(2).Call("os", "system", a => a.Text("id")).Number(2).Stop());
        yield return Case("a mark that is left over", new OpcodeWriter(2).Op(PickleOpcode.Mark).Number(2).Stop(), Verdict.Review)
            with { Rules = [ScanRule.ReadersDisagree, ScanRule.BrokenPickle] };
    }

    /// <summary>Numbers in spellings that one reader takes and another does not, in front of a call.</summary>
    private static IEnumerable<HostileFile> Numbers()
    {
        foreach (string number in (string[])["0x1F", "010", "0o17", "0b1", "1_000", " 1", "+1", "-0", "1 ", "0_1"])
        {
            yield return new("numbers", $"INT {number}", new OpcodeWriter(0).Op(PickleOpcode.Int).Line(number).Op(PickleOpcode.Pop)
                .Call("os", "system", a => a.Text("id")).Stop(), Verdict.Dangerous, ScanRule.DeniedName);
            yield return new("numbers", $"LONG {number}", new OpcodeWriter(0).Op(PickleOpcode.Long).Line(number + "L").Op(PickleOpcode.Pop)
                .Call("os", "system", a => a.Text("id")).Stop(), Verdict.Dangerous, ScanRule.DeniedName);
        }

        foreach (string number in (string[])["1_0", "0x10", "nan", "inf", " 1.0", "1e400", "Infinity"])
        {
            yield return new("numbers", $"FLOAT {number}", new OpcodeWriter(0).Op(PickleOpcode.Float).Line(number).Op(PickleOpcode.Pop)
                .Call("os", "system", a => a.Text("id")).Stop(), Verdict.Dangerous, ScanRule.DeniedName);
        }

        foreach (string number in (string[])["99999999999999999999", "2147483648", "1_0", " 1", "+1", "-1", "0x1"])
        {
            yield return new("numbers", $"PUT {number}", new OpcodeWriter(0).Call("os", "system", a => a.Text("id"))
                .Op(PickleOpcode.Put).Line(number).Stop(), Verdict.Dangerous, ScanRule.DeniedName);
        }

        yield return new("numbers", "BINSTRING of a negative length", new OpcodeWriter(1).Call("os", "system", a => a.Text("id"))
            .Op(PickleOpcode.Binstring).Int32(-5).Ascii("hello").Stop(), Verdict.Dangerous, ScanRule.DeniedName);
        yield return new("numbers", "LONG_BINPUT of 2^32-1", new OpcodeWriter(1).Call("os", "system", a => a.Text("id"))
            .Op(PickleOpcode.LongBinput).Int32(-1).Stop(), Verdict.Dangerous, ScanRule.DeniedName);
        yield return new("numbers", "STRING with a bad escape", new OpcodeWriter(0).Call("os", "system", a => a.Text("id"))
            .Op(PickleOpcode.String).Line("'\\x4'").Stop(), Verdict.Dangerous, ScanRule.DeniedName);
    }

    /// <summary>Calls whose result nobody sees.</summary>
    private static IEnumerable<HostileFile> Dropped()
    {
        void Call(OpcodeWriter writer) => writer.Call("os", "system", a => a.Text("id"));
        HostileFile Case(string name, Action<OpcodeWriter> write, int protocol = 4)
        {
            var writer = new OpcodeWriter(protocol);
            write(writer);
            return new("dropped", name, writer.Stop(), Verdict.Dangerous, Denied);
        }

        for (int protocol = 0; protocol <= 5; protocol++)
        {
            yield return Case($"POP {protocol}", w =>
            {
                Call(w);
                w.Op(PickleOpcode.Pop).Text("harmless");
            }, protocol);
        }

        yield return Case("POP_MARK", w =>
        {
            w.Op(PickleOpcode.Mark);
            Call(w);
            w.Op(PickleOpcode.PopMark).Text("harmless");
        });
        yield return Case("POP of an OBJ", w => w.Op(PickleOpcode.Mark).Named("os", "system").Text("id")
            .Op(PickleOpcode.Obj, PickleOpcode.Pop)
            .Text("harmless"), 2);
        yield return Case("POP of an INST", w => w.Op(PickleOpcode.Mark).Text("id").Op(PickleOpcode.Inst).Line("os").Line("system")
            .Op(PickleOpcode.Pop).Text("harmless"), 0);
        yield return Case("a key that is replaced", w =>
        {
            w.Op(PickleOpcode.EmptyDict).Text("a");
            Call(w);
            w.Op(PickleOpcode.Setitem).Text("a").Number(1).Op(PickleOpcode.Setitem);
        });
        yield return Case("a memo entry that nobody reads", w =>
        {
            Call(w);
            w.Op(PickleOpcode.Memoize, PickleOpcode.Pop).Text("harmless");
        });
        yield return Case("in a state", w =>
        {
            w.Named("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple, PickleOpcode.Reduce, PickleOpcode.EmptyDict).Text("a");
            Call(w);
            w.Op(PickleOpcode.Setitem, PickleOpcode.Build);
        });
        yield return Case("a decoy in front of the name", w => w.Op(PickleOpcode.Mark).Text("json").Text("loads").Op(PickleOpcode.PopMark)
            .Text("os").Text("system").Op(PickleOpcode.StackGlobal).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("decoys between the name's words", w => w.Text("os").Text("json").Op(PickleOpcode.Pop).Text("system")
            .Text("loads")
            .Op(PickleOpcode.Pop).Op(PickleOpcode.StackGlobal).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("decoys by DUP", w => w.Text("os").Op(PickleOpcode.Dup, PickleOpcode.Pop).Text("system")
            .Op(PickleOpcode.Dup, PickleOpcode.Pop, PickleOpcode.StackGlobal).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("a name at the very beginning", w => w.Text("os").Text("system").Op(PickleOpcode.StackGlobal));
    }

    /// <summary>What is executed before the loader meets the error.</summary>
    private static IEnumerable<HostileFile> Broken()
    {
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            byte[] whole = new OpcodeWriter(protocol).Call("os", "system", a => a.Text("id")).ToArray();
            foreach ((string how, byte[] tail) in (IEnumerable<(string, byte[])>)[
                ("nothing behind", []), ("an unknown opcode", [0xff]), ("a letter", "X"u8.ToArray()),
                    ("a truncated text", [0x8c, 200, 65]),
                ("an unknown memo entry", [PickleOpcode.Binget, 99]), ("a missing mark", [PickleOpcode.Tuple]),
                ("an empty stack", [PickleOpcode.Pop, PickleOpcode.Pop]), ("a protocol of 99", [PickleOpcode.Proto, 99]),
                ("zeros", new byte[16])])
            {
                yield return new("broken", $"{how}, protocol {protocol}", [.. whole, .. tail], Verdict.Dangerous, Denied);
            }
        }
    }

    /// <summary>A harmless pickle in front.</summary>
    private static IEnumerable<HostileFile> Trailing()
    {
        HostileFile Case(string name, params byte[][] parts) =>
            new("trailing", name, [.. parts.SelectMany(part => part)], Verdict.Dangerous, Denied);
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            yield return Case($"a second pickle, {protocol}", Harmless(), Payload(protocol));
            yield return Case($"a tenth pickle, {protocol}", [.. Enumerable.Repeat(Harmless(), 9), Payload(protocol)]);
        }

        foreach (byte junk in (byte[])[0, (byte)'\n', 0xff, (byte)' ', (byte)'#'])
        {
            yield return Case($"a pickle behind a byte {junk}", Harmless(), [junk], Payload());
            yield return Case($"a pickle behind 100 bytes {junk}", Harmless(), Enumerable.Repeat(junk, 100).ToArray(), Payload());
        }

        yield return Case("a ZIP archive behind a pickle", Harmless(), Support.ZipBytes.Of(("data.pkl", Payload())));
    }

    /// <summary>Names by way of the memo.</summary>
    private static IEnumerable<HostileFile> Memo()
    {
        HostileFile Case(string name, Action<OpcodeWriter> write, int protocol = 4)
        {
            var writer = new OpcodeWriter(protocol);
            write(writer);
            return new("memo", name, writer.Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce).Stop(), Verdict.Dangerous, Denied);
        }

        yield return Case("PUT with text", w => w.Text("os").Op(PickleOpcode.Put).Line("5").Op(PickleOpcode.Pop).Op(PickleOpcode.Get)
            .Line("5")
            .Text("system").Op(PickleOpcode.StackGlobal));
        yield return Case("LONG_BINPUT", w => w.Text("os").Op(PickleOpcode.LongBinput).Int32(70000).Text("system")
            .Op(PickleOpcode.LongBinput)
            .Int32(70001).Op(PickleOpcode.Pop, PickleOpcode.Pop).Op(PickleOpcode.LongBinget).Int32(70000).Op(PickleOpcode.LongBinget)
            .Int32(70001).Op(PickleOpcode.StackGlobal));
        yield return Case("an entry that is replaced", w => w.Text("json").Put(1).Op(PickleOpcode.Pop).Text("os").Put(1)
            .Op(PickleOpcode.Pop)
            .Get(1).Text("system").Op(PickleOpcode.StackGlobal));
        yield return Case("the memo of MEMOIZE and PUT at once", w => w.Text("os").Op(PickleOpcode.Memoize).Text("system").Put(1)
            .Op(PickleOpcode.Pop, PickleOpcode.Pop).Get(0).Get(1).Op(PickleOpcode.StackGlobal));
        yield return Case("a function from the memo", w => w.Global("os", "system").Put(0).Op(PickleOpcode.Pop).Get(0), 2);
        yield return Case("a tuple's item", w => w.Text("os").Op(PickleOpcode.Memoize).Text("system").Op(PickleOpcode.Memoize)
            .Op(PickleOpcode.Tuple2, PickleOpcode.Memoize, PickleOpcode.Pop).Get(0).Get(1).Op(PickleOpcode.StackGlobal));
        yield return Case("names of 300 memo entries before", w =>
        {
            for (int i = 0; i < 300; i++)
            {
                w.Text($"k{i}").Op(PickleOpcode.Memoize, PickleOpcode.Pop);
            }

            w.Text("os").Op(PickleOpcode.Memoize, PickleOpcode.Pop).Op(PickleOpcode.LongBinget).Int32(300).Text("system")
                .Op(PickleOpcode.StackGlobal);
        });
    }
}
