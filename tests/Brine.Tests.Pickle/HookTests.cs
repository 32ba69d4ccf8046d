using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Where a caller has a say in reading and writing, as with the hooks of Python's Pickler and Unpickler.</summary>
[Trait("Stage", "Python")]
public sealed class HookTests
{
    private static readonly PyGlobal Customer = new("shop", "Customer");

    [Fact]
    public void FindClassLetsInRenamesReplacesAndRefuses()
    {
        const string Pickle = @"\x80\x02cshop\nCustomer\n)\x81cold.shop\nOrder\n)\x81cos\nname\n\x87.";
        var asked = new List<string>();
        PyValue Find(PyGlobal named)
        {
            asked.Add(named.FullName);
            return named.FullName switch
            {
                "old.shop.Order" => new PyGlobal("shop", "Order"),
                "os.name" => "posix",
                _ => named,
            };
        }

        PyValue value = Pickles.Load(Pickle, new UnpicklerOptions { FindClass = Find });
        Assert.Equal("(<shop.Customer>, <shop.Order>, 'posix')", value.ToString());
        Assert.Equal(["shop.Customer", "old.shop.Order", "os.name"], asked);
        var options = new UnpicklerOptions { FindClass = named => named.Module == "shop" ? named : PyValue.None };
        var error = Assert.Throws<PickleFormatException>(() => Pickles.Load(Pickle, options));
        Assert.Equal("ClassRefused", error.Code);
        Assert.Equal("GLOBAL", error.Opcode);
        Assert.Contains("old.shop.Order", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"(ishop\nThing\n.")]
    [InlineData(@"\x80\x04\x8c\x04shop\x8c\x05Thing\x93.")]
    [InlineData(@"\x80\x02\x82\x07.")]
    [InlineData(@"c__builtin__\nunicode\n.")]
    public void FindClassIsAskedHoweverTheNameIsGiven(string pickle)
    {
        var options = new UnpicklerOptions
            { FindClass = _ => PyValue.None, Extensions = new Dictionary<int, PyGlobal> { [7] = new("shop", "Thing") } };
        Assert.Equal("ClassRefused", Assert.Throws<PickleFormatException>(() => Pickles.Load(pickle, options)).Code);
    }

    [Theory]
    [InlineData(@"U\x02\xe9a.")]
    [InlineData(@"T\x02\x00\x00\x00\xe9a.")]
    [InlineData(@"S'\\xe9a'\n.")]
    public void StringsOfPython2AreWhatTheCallerWants(string pickle)
    {
        PyValue Load(ByteStringEncoding encoding, ByteStringErrors errors = default) =>
            Pickles.Load(pickle, new UnpicklerOptions { Encoding = encoding, Errors = errors });
        Assert.Equal(PyKind.ByteString, Load(ByteStringEncoding.Keep).Kind);
        Assert.Equal(@"b'\xe9a'", Load(ByteStringEncoding.Bytes).ToString());
        Assert.Equal("\u00e9a", Load(ByteStringEncoding.Latin1).Reference);
        Assert.Equal("FormatText", Assert.Throws<PickleFormatException>(() => Load(ByteStringEncoding.Ascii)).Code);
        Assert.Equal("FormatText", Assert.Throws<PickleFormatException>(() => Load(ByteStringEncoding.Utf8)).Code);
        Assert.Equal("\udce9a", Load(ByteStringEncoding.Ascii, ByteStringErrors.SurrogateEscape).Reference);
        Assert.Equal("\udce9a", Load(ByteStringEncoding.Utf8, ByteStringErrors.SurrogateEscape).Reference);
        Assert.Equal("\ufffda", Load(ByteStringEncoding.Utf8, ByteStringErrors.Replace).Reference);
        Assert.Equal("a", Load(ByteStringEncoding.Ascii, ByteStringErrors.Ignore).Reference);
    }

