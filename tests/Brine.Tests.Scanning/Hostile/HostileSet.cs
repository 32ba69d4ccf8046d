using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Scanning;

/// <summary>Files that are made to harm or to mislead, each with the least verdict and the rule that must find it. Nothing in them is
/// ever run: they are bytes.</summary>
internal static partial class HostileSet
{
    private static readonly IReadOnlyList<ScanRule> Denied = [ScanRule.DeniedName];

    /// <summary>What finds a name that is bad by its looks, by what it is, or by what is done with it.</summary>
    private static readonly IReadOnlyList<ScanRule> Bad =
    [
        ScanRule.DeniedName, ScanRule.OddName, ScanRule.ScannerName, ScanRule.ComputedName, ScanRule.UnknownForm, ScanRule.ChangedImport,
        ScanRule.HeldFunction,
    ];

    /// <summary>Names that honest models hold and never call: a person looks at them.</summary>
    private static readonly HashSet<string> Held = ["type", "map", "filter", "print", "classmethod", "memmap", "imap"];

    /// <summary>All files, made anew.</summary>
    internal static IEnumerable<HostileFile> All() =>
    [
        .. Gadgets(), .. OldNames(), .. OddNames(), .. ScannerNames(), .. RunTimeNames(), .. Forms(), .. Dialects(), .. Dropped(),
        .. Broken(), .. Trailing(), .. Memo(), .. Numbers(), .. Nested(), .. Compressed(), .. Joblib(), .. Arrays(), .. Torch(),
        .. Archives(), .. Conflicts(), .. Skops(), .. Keras(), .. Bombs(), .. SourceText(),
        .. OnnxModels(), .. TorchScripts(), .. Polyglots(),
    ];

    /// <summary>A pickle that would run a command.</summary>
    private static byte[] Payload(int protocol = 4) =>
        new OpcodeWriter(protocol).Call("os", "system", arguments => arguments.Text("id")).Stop();

    /// <summary>A pickle of a dict of numbers.</summary>
    private static byte[] Harmless(int protocol = 4) => Pickler.Dump(new PyDict { ["a"] = 1 }, new PicklerOptions { Protocol = protocol });

    /// <summary>Every gadget in every form that names or calls it.</summary>
    private static IEnumerable<HostileFile> Gadgets()
    {
        foreach ((string module, string name) in GadgetNames.All)
        {
            foreach ((string form, byte[] bytes) in Calls(module, name))
            {
                yield return new("gadgets", $"{module}.{name} {form}", bytes, LeastOf(module, name, form), Bad);
            }
        }
    }

    private static IEnumerable<HostileFile> OldNames() =>
        from gadget in GadgetNames.Python2
        from call in Calls(gadget.Module, gadget.Name)
        select new HostileFile("Python 2 names", $"{gadget.Module}.{gadget.Name} {call.Form}", call.Bytes,
            LeastOf(gadget.Module, gadget.Name, call.Form), Bad);

    /// <summary>Python's operator.attrgetter of a plain word is a value that honest files hold too.</summary>
    private static Verdict LeastOf(string module, string name, string form) =>
        (form is "held" or "in a list" && Held.Contains(name)) || (module, name) == ("operator", "attrgetter") ? Verdict.Review
            : Verdict.Dangerous;

    private static IEnumerable<HostileFile> OddNames() =>
        from gadget in GadgetNames.Odd
        from call in Calls(gadget.Module, gadget.Name).Where(call => call.Form is "GLOBAL 2" or "STACK_GLOBAL 4" or "NEWOBJ" or "held")
        select new HostileFile("odd names", $"{gadget.Module}.{gadget.Name} {call.Form}", call.Bytes, Verdict.Dangerous, Bad);

    private static IEnumerable<HostileFile> ScannerNames() =>
        from gadget in GadgetNames.Scanners
        from call in Calls(gadget.Module, gadget.Name).Where(call => call.Form is "GLOBAL 2" or "STACK_GLOBAL 4" or "held")
        select new HostileFile("scanners", $"{gadget.Module}.{gadget.Name} {call.Form}", call.Bytes, Verdict.Malicious,
            ScanRule.ScannerName);

