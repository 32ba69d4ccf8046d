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

    /// <summary>What is allocated beyond an expected size, so that the last steps of a decoder do not ask for a second buffer.</summary>
    private const int Margin = 1024;

    /// <summary>What is reserved beyond a size that is only guessed.</summary>
    private const double GuessMargin = 1.12;

    private readonly long _packedLength;
    private readonly string _codec;
    private readonly long _allowed;
    private readonly long _claimed;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="packedLength">The size of the compressed file.</param>
    /// <param name="codec">Its name, for messages.</param>
    /// <param name="limits">What it may grow to.</param>
    /// <param name="claimed">How many bytes there must be, where that is known from elsewhere; one more is an error.</param>
    internal UnpackedBuffer(long packedLength, string codec, Limits limits, long claimed = long.MaxValue)
    {
        _claimed = claimed;
        _packedLength = packedLength;
        _codec = codec;
        double byRatio = Math.Max(RatioFloor, limits.MaxDecompressionRatio * packedLength);
        _allowed = (long)Math.Min(Math.Min(byRatio, limits.MaxDecompressedBytes), Array.MaxLength - Slack);
    }

    /// <summary>The array that holds the bytes; <see cref="Room"/> may replace it.</summary>
    internal byte[] Bytes { get; private set; } = [];

    /// <summary>How many bytes there are.</summary>
    internal int Count { get; private set; }

    /// <summary>How much of the packed data these bytes took; where a decoder says it, the rest is expected to grow as much.</summary>
    internal long Consumed { get; set; }

    /// <summary>Where the packed data ends, of codecs that read one stream and no further; null where all of it is read.</summary>
    internal long? End { get; set; }

    /// <summary>Counts what there will be without keeping it, up to a number; null where a codec cannot.</summary>
    internal Func<long, long>? Measure { get; set; }

    /// <summary>What there is.</summary>
    internal ReadOnlyMemory<byte> Written => Bytes.AsMemory(0, Count);

    /// <summary>Says how many more bytes are likely to come. A claim, not a promise.</summary>
    internal void Expect(long bytes)
    {
        long likely = Math.Min(Math.Min(bytes, _allowed - Count), Math.Max(1 << 16, LikelyRatio * _packedLength));
        if (likely > 0 && Count + likely + Slack > Bytes.Length)
        {
            Grow((int)Math.Min(Count + likely + Margin, Array.MaxLength));
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

            Grow((int)Math.Min(Math.Max(needed, NextLength(needed)), Array.MaxLength));
        }

        return Bytes.AsSpan(Count);
    }

    /// <summary>Makes room for at least some bytes, and says for how many there is room, at most <paramref name="most"/>.</summary>
    internal int RoomFor(int least, int most)
    {
        long there = (long)Bytes.Length - Slack - Count;
        if (there < least)
        {
            Room(most);
            return most;
        }

        return (int)Math.Min(there, most);
    }

    /// <summary>Counts bytes that were written into the room.</summary>
    internal void Advance(int bytes)
    {
        Count += bytes;
        if (Count > _claimed)
        {
            throw new InvalidDataException($"it grows beyond the {_claimed} bytes that it should have");
        }

        if (Count > _allowed)
        {
            throw TooLarge(Count);
        }
    }

    /// <summary>
    /// Twice as much, or what the rest will take if it is packed as well as what came before: a buffer that is filled just so is not copied
    /// a last time while both are there. A guess is no more believed than a claim. What would be over the limits if it went on so is
    /// counted first, where the codec can, and never grows further than the limits let it.
    /// </summary>
    private long NextLength(long needed)
    {
        double guess = Consumed > 0 ? (double)Count / Consumed * _packedLength * GuessMargin : double.MaxValue;
        if (guess <= LikelyRatio * _packedLength && Count > 0)
        {
            return (long)Math.Max(Bytes.Length * 1.25, guess) + Margin;
        }

        long most = _allowed + Slack + Margin;
        if (needed <= RatioFloor || guess <= _allowed)
        {
            return Math.Min(Bytes.Length * 2L, most);
        }

        if (Measure is { } measure)
        {
            Measure = null;
            long total = measure(_allowed);
            return total > _allowed ? throw TooLarge(total) : total + Slack + Margin;
        }

        // More than the half is not copied once more.
        return Bytes.Length * 2L > most / 2 ? most : Bytes.Length * 2L;
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
        : new("LimitDecompression",
            $"{_packedLength} bytes of {_codec} grow to {count} or more, over the limits; raise them only for a file that you trust");
}
