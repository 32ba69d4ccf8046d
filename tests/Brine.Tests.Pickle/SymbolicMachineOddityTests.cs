using System.Diagnostics;
using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Pickles that are made to mislead, to exhaust, or to break a reader: the machine goes on and says what is odd.</summary>
public sealed class SymbolicMachineOddityTests
{
    private const string Payload = @"cos\nsystem\n(S'id'\ntR";

    [Theory]
    [InlineData(TraceFindingKind.StackUnderflow, "0" + Payload + ".")]
    [InlineData(TraceFindingKind.StackUnderflow, "R" + Payload + ".")]
    [InlineData(TraceFindingKind.StackUnderflow, "(a" + Payload + ".")]
    [InlineData(TraceFindingKind.StackUnderflow, "(o" + Payload + ".")]
    [InlineData(TraceFindingKind.StackUnderflow, "((K\\x01e" + Payload + ".")]
    [InlineData(TraceFindingKind.MarkMissing, "t" + Payload + ".")]
    [InlineData(TraceFindingKind.StackLeftOver, "NN" + Payload + ".")]
    [InlineData(TraceFindingKind.StackLeftOver, "(" + Payload + ".")]
    [InlineData(TraceFindingKind.WrongKind, "I5\\nNa" + Payload + ".")]
    [InlineData(TraceFindingKind.WrongKind, "(Nd" + Payload + ".")]
    [InlineData(TraceFindingKind.WrongKind, "}NNb" + "0" + "]}b" + Payload + ".")]
    [InlineData(TraceFindingKind.WrongKind, "I5\\n)R" + Payload + ".")]
    [InlineData(TraceFindingKind.WrongKind, "ca\\nb\\n]R" + Payload + ".")]
    [InlineData(TraceFindingKind.WrongKind, "\\x80\\x04K\\x01K\\x02\\x93" + Payload + ".")]
    [InlineData(TraceFindingKind.MemoUnset, "g7\\n" + Payload + ".")]
    [InlineData(TraceFindingKind.MemoOverwritten, "Nq\\x00Nq\\x00" + Payload + ".")]
    [InlineData(TraceFindingKind.Truncated, Payload)]
    [InlineData(TraceFindingKind.Truncated, Payload + "X\\xff\\xff\\xff\\x7f")]
    [InlineData(TraceFindingKind.UnknownOpcode, Payload + "\\xff")]
    [InlineData(TraceFindingKind.UnknownOpcode, "\\xff\\x80\\x02" + Payload + ".")]
    [InlineData(TraceFindingKind.BadLength, Payload + "T\\xff\\xff\\xff\\xff.")]
    [InlineData(TraceFindingKind.BytesAfterStop, Payload + ".\\x00\\x00")]
    [InlineData(TraceFindingKind.UnreadBytes, Payload + ".\\x00\\x00")]
    [InlineData(TraceFindingKind.UnreadBytes, "N.\\xffjunk\\x80\\x02" + Payload + ".")]
    [InlineData(TraceFindingKind.MisplacedProtocol, "\\x80\\x02\\x80\\x02" + Payload + ".")]
    [InlineData(TraceFindingKind.MisplacedProtocol, "N0\\x80\\x02" + Payload + ".")]
    [InlineData(TraceFindingKind.UnknownProtocol, "\\x80\\x09" + Payload + ".")]
    [InlineData(TraceFindingKind.OpcodeAboveProtocol, "\\x80\\x02\\x8c\\x01a0" + Payload + ".")]
    [InlineData(TraceFindingKind.OpcodeAboveProtocol, "\\x880" + Payload + ".")]
    [InlineData(TraceFindingKind.OldString, "\\x80\\x03" + Payload + ".")]
    [InlineData(TraceFindingKind.FrameNested,
        "\\x80\\x04\\x95\\x1e\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x95\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00" + Payload + ".")]
    [InlineData(TraceFindingKind.FrameTooLong, "\\x80\\x04\\x95\\xff\\xff\\x00\\x00\\x00\\x00\\x00\\x00" + Payload + ".")]
    [InlineData(TraceFindingKind.FrameTooLong, "\\x80\\x04\\x95\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff" + Payload + ".")]
    [InlineData(TraceFindingKind.BadText, "X\\x01\\x00\\x00\\x00\\xff0" + Payload + ".")]
    [InlineData(TraceFindingKind.BadText, "S'a\\n0" + Payload + ".")]
    [InlineData(TraceFindingKind.BadText, "Iabc\\n0" + Payload + ".")]
    [InlineData(TraceFindingKind.BadText, "Np-1\\n" + Payload + ".")]
    [InlineData(TraceFindingKind.BadText, "c\\xff\\nb\\n0" + Payload + ".")]
    [InlineData(TraceFindingKind.UnusualNumber, "I010\\n0" + Payload + ".")]
    [InlineData(TraceFindingKind.UnusualNumber, "I+0\\n0" + Payload + ".")]
    [InlineData(TraceFindingKind.UnusualNumber, "Np00\\n0" + Payload + ".")]
    public void OdditiesAreFoundAndWhatComesAfterThemIsSeen(TraceFindingKind kind, string pickle)
    {
        PickleTrace trace = SymbolicMachine.Run(Pickles.Of(pickle));
        Assert.Contains(trace.Findings, found => found.Kind == kind);
        SymbolicCall call = trace.Calls.Last(call => call.Callee.Global is { } global && global.Is("os", "system"));
        Assert.Equal("'id'", call.Arguments[0].ToString());
        Assert.Equal(
            kind is not (TraceFindingKind.Truncated or TraceFindingKind.UnknownOpcode or TraceFindingKind.BadLength
                or TraceFindingKind.UnreadBytes) && !pickle.EndsWith("\\x00", StringComparison.Ordinal), trace.IsComplete);
    }