    /// <summary>The forms in which a pickle reaches a name.</summary>
    private static IEnumerable<(string Form, byte[] Bytes)> Calls(string module, string name)
    {
        void Argument(OpcodeWriter writer) => writer.Text("id");
        for (int protocol = 0; protocol <= 3; protocol++)
        {
            yield return ($"GLOBAL {protocol}",
                new OpcodeWriter(protocol).Global(module, name).Tuple(Argument).Op(PickleOpcode.Reduce).Stop());
        }

        for (int protocol = 4; protocol <= 5; protocol++)
        {
            yield return ($"STACK_GLOBAL {protocol}",
                new OpcodeWriter(protocol).StackGlobal(module, name).Tuple(Argument).Op(PickleOpcode.Reduce).Stop());
        }

        yield return ("INST", new OpcodeWriter(0).Op(PickleOpcode.Mark).Text("id").Op(PickleOpcode.Inst).Line(module).Line(name).Stop());
        yield return ("OBJ", new OpcodeWriter(1).Op(PickleOpcode.Mark).Global(module, name).Text("id").Op(PickleOpcode.Obj).Stop());
        yield return ("NEWOBJ", new OpcodeWriter(2).Global(module, name).Tuple(Argument).Op(PickleOpcode.Newobj).Stop());
        yield return ("NEWOBJ_EX", new OpcodeWriter(4).StackGlobal(module, name).Tuple(Argument).Op(PickleOpcode.EmptyDict)
            .Op(PickleOpcode.NewobjEx).Stop());
        yield return ("BUILD", new OpcodeWriter(2).Global(module, name).Op(PickleOpcode.EmptyDict).Text("x").Number(1)
            .Op(PickleOpcode.Setitem, PickleOpcode.Build).Stop());
        yield return ("by the memo", new OpcodeWriter(4).Text(module).Put(7).Op(PickleOpcode.Pop).Text(name).Put(9).Op(PickleOpcode.Pop)
            .Get(7).Get(9).Op(PickleOpcode.StackGlobal).Put(3).Op(PickleOpcode.Pop).Get(3).Tuple(Argument).Op(PickleOpcode.Reduce).Stop());
        yield return ("in a list", new OpcodeWriter(2).Op(PickleOpcode.EmptyList).Global(module, name).Op(PickleOpcode.Append).Stop());
        yield return ("held", new OpcodeWriter(4).StackGlobal(module, name).Stop());
    }

