using Brine.Pickling;

namespace Brine.Tests.Scanning;

/// <content>Source text that scipy executes, and what else reaches it.</content>
internal static partial class HostileSet
{
    private const string Infrastructure = "scipy.stats._distn_infrastructure";

    /// <summary>The text that scipy writes for a distribution with two shapes.</summary>
    internal static string Template(string shapes = "a, b, ", string taken = "loc=0, scale=1", string given = "loc, scale") => $"""

        def _parse_args(self, {shapes} {taken}):
            return ({shapes}), {given}

        def _parse_args_rvs(self, {shapes} {taken}, size=None):
            return self._argcheck_rvs({shapes} {given}, size=size)

        def _parse_args_stats(self, {shapes} {taken}, moments='mv'):
            return ({shapes}), {given}, moments

        """.ReplaceLineEndings("\n");

    private static IEnumerable<HostileFile> SourceText()
    {
        HostileFile Case(string name, byte[] bytes, params ScanRule[] rules) =>
            new("source text", name, bytes, Verdict.Dangerous, [ScanRule.SourceText, ScanRule.DeniedName, .. rules]);
        string whole = Template();
        (string Name, string Text)[] texts =
        [
            ("another text", "import os; os.system('id')"), ("nothing", ""), ("a line in front", "import os\n" + whole),
            ("a line behind", whole + "import os\n"), ("a word behind", whole.TrimEnd('\n') + "; import os\n"),
            ("a default", whole.Replace("loc=0, scale=1):", "loc=0, scale=print(1)):", StringComparison.Ordinal)),
            ("a default of a shape", Template("a=print(1), ")), ("a decorator", "\n@print" + whole), ("a star", Template("*a, ")),
            ("a comment", whole.Replace("moments\n", "moments # \n", StringComparison.Ordinal)), ("brackets", Template("a, (b), ")),
            ("an annotation", Template("a: print(1), ")), ("another result", Template(given: "loc, print(1)")),
            ("two kinds at once", Template(taken: "loc=0")), ("a line feed in a shape", Template("a,\nb, ")),
            ("a form feed", whole.Replace("):\n", "):\f\n", StringComparison.Ordinal)), ("another line end", whole.Replace("\n", "\r\n",
                StringComparison.Ordinal)),
            ("letters in full width", Template("\uff41, ")), ("a digit in front", Template("1a, ")), ("an empty shape", Template("a, , ")),
            ("the second function only", whole[whole.IndexOf("def _parse_args_rvs", StringComparison.Ordinal)..]),
            ("thousands of shapes", Template(string.Concat(Enumerable.Range(0, 5000).Select(i => $"a{i}, ")))),
            ("another function behind", whole + "\ndef x(a=print(1)):\n    pass\n"), ("twice", whole + whole),
        ];
        foreach ((string name, string text) in texts)
        {
            foreach ((string module, string type) in ((string, string)[])[("scipy.stats._continuous_distns", "norm_gen"),
                ("scipy.stats._discrete_distns", "randint_gen"), (Infrastructure, "rv_sample"), ("shop.models", "Price"),
                ("scipy.stats.distributions", "new_gen")])
            {
                for (int protocol = 0; protocol <= 4; protocol += 2)
                {
                    yield return Case($"{type}, {name}, protocol {protocol}", Built(protocol, module, type,
                        w => w.Text("_parse_arg_template").Text(text).Op(PickleOpcode.Setitem)));
                }
            }
        }

        byte[] Norm(Action<OpcodeWriter> state) => Built(2, "scipy.stats._continuous_distns", "norm_gen", state, isDict: false);
        void Bad(OpcodeWriter w) => w.Text("_parse_arg_template").Text("import os");
        yield return Case("a state of pairs", Norm(w => w.Tuple(pairs => pairs.Tuple(Bad))));
        yield return Case("a state of pairs in a list", Norm(w => w.Op(PickleOpcode.EmptyList).Tuple(Bad).Op(PickleOpcode.Append)));
        yield return Case("a state of keys", Norm(w => w.Tuple(pair => pair.Op(PickleOpcode.EmptyDict).Text("_parse_arg_template")
            .Number(1).Op(PickleOpcode.Setitem).Text("import os").Number(1).Op(PickleOpcode.Setitem, PickleOpcode.None))));
        yield return Case("a state that is made", Norm(w => w.Call("collections", "OrderedDict", a => a.Tuple(pair => pair.Tuple(Bad)))));
        yield return Case("a key that is made", Norm(w => w.Op(PickleOpcode.EmptyDict).Call("_codecs", "encode",
            a => a.Text("_parse_arg_template").Text("latin1")).Text("import os").Op(PickleOpcode.Setitem)));
        yield return Case("a good text and then a bad one", Norm(w => w.Op(PickleOpcode.EmptyDict).Text("_parse_arg_template").Text(whole)
            .Op(PickleOpcode.Setitem).Text("_parse_arg_template").Text("import os").Op(PickleOpcode.Setitem)));
        yield return Case("a method in the state", Norm(w => w.Op(PickleOpcode.EmptyDict).Text("_attach_methods")
            .Call("shop.models", "Price", _ => { }).Op(PickleOpcode.Setitem)));
        yield return Case("a number that is made", Norm(w => w.Op(PickleOpcode.EmptyDict).Text("numargs")
            .Call("shop.models", "Price", _ => { }).Op(PickleOpcode.Setitem)));
        yield return Case("old arguments with shapes that are code", Norm(w => w.Tuple(pair => pair.Op(PickleOpcode.EmptyDict)
            .Text("a").Number(0).Op(PickleOpcode.Setitem).Text("b").Number(0).Op(PickleOpcode.Setitem).Text("name").Text("norm")
            .Op(PickleOpcode.Setitem).Text("shapes").Text("a=print(1)").Op(PickleOpcode.Setitem, PickleOpcode.None))));
        yield return Case("the base class's method", new OpcodeWriter(4).Call(Infrastructure, "rv_generic._attach_argparser_methods",
            a => a.Call("argparse", "Namespace", _ => { })).Stop());
        foreach ((string name, byte[] bytes) in Vectorized())
        {
            yield return Case(name, bytes, ScanRule.CalledResult, ScanRule.UnknownForm, ScanRule.HeldFunction);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Vectorized()
    {
        byte[] Made(Action<OpcodeWriter> state) => Built(2, "numpy", "vectorize", state);
        yield return ("vectorize without a state", new OpcodeWriter(2).Global("numpy", "vectorize")
            .Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj).Stop());
        yield return ("vectorize of a function", Made(w => w.Text("pyfunc").Global("numpy", "sin").Op(PickleOpcode.Setitem)));
        yield return ("vectorize of a method of text", Made(w => w.Text("pyfunc").Call("builtins", "getattr", a => a.Text("x").Text("join"))
            .Op(PickleOpcode.Setitem)));
        yield return ("vectorize of another method", Made(w => w.Text("pyfunc").Call("builtins", "getattr", a => Entropy(a, "rvs"))
            .Op(PickleOpcode.Setitem)));
        yield return ("vectorize with more", Made(w => w.Text("pyfunc").Call("builtins", "getattr", a => Entropy(a, "_entropy"))
            .Op(PickleOpcode.Setitem).Text("_vectorize_call").Number(1).Op(PickleOpcode.Setitem)));
        yield return ("vectorize that is called", Made(w => w.Text("pyfunc").Call("builtins", "getattr", a => Entropy(a, "_entropy"))
            .Op(PickleOpcode.Setitem))[..^1] is var bytes ? [.. bytes, .. ")R."u8] : []);
        yield return ("vectorize made by its constructor", new OpcodeWriter(2).Call("numpy", "vectorize", a => a.Global("numpy", "sin")).Stop());
        yield return ("vectorize held", new OpcodeWriter(4).StackGlobal("numpy", "vectorize").Stop());
        yield return ("vectorize as a factory", new OpcodeWriter(4).Call("collections", "defaultdict", a => a.StackGlobal("numpy",
            "vectorize")).Stop());
        yield return ("vectorize by its __new__", new OpcodeWriter(4).Call("functools", "partial", a => a.Call("builtins", "getattr",
            b => b.StackGlobal("numpy", "vectorize").Text("__new__")).StackGlobal("numpy", "vectorize"))
            .Op(PickleOpcode.EmptyTuple, PickleOpcode.Reduce).Stop());
    }

    private static void Entropy(OpcodeWriter writer, string method) => writer.Global("scipy.stats._discrete_distns", "randint_gen")
        .Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj).Text(method);

    /// <summary>An object that gets a state: a dict, or whatever is written.</summary>
    private static byte[] Built(int protocol, string module, string name, Action<OpcodeWriter> state, bool isDict = true)
    {
        var writer = new OpcodeWriter(protocol);
        if (protocol < 2)
        {
            writer.Call("copyreg", "_reconstructor", a => a.Global(module, name).Global("builtins", "object").Op(PickleOpcode.None));
        }
        else
        {
            writer.Named(module, name).Op(PickleOpcode.EmptyTuple, PickleOpcode.Newobj);
        }

        if (isDict)
        {
            writer.Op(protocol == 0 ? [PickleOpcode.Mark, PickleOpcode.Dict] : [PickleOpcode.EmptyDict]);
        }

        state(writer);
        return writer.Op(PickleOpcode.Build).Stop();
    }
}
