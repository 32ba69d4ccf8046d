using Brine.Pickling;

namespace Brine.Tests.Properties;

/// <summary>Pickles that no pickler writes and that readers disagree about: what CPython's C code loads is loaded, what it refuses is
/// refused.</summary>
[Trait("Stage", "Python")]
public sealed class OddPickleTests
{
    private static readonly string[] Odd =
    [
        // Ints: bools by length and value, C's bases, Python's underscores, NUL.
        @"I00\n.", @"I01\n.", @"I 1\n.", @"I+1\n.", @"I-0\n.", @"I1 \n.", @"I 0\n.", @"I02\n.", @"I010\n.", @"I0x1F\n.", @"I0X1f\n.",
        @"I-0x1f\n.", @"I0o17\n.", @"I0b11\n.", @"I1_000\n.", @"I1__0\n.", @"I_1\n.", @"I1_\n.", @"I0_0\n.", @"I0_1\n.", @"I08\n.",
        @"I\n.", @"I-\n.", @"I0x\n.", @"I1.0\n.", @"I9223372036854775807\n.", @"I9223372036854775808\n.", @"I-9223372036854775809\n.",
        @"I1\r\n.", @"I5\x005\n.", @"I\x00\n.", @"I0777777777777777777777\n.", @"I00000000000000000000000000001\n.", @"I\xb2\n.",
        @"L5L\n.", @"L5\n.", @"L010L\n.", @"L0x10L\n.", @"L1_0L\n.", @"LL\n.", @"L\n.", @"L5l\n.", @"L 5L\n.", @"L5 L\n.", @"L-5L\n.",
        @"\x8a\x00.", @"\x8a\x01\xff.", @"\x8a\x02\xff\x00.", @"\x8a\x05a.", @"\x8b\x00\x00\x00\x00.", @"\x8b\xff\xff\xff\xff.",
        @"\x8b\x02\x00\x00\x00\x00\x80.",
        // Floats.
        @"F1\n.", @"F1.\n.", @"F.5\n.", @"F.\n.", @"F\n.", @"F 1\n.", @"F1 \n.", @"F1_0\n.", @"F0x1\n.", @"F1e5\n.", @"F1e\n.",
        @"F1e400\n.", @"F-1e400\n.", @"F1e-400\n.", @"Finf\n.", @"F-inf\n.", @"FInfinity\n.", @"Fnan\n.", @"F+nan\n.", @"Finfinit\n.",
        @"F1\x00z\n.", @"F1\r\n.",
        // Text and bytes.
        @"S'a'\n.", @"S""a""\n.", @"S'a""\n.", @"S'\n.", @"S\n.", @"Sa\n.", @"S''\n.", @"S'a'b'\n.", @"S'a' \n.", @"S'a'\r\n.", @"S'\\'\n.",
        @"S'\\x4'\n.", @"S'\\x41\\101\\q\\a'\n.", @"S'\\777'\n.", @"S'\\8'\n.", @"S'\\\''\n.",
        @"V\n.", @"V\\u0041\n.", @"V\\u004\n.", @"V\\U00000041\n.", @"V\\U00110000\n.", @"V\\x41\n.", @"V\\\\u0041\n.", @"V\\\n.",
        @"V\xe9\n.", @"V\\ud800\n.", @"V\\ud83d\\ude00\n.", @"V\\N{DIGIT ONE}\n.", @"Va\r\n.",
        @"X\x03\x00\x00\x00\xed\xa0\x80.", @"X\x06\x00\x00\x00\xed\xa0\xbd\xed\xb8\x80.", @"X\x01\x00\x00\x00\xff.",
        @"X\x02\x00\x00\x00\xc0\x80.", @"X\x04\x00\x00\x00\xf4\x90\x80\x80.", @"X\xff\xff\xff\xff.", @"\x8c\x05ab.", @"T\xff\xff\xff\xff.",
        @"T\x01\x00\x00\x00a.", @"U\x01\xe9.", @"C\x00.", @"B\x01\x00\x00\x00a.",
        @"\x8e\x01\x00\x00\x00\x00\x00\x00\x00a.", @"\x8d\xff\xff\xff\xff\xff\xff\xff\xff.", @"\x96\x01\x00\x00\x00\x00\x00\x00\x00a.",
        // Stack and marks.
        ".", "", "N", "(.", "N(.", "0.", "N0.", "(0N.", "1.", "(1.", "N(NN1.", "2.", "N2.", "(2.", "t.", "(t.", "((t.", @"N\x85.", @"\x85.",
        @"(\x85.", @"NN\x87.", @"N(N\x86.", "l.", "(l.", "(NNl.", "d.", "(d.", "(NNd.", "(Nd.", @"(]Nd.", @"(]\x85Nd.", @"\x91.", @"(\x91.",
        @"(]\x91.", @"(]\x85\x91.",
        // Items on what they do not fit, and no items at all.
        "]Na.", "Na.", "a.", "NNa.", "(e.", "N(e.", "]((e.", "](NNe.", "](N(Ne.", "N(Ne.", "}NNs.", "NNs.", "]NNs.", "}]Ns.", "}(u.",
        "N(u.", "}(Nu.", "}(NNNNu.", @"\x8f(\x90.", @"N(\x90.", @"\x8f(NN\x90.", @"\x8f(]\x90.", @"](N\x90.",
        @"}(K\x01NI01\nJ\x01\x00\x00\x00u.",
        // The memo.
        @"h\x00.", @"Nq\x00h\x00\x86.", @"Nq\x05\x940h\x01.", @"p0\n.", @"Np0\ng0\n\x86.", @"Np00\ng0\n\x86.", @"Np1_0\ng10\n\x86.",
        @"Np 1\ng1 \n\x86.", @"Np-1\n.", @"Npx\n.", @"Np\n.", @"Np010\ng8\n.", @"\x94.", @"(\x94.", @"]q\x00Nq\x00h\x00.",
        @"r\x00\x00\x00\x00.", @"Nr\x01\x00\x00\x00j\x01\x00\x00\x00\x86.", @"Np2147483648\n.", @"g99999999999999999999\n.",
        // Names and calls.
        @"cshop\nThing\n.", @"c\nThing\n.", @"cshop\n\n.", @"cshop\nThing", @"csh\xc3\xb6p\nThing\n.", @"csh\xf6p\nThing\n.",
        @"(ish\xc3\xb6p\nThing\n.", @"(ishop\nThing\n.", @"ishop\nThing\n.", @"\x8c\x04shop\x8c\x05Thing\x93.", @"U\x04shopU\x05Thing\x93.",
        @"C\x04shopC\x05Thing\x93.", @"NN\x93.", @"\x93.",
        @"cshop\nThing\n)R.", @"cshop\nThing\n]R.", @"cshop\nThing\nNR.", @"N)R.", @"])R.", @"K\x01)R.", @"\x8c\x01a)R.", @"R.", @")R.",
        @"cshop\nThing\n)\x81.", @"cshop\nThing\n]\x81.", @"N)\x81.", @"cshop\nThing\n)}\x92.", @"cshop\nThing\n)N\x92.",
        @"cshop\nThing\n]}\x92.", @"(cshop\nThing\no.", @"(o.", @"o.", @"(No.", @"(cshop\nThing\nNo.",
        @"\x82\x00.", @"\x84\xff\xff\xff\xff.", @"\x83\x00\x00.",
        // States.
        "NNb.", "b.", "Nb.", "N(b.", @"NK\x01b.", @"]}K\x01Nsb.", @"NN}\x86b.", @"cshop\nThing\n)\x81Nb.", @"cshop\nThing\n)\x81}b.",
        @"cshop\nThing\n)\x81NN\x86b.", @"cshop\nThing\n)\x81K\x05b.",
        // Protocols, persistent ids, buffers, the end.
        @"\x80\x00N.", @"\x80\x05N.", @"\x80\x06N.", @"\x80\xffN.", @"N\x80\x02.", @"\x80\x02\x80\x04N.", @"\x80\x01\x8c\x01a.", @"\x80",
        @"\x80\x04\x95\x02\x00\x00\x00\x00\x00\x00\x00N.", @"\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00N.",
        @"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", @"\x80\x04\x95",
        @"Pid\n.", @"P\n.", @"P\xe9\n.", @"Pid", @"NQ.", @"Q.", @"(Q.", @"\x97.", @"\x97\x97\x97.", @"\x97\x97\x97\x97.", @"\x97\x98.",
        @"\x98.", @"N\x98.", @"C\x01a\x98.", @"N.garbage", @"\xff.", @"\x00.", " .", "\n.",
    ];