    [Fact]
    public void FrameThatEndsInsideAnOpcodeIsFound()
    {
        // Old readers of CPython forget the frame and load the opcodes that hide in the bytes; newer ones do not.
        PickleTrace trace = SymbolicMachine.Run(Pickles.Of(@"\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00B\x05\x00\x00\x00cos\ns."));
        Assert.Contains(trace.Findings, found => found.Kind == TraceFindingKind.FrameCrossed);
    }

    [Theory]
    [InlineData("(S'id'\\nios\\nsystem\\n0N.")]
    [InlineData("(cos\\nsystem\\nS'id'\\no0N.")]
    public void CallsThatAreDroppedAtOnceAreSeen(string pickle)
    {
        SymbolicCall call = SymbolicMachine.Run(Pickles.Of(pickle)).Calls.Single();
        Assert.Equal(("os.system", false), (call.Callee.ToString(), call.IsUsed));
    }

    [Fact]
    public void TuplesInOneAnotherCostNoTime()
    {
        // Each DUP and TUPLE2 doubles what a reader that compares or hashes has to walk.
        byte[] bomb = [.. "\u0080\u0002}K\u0001"u8.ToArray().Where(value => value != 0xC2),
            .. Enumerable.Repeat("2\u0086"u8.ToArray().Where(value => value != 0xC2), 5_000).SelectMany(part => part), (byte)'N', (byte)'s',
            (byte)'.'];
        Assert.True(Quick(bomb).IsComplete);
    }

