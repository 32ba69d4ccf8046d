using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>The opcode reader and its table, held against Python's <c>pickletools</c>.</summary>
[Trait("Stage", "Python")]
public sealed class OpcodeReaderTests
{
    private const string TableScript = """
        import pickletools
        for o in pickletools.opcodes:
            words = lambda items: " ".join(x.name for x in items)
            print("|".join([o.name, str(ord(o.code)), str(o.proto), words(o.stack_before), words(o.stack_after), o.doc.split("\n")[0].strip(), str(o.arg.n if o.arg else 0)]))
        """;

    private const string OffsetsScript = """
        import pickletools, sys
        for path in sys.argv[1:]:
            print(" ".join("%d:%s" % (at, op.name) for op, arg, at in pickletools.genops(open(path, "rb"))))
        """;

    private static readonly Dictionary<StackKind, string> Words = new()
    {
        [StackKind.Slice] = "stackslice", [StackKind.None] = "None", [StackKind.Integer] = "int", [StackKind.IntegerOrBool] = "int_or_bool",
        [StackKind.Text] = "str",
        [StackKind.BytesOrText] = "bytes_or_str",
    };

    [Fact]
    public void TableIsThatOfPickletools()
    {
        string[] rows = Python.Run(TableScript).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(68, rows.Length);
        foreach (string[] row in rows.Select(row => row.Split('|')))
        {
            OpcodeInfo info = OpcodeTable.Find(byte.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture))!;
            Assert.Equal((row[0], row[2], row[3], row[4], row[5]),
                (info.Name, $"{info.Protocol}", Line(info.StackBefore), Line(info.StackAfter), info.Prose));

            // pickletools says -1 for a line and -2 to -5 for the widths of lengths.
            int width = int.Parse(row[6], System.Globalization.CultureInfo.InvariantCulture) switch
            {
                -1 => 0,
                -2 => 1,
                -3 or -4 => 4,
                -5 => 8,
                var fixedWidth => fixedWidth
            };
            Assert.Equal(width, info.OperandWidth);
            Assert.Equal(row[6] == "-1", info.OperandLines > 0);
            Assert.Equal(row[6] is "-2" or "-3" or "-4" or "-5", info.HasOperandLength);
        }