    [Fact]
    public void OddPicklesAreTakenAsCPythonTakesThem()
    {
        Python.Require();
        (byte[] Pickle, byte[]? Written)[] pairs = [
            .. Odd.Select(text => Pickles.Of(text)).Select(pickle => (pickle, LoadAndDump(pickle)))];
        string[] answers = PickleOracle.Ask(pairs);
        var wrong = new List<string>();
        int refused = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            bool isRead = pairs[i].Written is not null;
            refused += isRead ? 0 : 1;
            if (isRead ? answers[i] != "same" && !answers[i].Contains("extension", StringComparison.Ordinal)
                : !answers[i].StartsWith("refused", StringComparison.Ordinal))
            {
                wrong.Add($"{Odd[i]}: {answers[i]}{(isRead ? "" : ", refused here")}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{pairs.Length - wrong.Count} of {pairs.Length} as CPython, {refused} of them refused");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {pairs.Length}:\n{string.Join('\n', wrong)}");
        Assert.InRange(refused, 100, pairs.Length - 100);
    }

    private static byte[]? LoadAndDump(byte[] pickle)
    {
        try
        {
            return Pickler.Dump(
                Unpickler.Load(pickle,
                    new UnpicklerOptions { Buffers = [new byte[] { 97, 98 }, new byte[] { 99, 100 }, Array.Empty<byte>()] }),
                    new PicklerOptions { Protocol = 4 });
        }
        catch (PickleException)
        {
            return null;
        }
    }
}