    [Fact]
    public void MillionsOfListsInOneAnotherAreTracedOnASmallStack()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)']', 2_000_000), .. Enumerable.Repeat((byte)'a', 1_999_999), (byte)'.'];
        PickleTrace? trace = null;
        var thread = new Thread(() => trace = SymbolicMachine.Run(deep), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(trace!.IsComplete);
        Assert.True(trace.Pickles[0].Result.Container!.IsUsed);
    }

    [Fact]
    public void LongNamesAreNotDecodedAgainAndAgain()
    {
        // A name of a megabyte in the memo, used 200,000 times by a few bytes each.
        byte[] length = BitConverter.GetBytes(1 << 20);
        byte[] text = [(byte)'X', .. length, .. Enumerable.Repeat((byte)'a', 1 << 20), (byte)'q', 0];
        byte[] uses = [
            .. Enumerable.Repeat(new byte[] { (byte)'h', 0, (byte)'h', 0, PickleOpcode.StackGlobal, (byte)'0' }, 200_000)
                .SelectMany(part => part)];
        PickleTrace trace = Quick([0x80, 4, .. text, .. uses, (byte)'.']);
        Assert.Equal(200_000, trace.Globals.Count(found => found.IsComputed));
    }

    [Fact]
    public void PartialsWithManyArgumentsAreNotCopiedAgainAndAgain()
    {
        byte[] arguments = [.. Enumerable.Repeat((byte)'N', 900)];
        byte[] uses = [
            .. Enumerable.Repeat(new byte[] { (byte)'h', 0, (byte)')', (byte)'R', (byte)'0' }, 100_000).SelectMany(part => part)];
        PickleTrace trace = Quick([0x80, 2, .. "cfunctools\npartial\n(cos\nsystem\n"u8, .. arguments, (byte)'t', (byte)'R', (byte)'q', 0,
            .. uses, (byte)'.']);
        Assert.False(trace.IsComplete);
        Assert.Contains(trace.Calls, call => call.Kind == SymbolicCallKind.Indirect && call.Callee.Global!.Is("os", "system"));
    }

    [Fact]
    public void PartialsInOneAnotherAreFollowedSoFar()
    {
        byte[] nested = [.. "cos\nsystem\n0"u8, .. Enumerable.Repeat("cfunctools\npartial\n("u8.ToArray(), 3_000).SelectMany(part => part),
            .. "cos\nsystem\n"u8, .. Enumerable.Repeat("tR"u8.ToArray(), 3_000).SelectMany(part => part), .. ")R."u8];
        PickleTrace trace = Quick(nested);
        Assert.False(trace.IsComplete);
    }

    [Fact]
    public void NamesThatGrowByCallsEnd()
    {
        byte[] grown = [.. "cshop\nThing\np0\n0c__builtin__\ngetattr\np1\n0S'aaaaaaaaaaaaaaaaaaaa'\np2\n0g0\n"u8,
            .. Enumerable.Repeat("p3\n0g1\n(g3\ng2\ntR"u8.ToArray(), 20_000).SelectMany(part => part), (byte)'.'];
        PickleTrace trace = Quick(grown);
        Assert.False(trace.IsComplete);
        Assert.All(trace.Events.OfType<SymbolicGlobal>(), found => Assert.True(found.FullName.Length < 300));
    }

    [Fact]
    public void ValuesSharedWithoutEndAreFound()
    {
        byte[] shared = [(byte)']', .. Enumerable.Repeat(new byte[] { (byte)'2', 0x86 }, 60).SelectMany(part => part), (byte)'.'];
        Assert.Equal(TraceFindingKind.SharedWithoutEnd, Assert.Single(Quick([0x80, 2, .. shared]).Findings).Kind);
    }

    [Fact]
    public void MemoEntriesFarOutTakeNoRoom()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] far = [.. Enumerable.Range(0, 1_000).SelectMany(i => new byte[] { (byte)'r', (byte)i, (byte)(i >> 8), 0xFF, 0xFF })];
        PickleTrace trace = Quick([(byte)'N', .. far, (byte)'p', .. "9223372036854775807\n"u8, (byte)'.']);
        Assert.True(trace.IsComplete);
        Assert.Equal(TraceFindingKind.MemoFarOut, Assert.Single(trace.Findings).Kind);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2_000_000);
    }

    [Theory]
    [InlineData("stack")]
    [InlineData("marks")]
    [InlineData("memo")]
    [InlineData("digits")]
    [InlineData("bytes")]
    public void LimitsEndTheTraceAndAreTold(string which)
    {
        Limits limits = Limits.Default with { MaxStack = 64, MaxMarks = 16, MaxMemo = 100, MaxIntegerBytes = 16 };
        byte[] data = which switch
        {
            "stack" => [.. Enumerable.Repeat((byte)'N', 1_000)],
            "marks" => [.. Enumerable.Repeat((byte)'(', 1_000)],
            "memo" => [0x80, 4, (byte)'N', .. Enumerable.Repeat(PickleOpcode.Memoize, 1_000)],
            "digits" => [(byte)'I', .. Enumerable.Repeat((byte)'1', 5_000), (byte)'\n', (byte)'.'],
            _ => [0x80, 2, PickleOpcode.Long1, 200, .. new byte[200], (byte)'.'],
        };
        Assert.Contains(SymbolicMachine.Run(data, new PickleTraceOptions { Limits = limits }).Findings,
            found => found.Kind == TraceFindingKind.LimitReached);
    }

    [Fact]
    public void LargeContainersKeepTheirFirstItems()
    {
        byte[] data = [(byte)']', (byte)'(', .. Enumerable.Repeat("K\u0001"u8.ToArray(), 5_000).SelectMany(part => part),
            .. "cos\nsystem\n)Re."u8];
        PickleTrace trace = SymbolicMachine.Run(data, new PickleTraceOptions { MaxItems = 100 });
        SymbolicContainer list = trace.Pickles[0].Result.Container!;
        Assert.Equal((5_001, 100, false), (list.Count, list.Items.Length, list.IsComplete));

        // A call among those that are not kept is seen, and used: the list holds it.
        Assert.True(trace.Calls.Single().IsUsed);
    }

    [Fact]
    public void FindingsHaveALimit()
    {
        PickleTrace trace = SymbolicMachine.Run(Encoding.ASCII.GetBytes(new string('0', 5_000)));
        Assert.Equal(1_000, trace.Findings.Count);
        Assert.False(trace.IsComplete);
    }

    [Fact]
    public void GarbageIsReadOnce()
    {
        var random = new Random(5);
        byte[] garbage = new byte[4_000_000];
        random.NextBytes(garbage);
        Assert.False(Quick(garbage).IsComplete);
        Assert.False(Quick([.. Enumerable.Repeat(new byte[] { 0x80, 2 }, 500_000).SelectMany(part => part)]).IsComplete);
    }

    /// <summary>Two seconds are a hundred times what these take.</summary>
    private static PickleTrace Quick(byte[] data)
    {
        var watch = Stopwatch.StartNew();
        PickleTrace trace = SymbolicMachine.Run(data);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"the trace took {watch.Elapsed}");
        return trace;
    }
}
