namespace Brine.Containers;

/// <summary>
/// Finds where blocks of bzip2 seem to start, at any bit, and decodes the next few at once. A pattern that only looks like a block
/// costs time and nothing else: the blocks are taken in the order in which each ends where the next one starts.
/// </summary>
internal sealed class Bzip2ReadAhead(PackedInput packed) : IDisposable
{
    /// <summary>So much is searched at once.</summary>
    private const int Part = 1 << 19;
    private const int PatternBytes = 8;

    private static readonly int Threads = Math.Min(Environment.ProcessorCount, 16);

    private readonly Queue<(long Start, Task Task, Bzip2BlockDecoder Decoder)> _running = new();
    private readonly Stack<Bzip2BlockDecoder> _free = new();
    private readonly PackedInput _input = packed.Fork();

    // Where blocks seem to start in what was searched, in their order.
    private readonly List<long> _found = [];
    private int _next;
    private int _likely = int.MaxValue;
    private int _searchedBytes;
    private long _taken;

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
                    first.Decoder.Decode(packed, start, blockSize, _likely);
                }

                return Expect(first.Decoder, start);
            }

            _free.Push(first.Decoder);
        }

        Start(start, blockSize);
        Bzip2BlockDecoder decoder = Rent();
        decoder.Decode(packed, start, blockSize, _likely);
        return Expect(decoder, start);
    }

    internal void Return(Bzip2BlockDecoder decoder) => _free.Push(decoder);

    public void Dispose()
    {
        foreach ((_, Task task, _) in _running)
        {
            task.Wait();
        }

        _input.Dispose();
    }

    /// <summary>The blocks that follow are about as long as this one.</summary>
    private Bzip2BlockDecoder Expect(Bzip2BlockDecoder decoder, long start)
    {
        _likely = 2 * (int)((decoder.End - start) >> 3);
        return decoder;
    }

    private Bzip2BlockDecoder Rent() => _free.TryPop(out Bzip2BlockDecoder? decoder) ? decoder : new Bzip2BlockDecoder();

    private void Start(long after, int blockSize)
    {
        _taken = Math.Max(_taken, after);
        while (Threads > 1 && _running.Count < Threads)
        {
            long next = Next();
            if (next < 0)
            {
                return;
            }

            Bzip2BlockDecoder decoder = Rent();
            int likely = _likely;
            _running.Enqueue((next, Task.Run(() => decoder.DecodeAhead(packed, next, blockSize, likely)), decoder));
        }
    }

    /// <summary>The bit behind the next pattern that opens a block, or -1.</summary>
    private long Next()
    {
        while (true)
        {
            while (_next < _found.Count)
            {
                long start = _found[_next++];
                if (start > _taken)
                {
                    _taken = start;
                    return start;
                }
            }

            _searchedBytes = Math.Max(_searchedBytes, (int)(_taken >> 3) - PatternBytes - 1);
            if (_searchedBytes >= packed.Length)
            {
                return -1;
            }

            Search();
        }
    }

    /// <summary>Searches one part of the data.</summary>
    private void Search()
    {
        _found.Clear();
        _next = 0;

        // The part begins a byte early, since a pattern may begin in the middle of the byte before it.
        int before = Math.Min(_searchedBytes, 1);
        ReadOnlySpan<byte> bytes = _input.At(_searchedBytes - before, Part + before + PatternBytes);
        bytes = bytes[..Math.Min(bytes.Length, Part + before + PatternBytes)];
        Span<byte> pattern = stackalloc byte[5];
        for (int shift = 0; shift < 8; shift++)
        {
            // Five whole bytes of the pattern, the first of its bits being bit "shift" of the byte before them.
            ulong inner = Bzip2Decoder.BlockMagic >> shift;
            for (int i = 0; i < pattern.Length; i++)
            {
                pattern[i] = (byte)(inner >> (8 * (4 - i)));
            }

            for (int from = 1; from < bytes.Length && bytes[from..].IndexOf(pattern) is >= 0 and var at; from += at + 1)
            {
                long start = ((from + at) * 8L) - (8 - shift);
                var reader = new BigEndianBitReader(bytes, start);
                if ((((ulong)reader.Read(24) << 24) | reader.Read(24)) == Bzip2Decoder.BlockMagic)
                {
                    _found.Add(((_searchedBytes - before) * 8L) + start + 48);
                }
            }
        }

        _found.Sort();
        _searchedBytes = Math.Min(_searchedBytes + Part, packed.Length);
    }
}