        static string Line(IEnumerable<StackKind> kinds) =>
            string.Join(' ', kinds.Select(kind => Words.TryGetValue(kind, out string? word) ? word : kind.ToString().ToLowerInvariant()));
    }

    [Fact]
    public void StackEffectsAreCounted()
    {
        (int Pops, int Pushes, bool TakesMark, int AboveMark) Effect(byte code) =>
            OpcodeTable.Find(code) is { } info ? (info.Pops, info.Pushes, info.TakesMark, info.PopsAboveMark) : default;
        Assert.Equal((0, 0, false, 0), Effect(PickleOpcode.Mark));
        Assert.Equal((1, 2, false, 0), Effect(PickleOpcode.Dup));
        Assert.Equal((3, 1, false, 0), Effect(PickleOpcode.Setitem));
        Assert.Equal((1, 1, true, 0), Effect(PickleOpcode.Setitems));
        Assert.Equal((0, 1, true, 1), Effect(PickleOpcode.Obj));
        Assert.Equal((0, 0, true, 0), Effect(PickleOpcode.PopMark));
    }

    [Fact]
    public void OpcodesStandWherePickletoolsFindsThem()
    {
        string[] files = Directory.GetFiles(Repo.Golden("disassembly"), "values*.pkl");
        string[] expected = Python.Run(OffsetsScript, files).Split('\n');
        for (int i = 0; i < files.Length; i++)
        {
            var reader = new OpcodeReader(File.ReadAllBytes(files[i]));
            var found = new List<string>();
            while (reader.Read())
            {
                found.Add($"{reader.Offset}:{reader.Info.Name}");
            }

            Assert.Equal(expected[i], string.Join(' ', found));
        }
    }

    [Theory]
    [InlineData(@"K\x07", "7")]
    [InlineData(@"M\x02\x01", "258")]
    [InlineData(@"J\xff\xff\xff\xff", "-1")]
    [InlineData(@"j\xff\xff\xff\xff", "4294967295")]
    [InlineData(@"G?\xf8\x00\x00\x00\x00\x00\x00", "1.5")]
    [InlineData(@"U\x02ab", "ab")]
    [InlineData(@"\x8d\x02\x00\x00\x00\x00\x00\x00\x00ab", "ab")]
    [InlineData(@"I12\n", "12")]
    [InlineData(@"cos\nsystem\n", "os system")]
    [InlineData(@"c\n\n", " ")]
    [InlineData("N", "")]
    public void OperandsAreSpansOverTheData(string pickle, string expected)
    {
        var reader = new OpcodeReader(Pickles.Of(pickle));
        Assert.Equal(OpcodeRead.Done, reader.TryRead());
        Assert.Equal(expected, reader.Info!.Operand switch
        {
            OpcodeOperand.Float64 => reader.Float.ToString(System.Globalization.CultureInfo.InvariantCulture),
            OpcodeOperand.TwoLines => Encoding.Latin1.GetString(reader.Operand) + " " + Encoding.Latin1.GetString(reader.SecondLine),
            _ when reader.Info is { OperandWidth: > 0, HasOperandLength: false } => $"{reader.Integer}",
            _ => Encoding.Latin1.GetString(reader.Operand),
        });
        Assert.Equal(OpcodeRead.End, reader.TryRead());
    }

    [Theory]
    [InlineData("", OpcodeRead.End, "FormatTruncated")]
    [InlineData(@"\xff", OpcodeRead.Unknown, "FormatOpcode")]
    [InlineData(@"J\x01", OpcodeRead.Truncated, "FormatTruncated")]
    [InlineData(@"I1", OpcodeRead.Truncated, "FormatTruncated")]
    [InlineData(@"cos\nsystem", OpcodeRead.Truncated, "FormatTruncated")]
    [InlineData(@"U\x05ab", OpcodeRead.Truncated, "FormatTruncated")]
    [InlineData(@"X\xff\xff\xff\xff", OpcodeRead.Truncated, "FormatTruncated")]
    [InlineData(@"T\xff\xff\xff\xff", OpcodeRead.BadLength, "FormatLength")]
    [InlineData(@"\x8e\xff\xff\xff\xff\xff\xff\xff\xff", OpcodeRead.BadLength, "FormatLength")]
    [InlineData(@"\x8e\xff\xff\xff\xff\xff\xff\xff\x7f", OpcodeRead.BadLength, "FormatLength")]
    public void LengthsThatLieAreSaidAndNothingIsTaken(string pickle, OpcodeRead expected, string code)
    {
        byte[] data = Pickles.Of(pickle);
        var reader = new OpcodeReader(data);
        Assert.Equal(expected, reader.TryRead());
        Assert.Equal(0, reader.Position);
        Assert.Equal(code, reader.Error(expected).Code);
        if (expected != OpcodeRead.End)
        {
            Assert.Equal(code, Assert.Throws<PickleFormatException>(() => new OpcodeReader(data).Read()).Code);
        }
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        byte[] data = File.ReadAllBytes(Repo.Golden("disassembly", "values5.pkl"));
        Count(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = Count(data);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(count > 20);

        static int Count(byte[] data)
        {
            var reader = new OpcodeReader(data);
            int count = 0;
            while (reader.TryRead() == OpcodeRead.Done)
            {
                count += reader.Operand.Length > 1_000_000 ? 0 : 1;
            }

            return count;
        }
    }

    [Fact]
    public void PlacesOutsideTheDataAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpcodeReader("N."u8, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpcodeReader("N."u8).MoveTo(-1));
    }
}
