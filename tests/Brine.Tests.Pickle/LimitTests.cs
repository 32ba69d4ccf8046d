using System.Buffers.Binary;
using System.Diagnostics;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Files that try to cost more than they are worth.</summary>
public sealed class LimitTests
{
    /// <summary>A size that .NET's hash tables come to: multiples of it fall together where nothing seeds them.</summary>
    private const int TableSize = 36_353;

    [Fact]
    public void MemoIndexesThatWouldFallTogetherCostNoMoreThanOthers()
    {
        byte[] together = PutsOf(i => i * TableSize), apart = PutsOf(i => (i * TableSize) + (i % 977));
        Assert.All<Action<byte[]>>([data => Unpickler.Load(data), data => PickleOptimizer.Optimize(data),
            data => Disassembler.Write(data, TextWriter.Null), data => SymbolicMachine.Run(data)], read =>
        {
            TimeSpan plain = Best(() => read(apart));
            Assert.InRange(Best(() => read(together)), TimeSpan.Zero, (8 * plain) + TimeSpan.FromMilliseconds(200));
        });

        static byte[] PutsOf(Func<int, int> index) =>
            [(byte)'N', .. Enumerable.Range(1, 59_000)
                .SelectMany(i => new[] { PickleOpcode.LongBinput }.Concat(BitConverter.GetBytes(index(i)))), (byte)'.'];

        static TimeSpan Best(Action action) => Enumerable.Range(0, 3).Min(_ =>
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            action();
            return watch.Elapsed;
        });
    }

    [Theory]
    [InlineData(@"T\xff\xff\xff\x7fab.")]
    [InlineData(@"X\xff\xff\xff\xffab.")]
    [InlineData(@"B\xff\xff\xff\xffab.")]
    [InlineData(@"\x8b\xff\xff\xff\x7fab.")]
    [InlineData(@"\x8d\xff\xff\xff\xff\xff\xff\xff\x7fab.")]
    [InlineData(@"\x8e\x00\x00\x00\x00\x01\x00\x00\x00ab.")]
    [InlineData(@"\x96\x00\x00\x00\x80\x00\x00\x00\x00ab.")]
    [InlineData(@"\x8d\xff\xff\xff\xff\xff\xff\xff\xffab.")]
    [InlineData(@"\x8b\xff\xff\xff\xffab.")]
    [InlineData(@"T\xff\xff\xff\xffab.")]
    [InlineData(@"\x95\xff\xff\xff\x7f\x00\x00\x00\x00N.")]
    public void LengthsThatLieAllocateNothing(string pickle)
    {
        byte[] bytes = Pickles.Of(pickle);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<PickleFormatException>(() => Unpickler.Load(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    [Fact]
    public void LargeMemoIndexesAllocateNothing()
    {
        byte[] bytes = Pickles.Of(@"]r\xff\xff\xff\x7fj\xff\xff\xff\x7f\x86.");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("([], [])", Unpickler.Load(bytes).ToString());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        Assert.Throws<PickleLimitException>(() => Pickles.Load(@"]r\xff\xff\xff\xff."));
        Assert.Throws<PickleFormatException>(() => Pickles.Load(@"]p99999999999999999999999\n."));
    }

    [Fact]
    public void EveryTruncationIsNamed()
    {
        byte[] whole = Pickles.Of(
            @"\x80\x04\x95\x5d\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x01a\x94]\x94(K\x01M\x00\x02J\x00\x00\x01\x00G?\xf8\x00\x00\x00\x00\x00\x00\x8a\x05\x00\x00\x00\x00\x01e\x8c\x01b\x94C\x02xy\x94\x85\x94\x8c\x01c\x94\x8c\x04shop\x94\x8c\x05Thing\x94\x93\x94)\x81\x94}\x94\x8c\x01k\x94Nsb\x8c\x01d\x94\x8f\x94(K\x01K\x02\x90u.");
        whole[3] = (byte)(whole.Length - 11);
        Assert.Equal(4, Unpickler.Load(whole).As<PyDict>()!.Count);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<PickleFormatException>(() => Unpickler.Load(whole.AsMemory(0, length)));
        }

        byte[] text = Pickles.Of(@"(dp0\nVa\np1\n(lp2\nI1\naL5L\naF1.5\naS'x'\nasg1\ncshop\nThing\n(I1\ntRs.");
        Assert.Equal(1, Unpickler.Load(text).As<PyDict>()!.Count);
        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<PickleFormatException>(() => Unpickler.Load(text.AsMemory(0, length)));
        }
    }

    [Fact]
    public void TuplesThatShareThemselvesAreHashedOnce()
    {
        // The 58 bytes that take CPython most of a second, and a longer cousin that would take it centuries.
        foreach (int doublings in (int[])[25, 200])
        {
            byte[] bytes = [.. Pickles.Of(@"\x80\x02}K\x01"),
                .. Enumerable.Repeat(Pickles.Of(@"2\x86"), doublings).SelectMany(pair => pair), .. Pickles.Of("Ns.")];
            var watch = Stopwatch.StartNew();
            Assert.Equal(1, Unpickler.Load(bytes).As<PyDict>()!.Count);
            Assert.True(watch.ElapsedMilliseconds < 500);
        }
    }

    [Fact]
    public void KeysThatWouldCollideUnkeyedStayFast()
    {
        const int Count = 200_000;
        var bytes = new List<byte>(Pickles.Of("}("));
        Span<byte> number = stackalloc byte[8];
        for (int i = 1; i <= Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, ((long)i << 32) | (uint)i);
            bytes.AddRange([0x8A, 8, .. number, (byte)'N']);
        }

        bytes.AddRange("u."u8);
        var watch = Stopwatch.StartNew();
        Assert.Equal(Count, Unpickler.Load(bytes.ToArray()).As<PyDict>()!.Count);
        Assert.True(watch.ElapsedMilliseconds < 5000, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void LongIntsAreRefused()
    {
        Assert.Equal("LimitIntegerDigits", Assert.Throws<PickleLimitException>(() => Pickles.Load($@"L{new string('9', 4301)}L\n.")).Code);
        byte[] binary = [0x8B, 0x00, 0x00, 0x02, 0x00, .. new byte[0x20000], (byte)'.'];
        Assert.Equal("LimitIntegerBytes", Assert.Throws<PickleLimitException>(() => Unpickler.Load(binary)).Code);
        Assert.NotNull(Unpickler.Load(binary, new UnpicklerOptions { Limits = Limits.Trusted }).ToString());
    }

    [Fact]
    public void StacksAndMarksHaveALimit()
    {
        var options = new UnpicklerOptions { Limits = Limits.Default with { MaxStack = 100, MaxMarks = 100 } };
        Assert.Equal("LimitStack", Assert.Throws<PickleLimitException>(() => Pickles.Load(new string('N', 1000), options)).Code);
        Assert.Equal("LimitMarks", Assert.Throws<PickleLimitException>(() => Pickles.Load(new string('(', 1000), options)).Code);
    }

    [Fact]
    public void NoMutationEscapesTheErrors()
    {
        var random = new Random(5);
        byte[][] seeds = [.. OpcodeTests.Cases.Select(row => Pickles.Of(row.Data.Item1))];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. seeds[random.Next(seeds.Length)][..^1], .. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? OpcodeTable.All[random.Next(68)].Code : (byte)random.Next(256);
            }

            try
            {
                PyValue value = Unpickler.Load(bytes);
                _ = value.ToString();
                for (int protocol = 2; protocol <= 5; protocol++)
                {
                    Unpickler.Load(Pickler.Dump(value, new PicklerOptions { Protocol = protocol }));
                }
            }
            catch (PickleException)
            {
            }
            catch (InvalidOperationException error) when (error.Message.Contains("protocol", StringComparison.Ordinal)
                || error.Message.Contains("old-style", StringComparison.Ordinal))
            {
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{Convert.ToHexString(bytes)}: {error}");
            }
        }
    }
}
