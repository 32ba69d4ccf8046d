using System.Text;
using System.Text.RegularExpressions;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

public class DisassemblerTests
{
    private static readonly string Folder = Repo.Golden("disassembly");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void TextIsThatOfPickletools(int protocol)
    {
        byte[] pickle = Read($"values{protocol}.pkl");
        Assert.Equal(Text($"values{protocol}.txt"), Dis(pickle));
        Assert.Equal(Text($"values{protocol}.annotated.txt"), Dis(pickle, new() { AnnotationColumn = 30 }));
    }

    [Fact]
    public void MemoCanBeKeptFromOnePickleToTheNext()
    {
        byte[] stream = Read("stream.pkl");
        var output = new StringWriter();
        var options = new DisassemblerOptions { IndentLevel = 2, Memo = new DisassemblerMemo() };
        int first = 0, start = 0;
        while (start < stream.Length)
        {
            start += Disassembler.Write(stream.AsMemory(start), output, options);
            first = first == 0 ? start : first;
        }

        // Each pickle was given on its own here, so that offsets begin anew: the rest of the text is compared.
        Assert.Equal(WithoutOffsets(Text("stream.txt")), WithoutOffsets(output.ToString()));
        Assert.Contains("never been stored into", Assert.Throws<PickleFormatException>(() => Dis(stream[first..])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ArraysOfJoblibAreOneLineEach()
    {
        byte[] file = Read("arrays.joblib");
        string text = Dis(file, new() { RawRegions = JoblibRegions.Find(file) });
        Assert.Contains(": <joblib array: float64 (2, 3), 48 bytes at offset ", text, StringComparison.Ordinal);
        Assert.Contains(": <joblib array: object (2,), a pickle of ", text, StringComparison.Ordinal);
        Assert.EndsWith(": .    STOP\nhighest protocol among opcodes = 2\n", text, StringComparison.Ordinal);
        Assert.Throws<PickleFormatException>(() => Dis(file));
    }

    [Theory]
    [InlineData("NN.", "    0: N    NONE\n    1: N    NONE\n    2: .    STOP\nhighest protocol among opcodes = 0\n",
        "stack not empty after STOP: [None]")]
    [InlineData("0.", "    0: 0    POP\n", "tries to pop 1 items from stack with only 0 items")]
    [InlineData("K\u0001t.", "    0: K    BININT1    1\n    2: t    TUPLE      no MARK exists on stack\n", "no MARK exists on stack")]
    [InlineData("h\u0007.", "    0: h    BINGET     7\n", "memo key 7 has never been stored into")]
    [InlineData("q\u0007.", "    0: q    BINPUT     7\n", "stack is empty -- can't store into memo")]
    [InlineData("(q\u0007.", "    0: (    MARK\n    1: q        BINPUT     7\n", "can't store markobject in the memo")]
    [InlineData("Nq\u0007q\u0007.", "    0: N    NONE\n    1: q    BINPUT     7\n    3: q    BINPUT     7\n", "memo key 7 already defined")]
    [InlineData("(\u0085t.", "    0: (    MARK\n    1: \\x85     TUPLE1\n    2: ", "pop from empty list")]
    [InlineData("N", "    0: N    NONE\n", "pickle exhausted before seeing STOP")]
    [InlineData("N\u00ff", "    0: N    NONE\n", "opcode b'\\xff' unknown")]
    [InlineData("S'a\nN.", "", "quotes around a string do not match")]
    public void ErrorsComeAfterTheLinesThatLeadThere(string pickle, string expected, string message)
    {
        var output = new StringWriter();
        var error = Assert.Throws<PickleFormatException>(() => Disassembler.Write(Encoding.Latin1.GetBytes(pickle), output));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void TextOutsideAsciiIsPrintedWherePickletoolsGivesUp() =>
        Assert.Contains("STRING     'é'", Dis(Encoding.Latin1.GetBytes("S'\u00e9'\n.")), StringComparison.Ordinal);

    [Fact]
    public void EveryOpcodeHasALineOfProse() => Assert.All(OpcodeTable.All, info => Assert.NotEmpty(info.Prose));

    [Fact]
    public void MarksAreLimited()
    {
        byte[] marks = Encoding.ASCII.GetBytes(new string('(', 2_000));
        var options = new DisassemblerOptions { Limits = Limits.Default with { MaxStack = 1_000 }, IndentLevel = 0 };
        Assert.Throws<PickleLimitException>(() => Disassembler.Write(marks, TextWriter.Null, options));
    }

    private static string Dis(byte[] pickle, DisassemblerOptions? options = null)
    {
        var output = new StringWriter();
        Assert.True(Disassembler.Write(pickle, output, options) <= pickle.Length);
        return output.ToString();
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static string WithoutOffsets(string text) => Regex.Replace(Regex.Replace(text, @"(?m)^ *\d+:", ":"), @"MARK at \d+", "MARK");
}
