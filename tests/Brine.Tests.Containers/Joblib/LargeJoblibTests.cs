using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Joblib;

/// <summary>joblib files that are larger than one block of memory.</summary>
public sealed class LargeJoblibTests : IDisposable
{
    private const int Count = 90_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ArraysOfAFileOverTwoGibibytesAreReadWhereTheyAreTouched()
    {
        // Four arrays over the same zeros, which the file keeps as holes.
        NDArray zeros = NDArray.Of(new double[Count]);
        var list = new PyList();
        for (int i = 0; i < 4; i++)
        {
            list.Add(new ArrayPickler().DescribeAnew(zeros));
            list.Add(NDArray.Of([i + 0.5]).ToPickle());
        }

        using (var stream = new HoleyStream(_folder["large.joblib"]))
        {
            PickleSaver.WriteJoblib(list, stream);
        }

        Assert.True(new FileInfo(_folder["large.joblib"]).Length > 8L * 4 * Count);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using PickleFile file = PickleFile.Open(_folder["large.joblib"]);
        PyList read = file.Value.As<PyList>()!;
        for (int i = 0; i < 4; i++)
        {
            NDArray large = NDArray.From(read[2 * i])!;
            Assert.Equal(Count, large.Length);
            Assert.Equal(0.0, large[Count - 1]);
            Assert.Equal(i + 0.5, NDArray.From(read[(2 * i) + 1])![0]);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50_000_000);

        // A model is looked for in it by the same door, and the file is let go where there is none.
        Assert.Equal("NotAnEstimator",
            Assert.Throws<Brine.Models.UnsupportedModelException>(() => Model.Load(_folder["large.joblib"])).Code);
        Assert.Equal("LimitFileBytes", Assert.Throws<PickleLimitException>(() => PickleFile.ReadBytes(_folder["large.joblib"])).Code);
    }

    /// <summary>A file whose zeros take no room.</summary>
    private sealed class HoleyStream(string path) : Stream
    {
        private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write);

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => _file.Length;

        public override long Position { get => _file.Position; set => _file.Position = value; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length > 1 << 16 && !buffer.ContainsAnyExcept((byte)0))
            {
                _file.Seek(buffer.Length, SeekOrigin.Current);
            }
            else
            {
                _file.Write(buffer);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => _file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

        public override void SetLength(long value) => _file.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            _file.SetLength(_file.Position);
            _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
