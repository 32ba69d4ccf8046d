using System.Buffers;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Long lists and large dicts: whichever way they are read and kept, they are what they were, and take the memory that they
/// need.</summary>
public sealed class LongValueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryMixOfRunsComesBackAsItWas(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 24; round++)
        {
            PyValue[] items = Mix(random, round % 12 == 0 ? 90_000 : 6_000);
            for (int protocol = 1; protocol <= 5; protocol++)
            {
                byte[] pickle = Pickler.Dump(new PyTuple(new PyList(items), new PyList(items)), new PicklerOptions { Protocol = protocol });
                AssertHolds(items, pickle, Unpickler.Load(pickle), protocol);
                using var stream = new MemoryStream(pickle);
                AssertHolds(items, pickle, Unpickler.Load(PickleInput.From(stream)), protocol);
            }
        }
    }

    [Fact]
    public void AListOfFewValuesIsKeptByTheirPlaces()
    {
        PyList list = Repeats(100_000, 300);
        Assert.False(list.TryGetInt64s(out _));
        Assert.False(list.TryGetDoubles(out _));
        Assert.True(list.TryGetRepeats(out ReadOnlySpan<int> places, out ReadOnlySpan<PyValue> palette));
        Assert.Equal(100_000, places.Length);
        Assert.InRange(palette.Length, 300, 2000);
        Assert.Equal("name 7", list[7].AsString());
        Assert.Equal("name 299", list[99_999 - 99_999 % 300 + 299 - 300].AsString());
        Assert.Same(list[5].Reference, list[305].Reference);
        Assert.Equal(100_000, list.Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => list[100_000]);

        list.Add(5);
        list.AddRange([1.5, "more"]);
        Assert.Equal(100_003, list.Count);
        Assert.Equal("name 7", list[7].AsString());
        Assert.Equal("name 99", list[99_999].AsString());
        Assert.Equal("[5, 1.5, 'more']", new PyList(list.Skip(100_000)).ToString());
    }

    [Theory]
    [InlineData(@"\x80\x02]q\x00(h\x00h\x00h\x01e.", "memo")]
    [InlineData(@"\x80\x02]q\x00(h\x00h\x00j\xff\xff\xff\xffe.", "memo")]
    public void ARecallOfNothingIsRefusedInALongRunToo(string pickle, string expected)
    {
        byte[] start = Pickles.Of(pickle);
        byte[] many = [.. start[..5], .. Enumerable.Repeat("h\0"u8.ToArray(), 5000).SelectMany(two => two), .. start[5..]];
        Assert.Contains(expected, Assert.Throws<PickleFormatException>(() => Unpickler.Load(many)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<PickleFormatException>(() => Unpickler.Load(start)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEntryThatIsPutAnewLaterDoesNotChangeWhatWasRecalled()
    {
        byte[] recalls = [.. Enumerable.Repeat("h\x01"u8.ToArray(), 500).SelectMany(two => two)];
        byte[] pickle = [.. Pickles.Of(@"\x80\x02]q\x00X\x01\x00\x00\x00aq\x01a("), .. recalls,
            .. Pickles.Of(@"eX\x01\x00\x00\x00bq\x01a.")];
        PyList list = Unpickler.Load(pickle).As<PyList>()!;
        Assert.Equal(502, list.Count);
        Assert.All(list.Take(501), item => Assert.Equal("a", item.AsString()));
        Assert.Equal("b", list[501].AsString());
    }

    [Fact]
    public void LoadingTakesTheMemoryOfWhatIsKept()
    {
        const int Count = 500_000;
        var texts = Enumerable.Range(0, Count).Select(i => (PyValue)$"key{i:d7}").ToArray();
        var dict = new PyDict();
        foreach (PyValue text in texts)
        {
            dict[text] = dict.Count;
        }

        AssertAllocates(8L * Count, new PyList(Enumerable.Range(0, Count).Select(i => (PyValue)(i * 7919L % 1_000_003))));
        AssertAllocates(8L * Count, new PyList(Enumerable.Range(0, Count).Select(i => (PyValue)(i * 1.5))));
        AssertAllocates(4L * Count, Repeats(Count, 1000));
        AssertAllocates((16L + 48) * Count, new PyList(texts));

        // Keys, values, texts; the table has 4 bytes in each of 2^20 slots, and 4 of each hash.
        AssertAllocates((16L + 16 + 48 + 4) * Count + (4L << 20), dict);
    }

    [Fact]
    public void WritingIntoABufferThatIsKeptAllocatesNothing()
    {
        var customers = new PyList();
        for (int i = 0; i < 20_000; i++)
        {
            customers.Add(
                new PyDict { ["id"] = i, ["name"] = $"customer {i}", ["price"] = i * 1.5, ["paid"] = i % 3 == 0,
                    ["place"] = new PyTuple(i, -i) });
        }

        PyValue value = Unpickler.Load(
            Pickler.Dump(new PyTuple(customers, Repeats(50_000, 400), new PyList(Enumerable.Range(0, 9000).Select(i => (PyValue)i)))));
        var buffer = new ArrayBufferWriter<byte>(1 << 23);
        var pickler = new Pickler(buffer, new PicklerOptions { Protocol = 5 });
        long allocated = 0;
        for (int i = 0; i < 3; i++)
        {
            pickler.ClearMemo();
            buffer.ResetWrittenCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            pickler.Write(value);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
        Assert.Equal(Pickler.Dump(value, new PicklerOptions { Protocol = 5 }), buffer.WrittenSpan.ToArray());
    }

    private static PyList Repeats(int count, int different)
    {
        var names = Enumerable.Range(0, different).Select(i => (PyValue)$"name {i}").ToArray();
        byte[] pickle = Pickler.Dump(new PyList(Enumerable.Range(0, count).Select(i => names[i % different])));
        return Unpickler.Load(pickle).As<PyList>()!;
    }

    private static void AssertAllocates(long kept, PyValue value)
    {
        byte[] pickle = Pickler.Dump(value, new PicklerOptions { Protocol = 5 });
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            PyValue loaded = Unpickler.Load(pickle);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            GC.KeepAlive(loaded.Reference);
        }

        Assert.InRange(least, kept, kept + (kept / 5));
    }

    /// <summary>Runs of one kind of value after another: those that have a way of their own through the reader, and those that have
    /// none.</summary>
    private static PyValue[] Mix(Random random, int most)
    {
        var items = new List<PyValue>();
        PyValue[] names = [.. Enumerable.Range(0, 40).Select(i => (PyValue)$"n{i}"), PyValue.None, new PyTuple(1, 2), new PyList([1])];
        int runs = random.Next(1, 6);
        for (int run = 0; run < runs; run++)
        {
            int kind = random.Next(8), length = random.Next(random.Next(2) == 0 ? 40 : most / runs);
            for (int i = 0; i < length; i++)
            {
                items.Add(kind switch
                {
                    0 => random.Next(256),
                    1 => random.Next(70_000),
                    2 => random.Next(int.MinValue, int.MaxValue),
                    3 => random.NextInt64(),
                    4 => random.NextDouble(),
                    5 => $"text {i % 300}",
                    6 => names[random.Next(40)],
                    _ => names[random.Next(names.Length)],
                });
            }
        }

        return [.. items];
    }

    private static void AssertHolds(PyValue[] items, byte[] pickle, PyValue loaded, int protocol)
    {
        foreach (PyValue part in loaded.As<PyTuple>()!.Items)
        {
            PyList list = part.As<PyList>()!;
            Assert.Equal(items.Length, list.Count);
            for (int i = 0; i < items.Length; i++)
            {
                if (list[i].Kind != items[i].Kind || (!list[i].Equals(items[i]) && list[i].ToString() != items[i].ToString()))
                {
                    Assert.Fail($"item {i} is {list[i]}, not {items[i]}");
                }
            }
        }

        Assert.True(Pickler.Dump(loaded, new PicklerOptions { Protocol = protocol }).AsSpan().SequenceEqual(pickle),
            "the bytes are not the same");
    }
}
