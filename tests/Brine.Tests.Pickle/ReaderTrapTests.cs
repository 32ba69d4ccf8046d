using System.Numerics;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>What other readers of pickles get wrong.</summary>
public sealed class ReaderTrapTests
{
    [Theory]
    [InlineData(@"I123456789012345678901234567890\n.", "123456789012345678901234567890")]
    [InlineData(@"L18446744073709551615L\n.", "18446744073709551615")]
    [InlineData(@"I-0x1F\n.", "-31")]
    [InlineData(@"I1_000\n.", "1000")]
    [InlineData(@"\x80\x02\x8a\x00.", "0")]
    [InlineData(@"\x80\x02\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.", "18446744073709551616")]
    public void IntsOfAnySize(string pickle, string expected)
    {
        Assert.True(Pickles.Load(pickle).TryGetBigInteger(out BigInteger value));
        Assert.Equal(BigInteger.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData(@"Finf\n.", "inf")]
    [InlineData(@"F-inf\n.", "-inf")]
    [InlineData(@"Fnan\n.", "nan")]
    [InlineData(@"F1e-05\n.", "1e-05")]
    [InlineData(@"G\x80\x00\x00\x00\x00\x00\x00\x00.", "-0.0")]
    public void FloatsOfAnyKind(string pickle, string expected) => Assert.Equal(expected, Pickles.Load(pickle).ToString());

    [Fact]
    public void EscapesOfQuotedStrings() => Assert.Equal("A\u0041'\a\\q\n", Pickles.Load(@"S'\\101\\x41\\'\\a\\q\\n'\n.").AsString());

    [Fact]
    public void RawUnicodeKeepsOtherBackslashes() =>
        Assert.Equal("\\x41\u20ac\U0001F600", Pickles.Load(@"V\\x41\\u20ac\\U0001f600\n.").AsString());

    [Fact]
    public void LoneSurrogatesSurvive()
    {
        PyValue value = Pickles.Load(@"X\x03\x00\x00\x00\xed\xa0\x80.");
        Assert.Equal("\ud800", value.AsString());
        Assert.Equal("\ud800", Unpickler.Load(Pickler.Dump(value)).AsString());
    }

    [Fact]
    public void BadUtf8IsAnError() =>
        Assert.Equal("FormatText", Assert.Throws<PickleFormatException>(() => Pickles.Load(@"X\x01\x00\x00\x00\xff.")).Code);

    [Fact]
    public void DictsKeepOrderTheFirstPlaceAndTheLastValue()
    {
        PyValue value = Pickles.Load(@"}(K\x03K\x01K\x01K\x02K\x03K\x09u.");
        Assert.Equal("{3: 9, 1: 2}", value.ToString());
    }

    [Fact]
    public void OneIsOneAsFloatAndAsBool()
    {
        var dict = Pickles.Load(@"}(K\x01K\x07G?\xf0\x00\x00\x00\x00\x00\x00K\x08I01\nK\x09u.").As<PyDict>()!;
        Assert.Equal("{1: 9}", new PyValue(dict).ToString());
        Assert.True(dict.ContainsKey(1.0) && dict.ContainsKey(true));
    }

    [Fact]
    public void NoneAndTuplesAreKeys()
    {
        var dict = Pickles.Load(@"}(NK\x01K\x01K\x02\x86K\x02u.").As<PyDict>()!;
        Assert.Equal(1, dict[PyValue.None]);
        Assert.Equal(2, dict[new PyTuple(1, 2)]);
    }

    [Fact]
    public void NanKeysStayApart() =>
        Assert.Equal(2,
            Pickles.Load(@"}(G\x7f\xf8\x00\x00\x00\x00\x00\x00K\x01G\x7f\xf8\x00\x00\x00\x00\x00\x00K\x02u.").As<PyDict>()!.Count);

    [Fact]
    public void SharedAndEndlessListsAreOneObject()
    {
        var list = Pickles.Load(@"]q\x00(h\x00K\x01e.").As<PyList>()!;
        Assert.Same(list, list[0].Reference);
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public void CallsOfUnknownFunctionsKeepTheirArguments()
    {
        var call = Pickles.Load(@"cdatetime\ndatetime\nC\x0a\x07\xea\x0b\x18\x0a\x14\x1e\x01\xe2\x40\x85R.").As<PyObject>()!;
        Assert.True(call.IsInstanceOf("datetime", "datetime"));
        Assert.Equal(10, call.Arguments[0].As<PyBytes>()!.Length);
    }

    [Fact]
    public void SlotStatesAreRead()
    {
        PyValue value = Pickles.Load(@"\x80\x02cshop\nThing\n)\x81N}X\x01\x00\x00\x00aK\x05s\x86b.");
        Assert.Equal(5, value["a"]);
    }

    [Fact]
    public void EmptyStatesAreKept()
    {
        var thing = Pickles.Load(@"\x80\x02cshop\nThing\n)\x81Nb.").As<PyObject>()!;
        Assert.True(thing.HasState && thing.State.IsNone);
        Assert.Equal((byte)'b', Pickler.Dump(thing)[^2]);
    }

    [Fact]
    public void FunctionsThatSetAStateAreKept()
    {
        const string Pickle = @"\x80\x02cshop\nThing\nq\x00)\x81q\x01cshop\nsetter\nq\x02h\x01K\x05\x86R0.";
        Assert.Equal(Pickles.Of(Pickle), Pickler.Dump(Pickles.Load(Pickle), new PicklerOptions { Protocol = 2 }));
    }

    [Theory]
    [InlineData(@"c__builtin__\nset\n((lI1\natR.", PyKind.Set)]
    [InlineData(@"c__builtin__\nfrozenset\n((lI1\natR.", PyKind.FrozenSet)]
    [InlineData(@"c__builtin__\nbytes\n(tR.", PyKind.Bytes)]
    [InlineData(@"c_codecs\nencode\n(V\xe9\nVlatin1\ntR.", PyKind.Bytes)]
    [InlineData(@"c__builtin__\nbytearray\n(tR.", PyKind.ByteArray)]
    public void OldSpellingsOfNewTypes(string pickle, PyKind kind) => Assert.Equal(kind, Pickles.Load(pickle).Kind);

    [Fact]
    public void Python2NamesAreReadAsPython3s()
    {
        Assert.Equal("builtins.range", Pickles.Load(@"c__builtin__\nxrange\n.").As<PyGlobal>()!.FullName);
        Assert.Equal("__builtin__.xrange", Pickles.Load(@"\x80\x03c__builtin__\nxrange\n.").As<PyGlobal>()!.FullName);
    }

    [Fact]
    public void MemoizeCountsEntriesWhereverPutWroteThem()
    {
        // PUT 5, then MEMOIZE, which is entry 1 because one entry is there.
        Assert.Equal("('a', 'b')", Pickles.Load(@"\x80\x04X\x01\x00\x00\x00aq\x05X\x01\x00\x00\x00b\x9400h\x05h\x01\x86.").ToString());
    }

    [Fact]
    public void SeveralPicklesInARowShareTheMemo()
    {
        var unpickler = new Unpickler(Pickles.Of(@"]q\x00.h\x00."));
        Assert.Same(unpickler.Load().Reference, unpickler.Load().Reference);
    }

    [Fact]
    public void PartsOfAnArrayAreReadFromTheirStart()
    {
        byte[] padded = [1, 2, 3, .. Pickles.Of(@"K\x05."), 9];
        Assert.Equal(5, Unpickler.Load(padded.AsMemory(3)));
    }

    [Theory]
    [InlineData("(.", "FormatStack")]
    [InlineData(".", "FormatStack")]
    [InlineData(@"K\x01(0(.", "FormatStack")]
    [InlineData(@"(K\x01u.", "FormatStack")]
    [InlineData(@"}(K\x01u.", "FormatStack")]
    [InlineData(@"}]K\x01s.", "FormatKey")]
    [InlineData(@"h\x00.", "FormatMemo")]
    [InlineData(@"p-1\n.", "FormatStack")]
    [InlineData(@"Np-1\n.", "FormatMemo")]
    [InlineData(@"\x80\x06N.", "FormatProtocol")]
    [InlineData(@"\xffN.", "FormatOpcode")]
    [InlineData(@"\x80\x02\x82\x00.", "FormatStack")]
    [InlineData(@"\x80\x05\x97.", "FormatBuffers")]
    [InlineData(@"NN\x93.", "FormatStack")]
    [InlineData(@"NK\x01R.", "FormatStack")]
    [InlineData(@"NK\x01b.", "FormatStack")]
    [InlineData(@"S'abc\n.", "FormatText")]
    [InlineData(@"Ixyz\n.", "FormatNumber")]
    public void CorruptPicklesAreNamed(string pickle, string code) =>
        Assert.Equal(code, Assert.Throws<PickleFormatException>(() => Pickles.Load(pickle)).Code);

    [Fact]
    public void ErrorsTellOffsetAndOpcode()
    {
        var error = Assert.Throws<PickleFormatException>(() => Pickles.Load(@"K\x01h\x07."));
        Assert.Equal(2, error.Offset);
        Assert.Equal("BINGET", error.Opcode);
    }
}
