using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>What a trace tells of a pickle: names, calls with their arguments, states, and what a result holds.</summary>
public sealed class SymbolicMachineTests
{
    [Theory]
    [InlineData(@"cos\nsystem\n(S'id'\ntR.", "os.system", "os.system('id')")]
    [InlineData(@"(S'id'\nios\nsystem\n.", "os.system", "os.system('id')")]
    [InlineData(@"(cos\nsystem\nS'id'\no.", "os.system", "os.system('id')")]
    [InlineData(@"\x80\x02cshop\nThing\nK\x05\x85\x81.", "shop.Thing", "shop.Thing(5)")]
    [InlineData(@"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.", "os.system", "os.system('id')")]
    [InlineData(@"\x80\x04\x8c\x02os\x94\x8c\x06system\x940h\x00h\x01\x93)}\x92.", "os.system", "os.system()")]
    [InlineData(@"\x80\x04U\x02osU\x06system\x93)R.", "os.system", "os.system()")]
    [InlineData(@"c__builtin__\neval\n(I5\nL7L\nF1.5\nI01\nNVa\nC\x01bX\x01\x00\x00\x00ctR.", "builtins.eval",
        "builtins.eval(5, 7, 1.5, True, None, 'a', b'b', 'c')")]
    public void CallsAreToldWithTheirArguments(string pickle, string global, string call)
    {
        PickleTrace trace = Trace(pickle);
        Assert.Equal([global], trace.Globals.Select(found => found.FullName));
        Assert.Equal(call, Assert.Single(trace.Calls) is var made ? new Symbol(made).ToString() : "");
        Assert.True(trace.Calls.Single().IsUsed);
        Assert.Equal(SymbolKind.Call, trace.Pickles.Single().Result.Kind);
    }

    [Fact]
    public void NamesOfPython2AreTranslatedAndKept()
    {
        SymbolicGlobal found = Trace(@"c__builtin__\neval\n.").Globals.Single();
        Assert.Equal(("builtins", "eval", "__builtin__", "eval"), (found.Module, found.Name, found.WrittenModule, found.WrittenName));
        found = Trace(@"\x80\x03c__builtin__\neval\n.").Globals.Single();
        Assert.Equal("__builtin__", found.Module);
    }

    [Theory]
    [InlineData(@"cos\nsystem\n(S'id'\ntR0N.", false)]
    [InlineData(@"cos\nsystem\n(S'id'\ntRp0\n0N.", false)]
    [InlineData(@"](cos\nsystem\n(S'id'\ntR1.", false)]
    [InlineData(@"cos\nsystem\n(S'id'\ntRN.", false)]
    [InlineData(@"](cos\nsystem\n(S'id'\ntRe.", true)]
    [InlineData(@"}S'a'\ncos\nsystem\n(S'id'\ntRs.", true)]
    [InlineData(@"cos\nsystem\n(S'id'\ntRp0\n0g0\n.", true)]
    [InlineData(@"cshop\nThing\n)R(cos\nsystem\n(S'id'\ntRtb.", true)]
    [InlineData(@"cshop\nThing\n)R(cos\nsystem\n(S'id'\ntRe.", true)]
    [InlineData(@"cos\nsystem\n(S'id'\ntRQ.", true)]
    public void CallsWhoseResultNothingHoldsAreTold(string pickle, bool isUsed)
    {
        SymbolicCall call = Trace(pickle).Calls.Single(call => call.Callee.Global!.Is("os", "system"));
        Assert.Equal(isUsed, call.IsUsed);
        Assert.Equal("'id'", call.Arguments[0].ToString());
        Assert.Equal(isUsed, call.Callee.Global!.IsUsed);
    }