    /// <summary>Names that come about while the file is loaded.</summary>
    private static IEnumerable<HostileFile> RunTimeNames()
    {
        IReadOnlyList<ScanRule> rules =
            [ScanRule.ComputedName, ScanRule.DeniedName, ScanRule.UnknownForm, ScanRule.CalledResult, ScanRule.OddName];
        HostileFile Case(string name, Action<OpcodeWriter> write)
        {
            var writer = new OpcodeWriter(4);
            write(writer);
            return new("run-time names", name, writer.Stop(), Verdict.Dangerous, rules);
        }

        void Letters(OpcodeWriter writer, string word) => writer.Tuple(items =>
        {
            foreach (char letter in word)
            {
                items.Text($"{letter}");
            }
        });
        yield return Case("str.join", w => w.Call("builtins", "getattr", a => a.Text("").Text("join")).Tuple(a => Letters(a, "os"))
            .Op(PickleOpcode.Reduce).Text("system").Op(PickleOpcode.StackGlobal).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("str.format", w => w.Call("builtins", "getattr", a => a.Text("{0}s").Text("format")).Tuple(a => a.Text("o"))
            .Op(PickleOpcode.Reduce).Text("system").Op(PickleOpcode.StackGlobal));
        yield return Case("str.format walks", w => w.Call("builtins", "getattr", a => a.Text("{0.__class__.__init__.__globals__}")
            .Text("format")).Tuple(a => a.Number(1)).Op(PickleOpcode.Reduce));
        yield return Case("module by str()", w => w.Call("builtins", "str", a => a.Text("os")).Text("system").Op(PickleOpcode.StackGlobal)
            .Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("name by str()", w => w.Text("os").Call("builtins", "str", a => a.Text("system")).Op(PickleOpcode.StackGlobal)
            .Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("name by str of bytes", w => w.Text("os").Call("builtins", "str", a => a.Bytes("system"u8).Text("ascii"))
            .Op(PickleOpcode.StackGlobal));
        yield return Case("name by codecs.decode", w => w.Text("os").Call("codecs", "decode", a => a.Text("flfgrz").Text("rot13"))
            .Op(PickleOpcode.StackGlobal));
        yield return Case("name by _codecs.encode", w => w.Text("os").Call("_codecs", "encode", a => a.Text("system").Text("latin1"))
            .Op(PickleOpcode.StackGlobal));
        yield return Case("name by operator.concat", w => w.Text("os").Call("operator", "concat", a => a.Text("sys").Text("tem"))
            .Op(PickleOpcode.StackGlobal));
        yield return Case("name by str.replace", w => w.Text("os").Call("builtins", "getattr", a => a.Text("sxstem").Text("replace"))
            .Tuple(a => a.Text("x").Text("y")).Op(PickleOpcode.Reduce, PickleOpcode.StackGlobal));
        yield return Case("getattr of a module", w => w.Call("builtins", "getattr",
            a => a.Call("importlib", "import_module", b => b.Text("os")).Text("system")).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("getattr chain", w => w.Call("builtins", "getattr", a => a.Call("builtins", "getattr",
            b => b.Named("collections", "OrderedDict").Text("__init__")).Text("__globals__")));
        yield return Case("getattr of a class", w => w.Call("builtins", "getattr", a => a.Named("builtins", "str").Text("__class__")));
        yield return Case("getattr of str, not on the list", w => w.Call("builtins", "getattr",
            a => a.Named("builtins", "str").Text("format_map")));
        yield return Case("getattr with a default", w => w.Call("builtins", "getattr",
            a => a.Named("builtins", "str").Text("lower").Named("os", "system")));
        yield return Case("getattr of a computed word", w => w.Call("builtins", "getattr",
            a => a.Named("builtins", "str").Call("builtins", "str", b => b.Text("__class__"))));
        yield return Case("getattr of an array", w => w.Call("builtins", "getattr", a => a.Named("numpy", "ndarray").Text("tofile")));
        yield return Case("attrgetter", w => w.Call("operator", "attrgetter", a => a.Text("system")).Tuple(a => a.Named("os", "environ"))
            .Op(PickleOpcode.Reduce));
        yield return Case("attrgetter of what is hidden", w => w.Call("operator", "attrgetter", a => a.Text("__class__")));
        yield return Case("attrgetter of a path", w => w.Call("operator", "attrgetter", a => a.Text("__init__.__globals__")));
        yield return Case("attrgetter of a computed word", w => w.Call("operator", "attrgetter",
            a => a.Call("builtins", "str", b => b.Text("__class__"))));
        yield return Case("methodcaller", w => w.Call("operator", "methodcaller", a => a.Text("system").Text("id")));
        yield return Case("partial", w => w.Call("functools", "partial", a => a.Named("os", "system").Text("id"))
            .Op(PickleOpcode.EmptyTuple)
            .Op(PickleOpcode.Reduce));
        yield return Case("partial of a harmless name", w => w.Call("functools", "partial", a => a.Named("builtins", "set"))
            .Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce));
        yield return Case("resolve_name", w => w.Call("pkgutil", "resolve_name", a => a.Text("os:system")).Tuple(a => a.Text("id"))
            .Op(PickleOpcode.Reduce));
        yield return Case("__import__", w => w.Call("builtins", "getattr", a => a.Call("builtins", "__import__", b => b.Text("os"))
            .Text("system")).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("map", w => w.Call("builtins", "list", a => a.Call("builtins", "map",
            b => b.Named("os", "system").Tuple(c => c.Text("id")))));
        yield return Case("reduce", w => w.Call("functools", "reduce", a => a.Named("builtins", "getattr").Tuple(
            b => b.Named("os", "path").Text("os").Text("system"))));
        yield return Case("a result is called", w => w.Call("collections", "OrderedDict", _ => { }).Tuple(a => a.Text("id"))
            .Op(PickleOpcode.Reduce));
        yield return Case("a number is called", w => w.Number(5).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("a text is called", w => w.Text("os.system").Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("a dict is called", w => w.Op(PickleOpcode.EmptyDict).Tuple(a => a.Text("id")).Op(PickleOpcode.Reduce));
        yield return Case("an item of a module's dict", w => w.Call("operator", "getitem", a => a.Named("sys", "modules").Text("os")));
        yield return Case("NEWOBJ of a result", w => w.Call("builtins", "type", a => a.Text("X").Op(PickleOpcode.EmptyTuple)
            .Op(PickleOpcode.EmptyDict)).Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj));
        yield return Case("arguments by a call", w => w.Named("collections", "OrderedDict")
            .Call("builtins", "tuple", a => a.Op(PickleOpcode.EmptyList)).Op(PickleOpcode.Reduce));
        yield return Case("methodtype", w => w.Call("types", "MethodType", a => a.Named("os", "system").Text("id")));
        yield return Case("a lambda by its code", w => w.Call("types", "FunctionType",
            a => a.Call("types", "CodeType", b => b.Number(0).Bytes([100, 0, 83, 0])).Op(PickleOpcode.EmptyDict)));
    }
}
