using System.Buffers;
using System.IO.Pipelines;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Pickles that come from streams, pipes and mapped files, and go to streams and buffers.</summary>
public sealed class InputTests
{
    private static readonly PyValue Value = Made();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void StreamsGiveWhatMemoryGives(int chunk)
    {
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            byte[] bytes = Pickler.Dump(Value, new PicklerOptions { Protocol = protocol });
            PyValue read = Unpickler.Load(PickleInput.From(new Trickle(bytes, chunk)));
            Assert.Equal(bytes, Pickler.Dump(read, new PicklerOptions { Protocol = protocol }));
        }
    }

    [Fact]
    public void AStreamIsLeftWhereThePickleEnds()
    {
        byte[] first = Pickler.Dump(Value), second = Pickler.Dump("second");
        using var stream = new MemoryStream([.. first, .. second, 1, 2, 3]);
        Assert.Equal(first, Pickler.Dump(Unpickler.Load(PickleInput.From(stream))));
        Assert.Equal(first.Length, stream.Position);
        Assert.Equal("second", Unpickler.Load(PickleInput.From(stream)).AsString());
        Assert.Equal(first.Length + second.Length, stream.Position);
    }

    [Fact]
    public void OneReaderTakesSeveralPicklesFromAStreamThatCannotSeek()
    {
        byte[] first = Pickler.Dump(Value), second = Pickler.Dump("second");
        var unpickler = new Unpickler(PickleInput.From(new Trickle([.. first, .. second], 1000)));
        unpickler.Load();
        Assert.Equal(first.Length, unpickler.Position);
        unpickler.ClearMemo();
        Assert.Equal("second", unpickler.Load().AsString());
        Assert.Equal(first.Length + second.Length, unpickler.Position);
    }

    [Fact]
    public async Task PipesKeepWhatThePickleDoesNotTake()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        byte[] bytes = Pickler.Dump(Value);
        var pipe = new Pipe();
        Task writing = Task.Run(async () =>
        {
            foreach (byte[] part in bytes.Concat(new byte[] { 7, 8, 9 }).Chunk(1000))
            {
                await pipe.Writer.WriteAsync(part, cancellation);
            }

            await pipe.Writer.CompleteAsync();
        }, cancellation);
        PyValue read = await new Unpickler(PickleInput.From(pipe.Reader)).LoadAsync(cancellationToken: cancellation);
        Assert.Equal(bytes, Pickler.Dump(read));
        await writing;
        ReadResult rest = await pipe.Reader.ReadAsync(cancellation);
        Assert.Equal([7, 8, 9], rest.Buffer.ToArray());
    }

    [Fact]
    public async Task AsynchronousReadingTellsHowFarItIsAndStops()
    {
        byte[] bytes = Pickler.Dump(Value);
        var seen = new List<long>();
        PyValue read = await new Unpickler(PickleInput.From(new Trickle(bytes, 5000))).LoadAsync(new Told(seen),
            TestContext.Current.CancellationToken);
        Assert.Equal(bytes, Pickler.Dump(read));
        Assert.Equal(bytes.Length, seen[^1]);
        Assert.Equal(seen.Order(), seen);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new Unpickler(PickleInput.From(new Trickle(bytes, 5000))).LoadAsync(cancellationToken: stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Pickle.LoadAsync(new Trickle(bytes, 5000), cancellationToken: stopped.Token));
        Assert.Equal(bytes,
            Pickler.Dump(await Pickle.LoadAsync(new Trickle(bytes, 5000), cancellationToken: TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task WhatIsWrittenInPiecesIsTheSame(int protocol)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var options = new PicklerOptions { Protocol = protocol };
        PyValue value = new PyTuple(Value, new PyList(Enumerable.Range(0, 300_000).Select(i => (PyValue)$"item {i}")),
            new PyBytes(new byte[3_000_000]));
        byte[] bytes = Pickler.Dump(value, options);
        var seen = new List<long>();
        using var stream = new MemoryStream();
        await Pickler.DumpAsync(value, stream, options, new Told(seen), cancellation);
        Assert.True(bytes.AsSpan().SequenceEqual(stream.ToArray()));
        Assert.Equal(bytes.Length, seen[^1]);
        Assert.True(seen.Count > 2, $"{seen.Count} pieces");
        var buffer = new ArrayBufferWriter<byte>();
        Pickler.Dump(value, buffer, options);
        Assert.True(buffer.WrittenSpan.SequenceEqual(bytes));
        using var whole = new MemoryStream();
        Pickler.Dump(value, whole, options);
        Assert.True(bytes.AsSpan().SequenceEqual(whole.ToArray()));
    }

    [Fact]
    public void APicklerThatIsUsedAgainAllocatesNothing()
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        var pickler = new Pickler(buffer, new PicklerOptions { Protocol = 5 });
        PyValue value = new PyList([1, 2.5, "text", new PyTuple(1, "two"), new PyDict { ["key"] = new PyList([true, PyValue.None]) },
            new PyBytes(new byte[10])]);
        long allocated = 0;
        for (int i = 0; i < 5; i++)
        {
            pickler.ClearMemo();
            buffer.ResetWrittenCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            pickler.Write(value);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Text of the program's own making is found by reference in a table of the pickle: so much, and nothing by the value.
        Assert.True(allocated <= 400, $"{allocated} bytes");
        PyValue read = Unpickler.Load(buffer.WrittenMemory.ToArray());
        for (int i = 0; i < 5; i++)
        {
            pickler.ClearMemo();
            buffer.ResetWrittenCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            pickler.Write(read);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void LengthsThatAStreamDoesNotKeepAllocateNothing()
    {
        byte[] lying = [0x80, 5, 0x8E, 0, 0, 0, 0x40, 0, 0, 0, 0, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("FormatTruncated",
            Assert.Throws<PickleFormatException>(() => Unpickler.Load(PickleInput.From(new Trickle(lying, 5)))).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 500_000);
        byte[] larger = [0x80, 5, 0x8E, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3];
        Assert.Equal("LimitValueBytes",
            Assert.Throws<PickleLimitException>(() => Unpickler.Load(PickleInput.From(new Trickle(larger, 5)))).Code);
        Assert.Equal("LimitFileBytes",
            Assert.Throws<PickleLimitException>(
                () => Unpickler.Load(PickleInput.From(new Trickle(Pickler.Dump(Value), 500), new Limits { MaxFileBytes = 2000 }))).Code);
    }

    [Fact]
    public void BytesOverTwoGiBAreViewsOverTheFile()
    {
        // (b'...' of 3 GiB, 'end', 7), its bytes a hole in the file but for the last.
        const long Length = 3L << 30;
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(folder["large.pkl"]))
        {
            file.Write([0x80, 4, (byte)'(', 0x8E]);
            file.Write(BitConverter.GetBytes(Length));
            file.Seek(Length - 1, SeekOrigin.Current);
            file.WriteByte(42);
            file.Write([0x94, 0x8C, 3, (byte)'e', (byte)'n', (byte)'d', 0x94, (byte)'K', 7, (byte)'t', 0x94, (byte)'.']);
        }

        Assert.SkipWhen(new DriveInfo(folder.Path).AvailableFreeSpace < 1 << 20, "no room for a sparse file");
        long before = GC.GetAllocatedBytesForCurrentThread();
        using PickleFile large = PickleFile.Open(folder["large.pkl"]);
        var tuple = large.Value.As<PyTuple>()!;
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 500_000);
        var bytes = tuple[0].As<PyBytes>()!;
        Assert.Equal(Length, bytes.LongLength);
        Assert.Equal(42, bytes.Sequence.Slice(Length - 1).FirstSpan[0]);
        Assert.Throws<InvalidOperationException>(() => bytes.Length);
        Assert.Equal("end", tuple[1].AsString());
        Assert.Equal(7, tuple[2]);
        Assert.StartsWith(@"(b'\x00", tuple.ToString());
        Assert.Equal(bytes.LongLength + 24, large.End);
        using var counted = new Counter();
        Pickler.Dump(large.Value, counted);

        // As CPython writes it: PROTO, BINBYTES and the bytes outside of frames, then a frame of 12 bytes that ends in TUPLE3.
        Assert.Equal(2 + 5 + Length + 9 + 12, counted.Count);
    }

    [Fact]
    public void FilesOverFourGiBAreReadToTheirEnd()
    {
        // [b'...' of 1.5 GiB, three times, 5]
        const long Length = 3L << 29;
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(folder["large.pkl"]))
        {
            file.Write([0x80, 4, (byte)']', 0x94, (byte)'(']);
            for (int i = 0; i < 3; i++)
            {
                file.WriteByte(0x8E);
                file.Write(BitConverter.GetBytes(Length));
                file.Seek(Length, SeekOrigin.Current);
                file.WriteByte(0x94);
            }

            file.Write([(byte)'K', 5, (byte)'e', (byte)'.']);
        }

        using PickleFile large = PickleFile.Open(folder["large.pkl"]);
        Assert.True(large.FileBytes > 1L << 32);
        var list = large.Value.As<PyList>()!;
        Assert.Equal(4, list.Count);
        Assert.All(list.Take(3), item => Assert.Equal(Length, item.As<PyBytes>()!.Length));
        Assert.Equal(5, list[3]);
    }

    [Fact]
    public void MappedFilesGiveTheSameValues()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump(Value, folder["value.pkl"]);
        using PickleFile mapped = PickleFile.Open(folder["value.pkl"], new LoadOptions { MemoryMap = true });
        Assert.Equal(File.ReadAllBytes(folder["value.pkl"]), Pickler.Dump(mapped.Value));
        Pickle.Dump("another", folder["value.pkl"]);
        Assert.Equal(mapped.Data.ToArray(), Pickler.Dump(mapped.Value));
    }

    [Theory]
    [InlineData("array.joblib", null)]
    [InlineData("array.joblib.gz", "gzip:3")]
    public void ArraysOfMappedFilesAreTheSame(string name, string? compress)
    {
        using var folder = new TemporaryFolder();
        Joblib.Dump(NDArray.Of([1.5, 2.5, -3]).ToPickle(), folder[name], compress);
        using PickleFile mapped = PickleFile.Open(folder[name], new LoadOptions { MemoryMap = true });
        Assert.Equal([1.5, 2.5, -3], NDArray.From(mapped.Value)!.ToDoubles());
        Assert.Equal(compress is null ? Codec.None : Codec.Gzip, mapped.Codec);
    }

    private static PyValue Made()
    {
        var shared = new PyList([1, 2.5, "shared text"]);
        var list = new PyList([shared, shared, new PyBytes(Enumerable.Range(0, 200_000).Select(i => (byte)i).ToArray()),
            new PyByteArray(new byte[70_000]), new string('x', 100_000), "\u00e9\ud83d\ude00"]);
        for (int i = 0; i < 3000; i++)
        {
            list.Add(new PyDict
                { ["number"] = i, ["text"] = $"text {i}", ["pair"] = new PyTuple(i * 1.5, shared),
                    ["big"] = System.Numerics.BigInteger.Pow(7, i % 300) });
        }

        list.Add(new PyObject(new PyGlobal("shop", "Customer"), PyTuple.Empty, PyConstruction.NewObject)
            { State = new PyDict { ["self"] = list } });
        return list;
    }

    private sealed class Told(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }

    /// <summary>A stream that cannot seek, and gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int chunk) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int taken = Math.Min(Math.Min(buffer.Length, chunk), bytes.Length - _at);
            bytes.AsSpan(_at, taken).CopyTo(buffer);
            _at += taken;
            return taken;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Read(buffer.Span));
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Counter : Stream
    {
        internal long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Count;

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;
    }
}
