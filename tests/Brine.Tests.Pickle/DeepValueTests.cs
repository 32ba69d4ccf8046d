using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>A million levels: read, written, compared, hashed, printed and let go, on a stack of the usual size. A stack overflow would end
/// the process, not the test.</summary>
public sealed class DeepValueTests
{
    private const int Depth = 1_000_000;

    public static TheoryData<string, string, string> Nestings => new()
    {
        { "list", "]", "a" },
        { "tuple", "", @"\x85" },
        { "long tuple", "(", "t" },
        { "dict", @"}K\x01", "s" },
        { "mixed", @"]}K\x01(", "tsa" },
        { "reduce", @"cshop\nthing\n", @"\x85R" },
        { "new object", @"cshop\nThing\n", @"\x85\x81" },
        { "state", @"cshop\nThing\n)\x81", "b" },
        { "list of an object", @"cshop\nThing\n)\x81", "a" },
        { "dict of an object", @"cshop\nThing\n)\x81K\x01", "s" },
        { "frozenset", "(", @"\x91" },
        { "frozenset in tuple", "(", @"\x91\x85" },
        { "persistent id", "", "Q" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void DeepLevelsAreReadWrittenAndPrinted(string name, string open, string close)
    {
        byte[] pickle = Nest(Pickles.Of(open), Pickles.Of(close), name == "mixed" ? Stages.Depth / 3 : Stages.Depth);
        var options = new UnpicklerOptions { Limits = Limits.Trusted };
        PyValue value = Unpickler.Load(pickle, options);
        Assert.True(value.ToString().Length < 3000);
        foreach (int protocol in (int[])(name is "tuple" or "long tuple" or "reduce" ? [0, 4] : [4]))
        {
            byte[] once = Pickler.Dump(value, new PicklerOptions { Protocol = protocol });
            Assert.Equal(once, Pickler.Dump(Unpickler.Load(once, options), new PicklerOptions { Protocol = protocol }));
        }

        var weak = new WeakReference(value.Reference);
        value = default;
        GC.Collect();
        GC.Collect();
        Assert.True(weak.Target is null or PyReference);
    }

    [Theory]
    [InlineData("", @"\x85")]
    [InlineData("", @"K\x01\x86")]
    [InlineData("(", "t")]
    public void DeepLevelsAreComparedAndHashed(string open, string close)
    {
        PyValue Load(string innermost) => Unpickler.Load(Nest(Pickles.Of(open), Pickles.Of(close), Stages.Depth, Pickles.Of(innermost)));
        PyValue one = Load(@"K\x07"), same = Load(@"K\x07"), other = Load(@"K\x08");
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.True(one == same);
        Assert.True(one != other);
        var dict = new PyDict { [one] = 1 };
        Assert.True(dict.ContainsKey(same));
        Assert.False(dict.ContainsKey(other));
    }

    [Fact]
    public void AMillionFrozensetsInOneAnotherAreHashed()
    {
        PyValue one = Unpickler.Load(Nest(Pickles.Of("("), Pickles.Of(@"\x91"), Depth)),
            same = Unpickler.Load(Nest(Pickles.Of("("), Pickles.Of(@"\x91"), Depth));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.Equal("LimitKeyComplexity", Assert.Throws<PickleLimitException>(() => one == same).Code);
        Assert.Equal("LimitKeyComplexity", Assert.Throws<PickleLimitException>(() => one == same).Code);
    }

    /// <summary>Each level has the one below twice: 2^60 paths, 60 objects.</summary>
    [Fact]
    public void TuplesAndSetsThatShareThemselvesAreComparedOnce()
    {
        PyValue one = 1, same = 1, setOne = new PySet(isFrozen: true), setSame = new PySet(isFrozen: true);
        for (int i = 0; i < 60; i++)
        {
            (one, same) = (new PyTuple(one, one), new PyTuple(same, same));
            var left = new PySet(isFrozen: true);
            left.Add(setOne);
            left.Add(new PyTuple(setOne));
            var right = new PySet(isFrozen: true);
            right.Add(setSame);
            right.Add(new PyTuple(setSame));
            (setOne, setSame) = (left, right);
        }

        Assert.True(one == same);
        Assert.Equal("LimitKeyComplexity", Assert.Throws<PickleLimitException>(() => setOne == setSame).Code);
    }

    /// <summary>The 58 bytes by which a key that is a tuple of tuples of itself takes CPython exponential time.</summary>
    [Fact]
    public void SmallestKeyThatTakesCPythonLongTakesNoMemory()
    {
        byte[] pickle = [(byte)'}', (byte)')', .. Enumerable.Repeat(new byte[] { (byte)'2', 0x86 }, 26).SelectMany(pair => pair), (byte)'N',
            (byte)'s', (byte)'.'];
        Assert.Equal(57, pickle.Length);
        Unpickler.Load(pickle);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(1, Unpickler.Load(pickle).As<PyDict>()!.Count);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 40_000);
    }

    /// <summary>Keys that are equal modulo CPython's 2^61 - 1 all have the same hash there. Here their hashes are as spread as any:
    /// counted, not timed.</summary>
    [Theory]
    [InlineData("int")]
    [InlineData("float")]
    [InlineData("large int")]
    [InlineData("tuple")]
    [InlineData("text")]
    [InlineData("bytes")]
    public void KeysChosenToCollideDoNot(string kind)
    {
        const int Count = 20_000;
        var hashes = new HashSet<int>();
        for (int i = 1; i <= Count; i++)
        {
            PyValue key = kind switch
            {
                "int" => (long)i << 32,
                "float" => BitConverter.Int64BitsToDouble((long)i << 40),
                "large int" => new System.Numerics.BigInteger((1L << 61) - 1) * i * 8,
                "tuple" => new PyTuple((long)i << 32, (long)-i << 32),
                "text" => $"{(char)(i / 32)}{(char)(32 * (i % 32))}",
                _ => new PyBytes(BitConverter.GetBytes((long)i << 32)),
            };
            hashes.Add(key.GetHashCode() & 0xFFFF);
        }

        // 20,000 balls in 65,536 urns leave 17,200 of them filled, give or take some tens.
        Assert.True(hashes.Count > 16_500, $"{hashes.Count} different slots");
    }

    [Fact]
    public void DeepFilesAreInspectedOrRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("deep.pkl", Nest(Pickles.Of("]"), Pickles.Of("a"), Depth));
        (int exit, string output, string error) = Support.Cli.Run("inspect", file);
        Assert.True(exit is 0 or 2 or 3, error);
        Assert.True(output.Length < 20_000 && error.Length < 1000);
        (exit, _, error) = Support.Cli.Run("convert", file, folder["deep.json"]);
        Assert.Equal(2, exit);
        Assert.Contains("LimitDepth", error, StringComparison.Ordinal);
        (exit, _, error) = Support.Cli.Run("convert", file, folder["again.pkl"]);
        Assert.Equal(2, exit);
        Assert.Contains("LimitDepth", error, StringComparison.Ordinal);
        Assert.Equal(0, Support.Cli.Run("convert", file, folder["again.pkl"], "--limits", "trusted").Exit);
        Assert.True(new FileInfo(folder["again.pkl"]).Length > 2 * Depth);
    }

    private static byte[] Nest(byte[] open, byte[] close, int depth, byte[]? innermost = null)
    {
        innermost ??= [PickleOpcode.None];
        var bytes = new byte[2 + (depth * (open.Length + close.Length)) + innermost.Length + 1];
        (bytes[0], bytes[1]) = (PickleOpcode.Proto, 4);
        int at = 2;
        for (int i = 0; i < depth; i++, at += open.Length)
        {
            open.CopyTo(bytes, at);
        }

        innermost.CopyTo(bytes, at);
        at += innermost.Length;
        for (int i = 0; i < depth; i++, at += close.Length)
        {
            close.CopyTo(bytes, at);
        }

        bytes[at] = PickleOpcode.Stop;
        return bytes;
    }
}