    [Theory]
    [InlineData("e9 61 f0 9f 98 80 f0 9f 98")]
    [InlineData("c3 a9 c3 28 e2 82 ac e2 82 41")]
    [InlineData("ed a0 80 f5 80 c0 80 fe")]
    public void EncodingsAreReadAsPythonReadsThem(string hex)
    {
        byte[] bytes = [.. hex.Split(' ').Select(value => System.Convert.ToByte(value, 16))];
        byte[] pickle = [(byte)'U', (byte)bytes.Length, .. bytes, (byte)'.'];
        foreach ((ByteStringEncoding encoding,
            string name) in ((ByteStringEncoding, string)[])[(ByteStringEncoding.Ascii, "ascii"), (ByteStringEncoding.Latin1, "latin1"),
                (ByteStringEncoding.Utf8, "utf-8")])
        {
            foreach ((ByteStringErrors errors,
                string errorsName) in ((ByteStringErrors, string)[])[(ByteStringErrors.SurrogateEscape, "surrogateescape"),
                    (ByteStringErrors.Replace, "replace"), (ByteStringErrors.Ignore, "ignore")])
            {
                string python = Python.Run(
                    "import sys, pickle; print(ascii(pickle.loads(bytes.fromhex(sys.argv[1]), encoding=sys.argv[2], errors=sys.argv[3])))",
                    System.Convert.ToHexString(pickle), name, errorsName);
                PyValue read = Unpickler.Load(pickle, new UnpicklerOptions { Encoding = encoding, Errors = errors });
                Assert.Equal(python,
                    Python.Run("import sys, pickle; print(ascii(pickle.loads(bytes.fromhex(sys.argv[1]))))",
                        System.Convert.ToHexString(Pickler.Dump(read))));
            }
        }
    }