    [Theory]
    [InlineData(@"c__builtin__\ngetattr\n(c__builtin__\n__import__\n(S'os'\ntRS'system'\ntR(S'id'\ntR.")]
    [InlineData(@"c__builtin__\ngetattr\n(cimportlib\nimport_module\n(S'os'\ntRS'system'\ntR(S'id'\ntR.")]
    [InlineData(@"coperator\nattrgetter\n(S'system'\ntR(cimportlib\nimport_module\n(S'os'\ntRtR(S'id'\ntR.")]
    [InlineData(@"cpkgutil\nresolve_name\n(S'os:system'\ntR(S'id'\ntR.")]
    [InlineData(@"cpkgutil\nresolve_name\n(S'os.system'\ntR(S'id'\ntR.")]
    [InlineData(@"coperator\nmethodcaller\n(S'system'\nS'id'\ntR(cimportlib\nimport_module\n(S'os'\ntRtR.")]
    [InlineData(@"cfunctools\npartial\n(cos\nsystem\ntR(S'id'\ntR.")]
    [InlineData(@"cfunctools\npartial\n(cos\nsystem\nS'id'\ntR)R.")]
    [InlineData(@"cfunctools\npartial\n(cfunctools\npartial\n(cos\nsystem\ntRS'id'\ntR)R.")]
    [InlineData(@"c__builtin__\ngetattr\n(cfunctools\npartial\n(cimportlib\nimport_module\nS'os'\ntR)RS'system'\ntR(S'id'\ntR.")]
    public void GlobalsThatAreReachedByCallsAreTold(string pickle)
    {
        PickleTrace trace = Trace(pickle);
        Assert.Contains(trace.Events.OfType<SymbolicGlobal>(), found => found.Is("os", "system"));
        SymbolicCall call = trace.Calls.Last(call => call.Callee.Global is { } global && global.Is("os", "system"));
        Assert.Equal("'id'", Assert.Single(call.Arguments.ToArray()).ToString());
        Assert.True(call.IsUsed);
    }

    [Fact]
    public void AttributesOfGlobalsHaveDottedNames()
    {
        PickleTrace trace = Trace(@"c__builtin__\ngetattr\n(c__builtin__\ngetattr\n(cshop\nOuter\nS'Inner'\ntRS'make'\ntR.");
        Assert.Equal("shop.Outer.Inner.make", trace.Pickles[0].Result.Global!.FullName);
        Assert.NotNull(trace.Pickles[0].Result.Global!.Via);
        Assert.Equal(["builtins.getattr", "builtins.getattr", "shop.Outer"], trace.Globals.Select(found => found.FullName));
    }

    [Fact]
    public void NamesThatAreWorkedOutAreToldAsSuch()
    {
        // getattr("", "join")(["o", "s"]) is the module, which only a call tells.
        SymbolicGlobal found =
            Trace(@"\x80\x04\x8c\x08builtins\x8c\x07getattr\x93\x8c\x00\x8c\x04join\x86R](\x8c\x01o\x8c\x01se\x85R\x8c\x06system\x93.").Globals.Last();
        Assert.True(found.IsComputed);
        Assert.Equal((null, "system"), (found.Module, found.Name));
        Assert.Equal(SymbolKind.Call, found.Operands.Module.Kind);
        Assert.Equal("['o', 's']", found.Operands.Module.Call!.Arguments[0].ToString());
    }

    [Fact]
    public void StatesItemsAndIdsAreTold()
    {
        PickleTrace trace = Trace(
            @"\x80\x02(ccollections\nOrderedDict\n)R(U\x01aK\x01ucshop\nThing\n)\x81}U\x01xK\x05sbcshop\nsettings\n}bPfile\nK\x07Q\x82\x09t.");
        Assert.Equal(["SymbolicGlobal collections.OrderedDict", "SymbolicCall", "SymbolicItems {'a', 1}", "SymbolicGlobal shop.Thing",
            "SymbolicCall", "SymbolicState Call {'x', 5}",
            "SymbolicGlobal shop.settings", "SymbolicState Global {}", "SymbolicPersistent 'file'", "SymbolicPersistent 7",
            "SymbolicExtension 9"], trace.Events.Select(Line));
        Assert.All(trace.Events, happened => Assert.True(happened.IsUsed));
        Assert.Equal(5, (int)trace.Events.OfType<SymbolicState>().First().FindAttribute("x").Integer!.Value);
        Assert.True(trace.IsComplete);
        Assert.Empty(trace.Findings);

        static string Line(TraceEvent happened) => happened switch
        {
            SymbolicGlobal global => $"SymbolicGlobal {global}",
            SymbolicItems items => $"SymbolicItems {new Symbol(items.Items)}",
            SymbolicState state => $"SymbolicState {state.Target.Kind} {state.State}",
            SymbolicPersistent persistent => $"SymbolicPersistent {persistent.Id}",
            SymbolicExtension extension => $"SymbolicExtension {extension.Code}",
            _ => happened.GetType().Name,
        };
    }

    [Fact]
    public void FunctionsThatSetAStateBelongToTheObject()
    {
        // copyreg's sixth item: setter(object, state), whose result is dropped.
        PickleTrace trace = Trace(@"cshop\nThing\n)Rp0\ncshop\nset_state\n(g0\nI5\ntR0.");
        Assert.All(trace.Calls, call => Assert.True(call.IsUsed));
    }

