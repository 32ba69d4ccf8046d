namespace Brine.Pickling;

/// <summary>Finds out who wrote a pickle, as far as its bytes depend on that.</summary>
internal static class PickleProfileDetector
{
    private static readonly PickleProfile[] Python3 =
    [
        PickleProfile.CPython, PickleProfile.PurePython, PickleProfile.PurePython313, PickleProfile.CPython314, PickleProfile.PurePython314,
        PickleProfile.CPython315,
    ];

    private static readonly PickleProfile[] Python2 = [PickleProfile.CPickle2, PickleProfile.PurePython2];

    /// <summary>
    /// The profile at which <paramref name="value"/> is written as <paramref name="pickle"/> has it, by trying: writing stops at the first
    /// byte that differs. Where none gives the same bytes, the one that comes furthest.
    /// </summary>
    /// <param name="value">What was read from the pickle, unchanged.</param>
    /// <param name="pickle">The pickle.</param>
    /// <param name="options">How it would be written; its protocol must be the pickle's.</param>
    /// <returns>The profile, and whether the bytes are the same.</returns>
    public static (PickleProfile Profile, bool IsExact) Detect(PyValue value, ReadOnlyMemory<byte> pickle, PicklerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        PickleProfile best = default;
        long furthest = -1;
        foreach (PickleProfile profile in options.Protocol <= 2 ? [.. Python3, .. Python2] : Python3)
        {
            using var stream = new ComparingStream(pickle);
            try
            {
                Pickler.Dump(value, stream, options with { Profile = profile });
            }
            catch (DifferenceException)
            {
                // It came as far as the stream says.
            }

            if (stream.Matched == pickle.Length)
            {
                return (profile, true);
            }

            if (stream.Matched > furthest)
            {
                (best, furthest) = (profile, stream.Matched);
            }
        }

        return (best, false);
    }

    /// <summary>Takes bytes as long as they are the expected ones.</summary>
    private sealed class ComparingStream(ReadOnlyMemory<byte> expected) : Stream
    {
        internal long Matched { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => Matched;

        public override long Position
        {
            get => Matched;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            ReadOnlySpan<byte> rest = expected.Span[(int)Matched..];
            int same = rest.CommonPrefixLength(buffer);
            Matched += same;
            if (same < buffer.Length)
            {
                throw new DifferenceException();
            }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class DifferenceException : Exception;
}