    [Theory]
    [InlineData(true, true, "builtins.range", "c__builtin__\nxrange\n.")]
    [InlineData(true, false, "builtins.range", "cbuiltins\nrange\n.")]
    [InlineData(false, true, "__builtin__.xrange", "c__builtin__\nxrange\n.")]
    [InlineData(false, false, "__builtin__.xrange", "c__builtin__\nxrange\n.")]
    public void NamesOfPython2AreMappedInEachDirectionByChoice(bool isRead, bool isWritten, string name, string written)
    {
        PyValue value = Pickles.Load(@"c__builtin__\nxrange\n.", new UnpicklerOptions { FixImports = isRead });
        Assert.Equal(name, value.As<PyGlobal>()!.FullName);
        byte[] bytes = Pickler.Dump(value, new PicklerOptions { Protocol = 0, FixImports = isWritten });
        Assert.Equal(written, System.Text.Encoding.ASCII.GetString(bytes).Replace("p0\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void PersistentIdsStandForValuesBothWays()
    {
        var outside = new PyObject(Customer, PyTuple.Empty, PyConstruction.NewObject);
        var value = new PyList([outside, 1, "text", new PyTuple(outside)]);
        foreach (int protocol in (int[])[0, 1, 2, 3, 4, 5])
        {
            byte[] bytes = Pickler.Dump(value,
                new PicklerOptions
                    { Protocol = protocol, PersistentId = item => ReferenceEquals(item.Reference, outside) ? "customer-7" : PyValue.None });
            PyValue read = Unpickler.Load(bytes,
                new UnpicklerOptions { PersistentLoad = id => id.AsString() == "customer-7" ? outside : PyValue.None });
            Assert.Same(outside, read[0].Reference);
            Assert.Same(outside, read[3][0].Reference);
            Assert.Equal("[persistent('customer-7'), 1, 'text', (persistent('customer-7'),)]", Unpickler.Load(bytes).ToString());
        }
    }

    [Fact]
    public void PersistentIdsAreAskedForEveryValueButTheIdsThemselves()
    {
        var asked = new List<string>();
        PyValue Id(PyValue value)
        {
            asked.Add(value.ToString());
            return value.Kind == PyKind.Float ? new PyTuple("number", 5) : PyValue.None;
        }

        byte[] bytes = Pickler.Dump(new PyList([1, 2.5, 3]), new PicklerOptions { Protocol = 2, PersistentId = Id });
        Assert.Equal(["[1, 2.5, 3]", "1", "2.5", "'number'", "5", "3"], asked);
        Assert.Equal("[1, persistent(('number', 5)), 3]", Unpickler.Load(bytes).ToString());
    }

    [Theory]
    [InlineData(@"P\xe9\n.")]
    public void PersistentIdsOfProtocol0AreAscii(string pickle) =>
        Assert.Equal("FormatText", Assert.Throws<PickleFormatException>(() => Pickles.Load(pickle)).Code);

    [Fact]
    public void TableDescribesTheObjectsOfAClass()
    {
        var customer = new PyObject(Customer, PyTuple.Empty, PyConstruction.NewObject) { State = new PyDict { ["name"] = "Ann" } };
        var other = new PyObject(new PyGlobal("shop", "Order"), PyTuple.Empty, PyConstruction.NewObject);
        var options = new PicklerOptions
        {
            DispatchTable = new Dictionary<string, Func<PyObject, PyObject?>>
            {
                ["shop.Customer"] = instance => new PyObject(new PyGlobal("shop", "find"), new PyTuple(instance.Attributes!["name"])),
                ["shop.Order"] = _ => null,
            },
        };
        Assert.Equal("[<shop.find 'Ann'>, <shop.find 'Ann'>, <shop.Order>]",
            Unpickler.Load(Pickler.Dump(new PyList([customer, customer, other]), options)).ToString());
        var read = Unpickler.Load(Pickler.Dump(new PyList([customer, customer]), options)).As<PyList>()!;
        Assert.Same(read[0].Reference, read[1].Reference);
    }

    [Fact]
    public void OverrideComesBeforeTheTableAndTakesClassesToo()
    {
        var value = new PyList([new PyObject(Customer, PyTuple.Empty, PyConstruction.NewObject), Customer,
            new PyGlobal("builtins", "len")]);
        var options = new PicklerOptions
        {
            ReducerOverride = item => item switch
            {
                PyGlobal { Module: "shop" } named => new PyGlobal("store", named.Name),
                PyGlobal { Name: "len" } => new PyObject(new PyGlobal("shop", "function"), new PyTuple(5)),
                _ => null,
            },
            DispatchTable = new Dictionary<string, Func<PyObject, PyObject?>>
                { ["shop.Customer"] = _ => new PyObject(Customer, new PyTuple(1)) },
        };
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            PyValue read = Unpickler.Load(Pickler.Dump(value, options with { Protocol = protocol }));
            Assert.Equal("[<store.Customer 1>, <store.Customer>, <store.function 5>]", read.ToString());
            Assert.Same(read[0].As<PyObject>()!.Callable.Reference, read[1].Reference);
        }

        Assert.Throws<InvalidOperationException>(() => Pickler.Dump(Customer, new PicklerOptions { ReducerOverride = _ => new PyList() }));
    }

    [Fact]
    public void ReduceOfTwoToSixItemsIsWrittenAndRead()
    {
        var thing = new PyObject(new PyGlobal("shop", "make"), new PyTuple(1))
            { State = "state", ListItems = new PyList([1, 2]), DictItems = new PyDict { ["k"] = 3 } };
        thing.AddStateSetter(new PyGlobal("shop", "setter"), "later");
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            var read = Unpickler.Load(Pickler.Dump(thing, new PicklerOptions { Protocol = protocol })).As<PyObject>()!;
            Assert.Equal(("[1, 2]", "{'k': 3}", "'state'"),
                (read.ListItems!.ToString(), read.DictItems!.ToString(), read.State.ToString()));
            var setter = read.LaterStates[0].As<PyStateSetter>()!;
            Assert.Equal(("<shop.setter>", "'later'"), (setter.Setter.ToString(), setter.State.ToString()));
        }
    }

    [Fact]
    public void BuffersStayOutsideWhereSomebodyTakesThem()
    {
        PyValue value = Pickles.Load(@"\x80\x05\x97\x97\x98\x86.",
            new UnpicklerOptions { Buffers = [new byte[] { 1, 2 }, new byte[] { 3 }] });
        var taken = new List<PickleBuffer>();
        bool Take(PickleBuffer buffer)
        {
            taken.Add(buffer);
            return false;
        }

        byte[] written = Pickler.Dump(value, new PicklerOptions { Protocol = 5, BufferCallback = Take });
        Assert.Equal([[1, 2], [3]], taken.Select(buffer => buffer.Memory.ToArray()));
        Assert.Equal([false, true], taken.Select(buffer => buffer.IsReadOnly));
        Assert.Equal(Pickles.Of(@"\x80\x05\x95\x06\x00\x00\x00\x00\x00\x00\x00\x97\x97\x98\x86\x94."), written);
        PyValue again = Unpickler.Load(written, new UnpicklerOptions { Buffers = [.. taken.Select(buffer => buffer.Memory)] });
        Assert.Equal((PyKind.ByteArray, PyKind.Bytes), (again[0].Kind, again[1].Kind));
        Assert.True(again[1].As<PyBytes>()!.Memory.Equals(taken[1].Memory), "the bytes were copied");
    }

    [Fact]
    public void BuffersStayInsideWhereTheAnswerIsTrue()
    {
        PyValue value = Pickles.Load(@"\x80\x05\x97\x97\x98\x86.",
            new UnpicklerOptions { Buffers = [new byte[] { 1, 2 }, new byte[] { 3 }] });
        byte[] written = Pickler.Dump(value, new PicklerOptions { Protocol = 5, BufferCallback = buffer => buffer.IsReadOnly });
        Assert.Equal(@"(bytearray(b'\x01\x02'), b'\x03')",
            Unpickler.Load(written, new UnpicklerOptions { Buffers = [new byte[] { 1, 2 }] }).ToString());
        Assert.Equal("FormatBuffers", Assert.Throws<PickleFormatException>(() => Unpickler.Load(written)).Code);
    }

    [Fact]
    public void SeveralPicklesShareAMemoOrStandForThemselves()
    {
        var shared = new PyList([1]);
        var pickler = new Pickler(new PicklerOptions { Protocol = 4 });
        pickler.Write(shared);
        pickler.Write(new PyTuple(shared));
        int together = pickler.ToArray().Length;
        pickler.ClearMemo();
        pickler.Write(shared);
        byte[] bytes = pickler.ToArray();
        var unpickler = new Unpickler(bytes);
        PyValue first = unpickler.Load(), second = unpickler.Load();
        Assert.Same(first.Reference, second[0].Reference);
        Assert.Equal(together, unpickler.Position);
        unpickler.ClearMemo();
        PyValue third = unpickler.Load();
        Assert.Equal("[1]", third.ToString());
        Assert.NotSame(first.Reference, third.Reference);
        Assert.Equal(bytes.Length, unpickler.Position);
    }

    [Fact]
    public void ClearedMemoHoldsNothing()
    {
        var unpickler = new Unpickler(Pickles.Of(@"]q\x00]r\xff\xff\xff\x70\x86.h\x00.j\xff\xff\xff\x70."));
        unpickler.Load();
        unpickler.ClearMemo();
        Assert.Equal("FormatMemo", Assert.Throws<PickleFormatException>(() => unpickler.Load()).Code);
    }

    [Fact]
    public void PythonReadsWhatTheHooksWrote()
    {
        const string Script = """
            import sys, pickle, io
            class U(pickle.Unpickler):
                def persistent_load(self, pid): return ("loaded", pid)
            data = bytes.fromhex(sys.argv[1])
            stream = io.BytesIO(data)
            u = U(stream, buffers=[bytearray(b"ab"), b"c"])
            a = u.load(); b = u.load()
            print(a, b, b[0] is a[0], type(a[1]).__name__, type(a[2]).__name__, bytes(a[2]), memoryview(a[2]).readonly)
            """;
        var inner = new PyList([1]);
        var value = new PyList([inner, new PyByteArray("ab"u8.ToArray()) { IsBuffer = true },
            new PyBytes("c"u8.ToArray()) { IsBuffer = true }, 2.5]);
        var pickler = new Pickler(
            new PicklerOptions
                { Protocol = 5, BufferCallback = _ => false, PersistentId = item => item.Kind == PyKind.Float ? "pid" : PyValue.None });
        pickler.Write(value);
        pickler.Write(new PyTuple(inner));
        Assert.Equal("[[1], bytearray(b'ab'), b'c', ('loaded', 'pid')] ([1],) True bytearray bytes b'c' True",
            Python.Run(Script, System.Convert.ToHexString(pickler.ToArray())));
    }
}
