namespace Brine.Containers;

/// <summary>
/// Finds where blocks of bzip2 seem to start, at any bit, and decodes the next few at once. A pattern that only looks like a block
/// costs time and nothing else: the blocks are taken in the order in which each ends where the next one starts.
/// </summary>
internal sealed class Bzip2ReadAhead(ReadOnlyMemory<byte> data) : IDisposable
{
    private static readonly int Threads = Math.Min(Environment.ProcessorCount, 16);

    private readonly Queue<(long Start, Task Task, Bzip2BlockDecoder Decoder)> _running = new();
    private readonly Stack<Bzip2BlockDecoder> _free = new();
    private readonly int[] _nextByShift = [0, 0, 0, 0, 0, 0, 0, 0];
    private long _searched;

    /// <summary>The block at a bit of the data, decoded.</summary>
    internal Bzip2BlockDecoder Take(long start, int blockSize)
    {
        while (_running.TryPeek(out (long Start, Task Task, Bzip2BlockDecoder Decoder) first) && first.Start <= start)
        {
            _running.Dequeue();
            first.Task.Wait();
            if (first.Start == start)
            {
                Start(start, blockSize);
                if (first.Decoder.Error is not null)
                {
                    // Perhaps only too long for the stream before: this decides.
                    first.Decoder.Decode(data.Span, start, blockSize);
                }

                return first.Decoder;
            }

            _free.Push(first.Decoder);
        }

        Start(start, blockSize);
        Bzip2BlockDecoder decoder = Rent();
        decoder.Decode(data.Span, start, blockSize);
        return decoder;
    }

    internal void Return(Bzip2BlockDecoder decoder) => _free.Push(decoder);

    public void Dispose()
    {
        foreach ((_, Task task, _) in _running)
        {
            task.Wait();
        }
    }

    private Bzip2BlockDecoder Rent() => _free.TryPop(out Bzip2BlockDecoder? decoder) ? decoder : new Bzip2BlockDecoder();

    private void Start(long after, int blockSize)
    {
        _searched = Math.Max(_searched, after);
        while (Threads > 1 && _running.Count < Threads)
        {
            long next = Next();
            if (next < 0)
            {
                return;
            }

            Bzip2BlockDecoder decoder = Rent();
            _running.Enqueue((next, Task.Run(() => decoder.DecodeAhead(data.Span, next, blockSize)), decoder));
        }
    }

    private static bool IsBlock(ReadOnlySpan<byte> bytes, long start)
    {
        var reader = new BigEndianBitReader(bytes, start);
        return (((ulong)reader.Read(24) << 24) | reader.Read(24)) == Bzip2Decoder.BlockMagic;
    }

    /// <summary>The bit behind the next pattern that opens a block, or -1.</summary>
    private long Next()
    {
        ReadOnlySpan<byte> bytes = data.Span;
        long best = long.MaxValue;
        Span<byte> pattern = stackalloc byte[5];
        for (int shift = 0; shift < 8; shift++)
        {
            // Five whole bytes of the pattern, the first of its bits being bit "shift" of the byte before them.
            int from = Math.Max(_nextByShift[shift], (int)(_searched >> 3));
            ulong inner = Bzip2Decoder.BlockMagic >> shift;
            for (int i = 0; i < 5; i++)
            {
                pattern[i] = (byte)(inner >> (8 * (4 - i)));
            }

            long found = -1;
            while (from < bytes.Length)
            {
                int at = bytes[from..].IndexOf(pattern);
                if (at < 0)
                {
                    from = int.MaxValue;
                    break;
                }

                from += at;
                long start = ((long)from * 8) - (8 - shift);
                if (start >= _searched && IsBlock(bytes, start))
                {
                    found = start + 48;
                    break;
                }

                from++;
            }

            _nextByShift[shift] = from;
            if (found >= 0)
            {
                best = Math.Min(best, found);
            }
        }

        _searched = best == long.MaxValue ? _searched : best;
        return best == long.MaxValue ? -1 : best;
    }
}