    [Theory]
    [InlineData("I5\\n.", "5")]
    [InlineData("I01\\n.", "True")]
    [InlineData("L99999999999999999999L\\n.", "99999999999999999999")]
    [InlineData("\\x80\\x02\\x8a\\x0a\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01.", "4722366482869645213696")]
    [InlineData("V\\u00e9\\u20ac\\n.", "'é€'")]
    [InlineData("S'x\\\\x41'\\n.", "'xA'")]
    [InlineData("\\x80\\x05\\x96\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00ab.", "b'ab'")]
    [InlineData("\\x80\\x04\\x8f(K\\x01\\x90.", "{1}")]
    [InlineData("\\x80\\x04(K\\x01\\x91.", "{1}")]
    [InlineData("\\x80\\x05\\x97\\x98.", "<buffer>")]
    public void LiteralsAreRead(string pickle, string expected)
    {
        PickleTrace trace = Trace(
            pickle.Replace("\\u00e9", "\\\\u00e9", StringComparison.Ordinal).Replace("\\u20ac", "\\\\u20ac", StringComparison.Ordinal));
        Assert.Empty(trace.Findings);
        Assert.Equal(expected, trace.Pickles.Single().Result.ToString());
    }

    [Fact]
    public void SeveralPicklesAreTracedOneAfterAnother()
    {
        PickleTrace trace = Trace(@"\x80\x02]q\x00.\x80\x02cos\nsystem\n(U\x02idtR.");
        Assert.Equal([(0, 6), (6, 21)], trace.Pickles.Select(pickle => (pickle.Start, pickle.Length)));
        Assert.Equal(1, trace.Calls.Single().Pickle);
        Assert.Equal(TraceFindingKind.BytesAfterStop, trace.Findings.Single().Kind);
        Assert.True(trace.IsComplete);
        Assert.Single(Trace(@"\x80\x02].\x80\x02].", new PickleTraceOptions { MaxPickles = 1 }).Pickles);
    }

    [Fact]
    public void MemoGoesFromOnePickleToTheNextWhereItIsAskedFor()
    {
        const string Pickle = @"cos\nsystem\np0\n.g0\n(S'id'\ntR.";
        PickleTrace shared = Trace(Pickle, new PickleTraceOptions { SharesMemo = true });
        PickleTrace apart = Trace(Pickle);
        Assert.Equal("os.system", shared.Calls.Single().Callee.ToString());
        Assert.DoesNotContain(shared.Findings, found => found.Kind == TraceFindingKind.MemoUnset);

        // Python has no such entry; a reader that keeps its memo has: the entry is looked up, and the oddity is told.
        Assert.Equal("os.system", apart.Calls.Single().Callee.ToString());
        Assert.Contains(apart.Findings, found => found.Kind == TraceFindingKind.MemoUnset);
    }

    [Fact]
    public void EventsAreToldAsTheyHappenAlsoBeyondThoseKept()
    {
        int told = 0;
        PickleTrace trace = Trace(@"(ca\nb\nca\nb\nca\nb\nt.", new PickleTraceOptions { MaxEvents = 2, OnEvent = _ => told++ });
        Assert.Equal((3, 2, false), (told, trace.Events.Count, trace.IsComplete));
        Assert.Equal(TraceFindingKind.LimitReached, trace.Findings.Single().Kind);
    }

    [Fact]
    public void DataBetweenTheOpcodesIsSteppedOver()
    {
        byte[] data = Pickles.Of(@"cshop\nThing\n)R}b\xff\xff\xff.");
        PickleTrace trace = SymbolicMachine.Run(data,
            new PickleTraceOptions
                { AfterBuild = (built, position) => built.Target.Call!.Class!.Name == "Thing" ? position + 3 : position });
        Assert.Empty(trace.Findings);
        trace = SymbolicMachine.Run(data,
            new PickleTraceOptions { AfterBuild = (_, position) => throw new PickleFormatException("FormatShape", "it is bad", position) });
        Assert.Equal([TraceFindingKind.BadInlineData, TraceFindingKind.UnknownOpcode, TraceFindingKind.UnreadBytes],
            trace.Findings.Select(found => found.Kind));
    }

    [Fact]
    public void TextIsCutOffAndDeepValuesAreNotWalked()
    {
        string deep = string.Concat(Enumerable.Repeat("]", 5_000)) + string.Concat(Enumerable.Repeat("a", 4_999)) + ".";
        Assert.Equal("[[[[[[...]]]]]]", Trace(deep).Pickles[0].Result.ToString());
        string text = SymbolicMachine.Run(Encoding.Latin1.GetBytes("S'" + new string('a', 10_000) + "'\n.")).Pickles[0].Result.ToString();
        Assert.True(text.Length <= 203);
    }

    private static PickleTrace Trace(string pickle, PickleTraceOptions? options = null) => SymbolicMachine.Run(Pickles.Of(pickle), options);
}
