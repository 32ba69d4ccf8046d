using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// The bytes that a decoder has made so far. They are its window too, so the peak of memory is the output itself. The buffer grows with
/// what arrives; a size that the file claims is believed only as far as its own length makes it likely.
/// </summary>
internal sealed class UnpackedBuffer
{
    /// <summary>How far behind the end of <see cref="Room"/> a decoder may write, so that it can copy in wide steps.</summary>
    internal const int Slack = 64;

    /// <summary>Below this size no ratio is suspicious: a megabyte of zeros is an ordinary model.</summary>
    private const long RatioFloor = 64L << 20;

    /// <summary>A claimed size is believed up to this many times the packed size; beyond it the buffer grows as bytes arrive.</summary>
    private const long LikelyRatio = 32;

    private readonly long _packedLength;
    private readonly string _codec;
    private readonly long _allowed;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="packedLength">The size of the compressed file.</param>
    /// <param name="codec">Its name, for messages.</param>
    /// <param name="limits">What it may grow to.</param>
    internal UnpackedBuffer(long packedLength, string codec, Limits limits)
    {
        _packedLength = packedLength;
        _codec = codec;
        double byRatio = Math.Max(RatioFloor, limits.MaxDecompressionRatio * packedLength);
        _allowed = (long)Math.Min(Math.Min(byRatio, limits.MaxDecompressedBytes), Array.MaxLength - Slack);
    }

    /// <summary>The array that holds the bytes; <see cref="Room"/> may replace it.</summary>
    internal byte[] Bytes { get; private set; } = [];

    /// <summary>How many bytes there are.</summary>
    internal int Count { get; private set; }

    /// <summary>What there is.</summary>
    internal ReadOnlyMemory<byte> Written => Bytes.AsMemory(0, Count);

    /// <summary>Says how many more bytes are likely to come. A claim, not a promise.</summary>
    internal void Expect(long bytes)
    {
        long likely = Math.Min(Math.Min(bytes, _allowed - Count), Math.Max(1 << 16, LikelyRatio * _packedLength));
        if (likely > 0 && Count + likely + Slack > Bytes.Length)
        {
            Grow((int)Math.Min(Count + likely + Slack, Array.MaxLength));
        }
    }

    /// <summary>Refuses a size that is beyond the limits before anything is decoded.</summary>
    internal void Demand(long bytes)
    {
        if (bytes > _allowed - Count)
        {
            throw TooLarge(bytes > long.MaxValue - Count ? long.MaxValue : Count + bytes);
        }
    }

    /// <summary>Makes room for more bytes behind the last, and <see cref="Slack"/> behind those.</summary>
    internal Span<byte> Room(int bytes)
    {
        long needed = (long)Count + bytes + Slack;
        if (needed > Bytes.Length)
        {
            if (needed > Array.MaxLength)
            {
                throw TooLarge(needed);
            }

            Grow((int)Math.Min(Math.Max(needed, Bytes.Length * 2L), Array.MaxLength));
        }

        return Bytes.AsSpan(Count);
    }

    /// <summary>Counts bytes that were written into the room.</summary>
    internal void Advance(int bytes)
    {
        Count += bytes;
        if (Count > _allowed)
        {
            throw TooLarge(Count);
        }
    }

    private void Grow(int length)
    {
        // Not zeroed: what the decoder never reaches costs no memory.
        byte[] larger = GC.AllocateUninitializedArray<byte>(length);
        Bytes.AsSpan(0, Count).CopyTo(larger);
        Bytes = larger;
    }

    private PickleLimitException TooLarge(long count) => count > Array.MaxLength - Slack && _allowed == Array.MaxLength - Slack
        ? new("LimitDecompression", "the decompressed file is larger than 2 GiB")
        : new("LimitDecompression", $"{_packedLength} bytes of {_codec} grow to {count} or more, over the limits; raise them only for a file that you trust");
}
