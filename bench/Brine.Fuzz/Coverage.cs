using SharpFuzz.Common;

namespace Brine.Fuzz;

/// <summary>Which branches of instrumented libraries an input reached (<c>sharpfuzz</c> writes the counters into them); without
/// instrumentation it sees nothing, and inputs are kept by what was said of them.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private static readonly byte[] Hits = GC.AllocateArray<byte>(Size, pinned: true);
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Gives the libraries a place for their counters: before the first of them is loaded.</summary>
    internal static void Attach()
    {
        fixed (byte* start = Hits)
        {
            Trace.SharedMem = start;
        }
    }

    /// <summary>True once an instrumented library ran.</summary>
    internal bool IsThere { get; private set; }

    /// <summary>How many edges were reached so far.</summary>
    internal int Edges { get; private set; }

    internal void Begin()
    {
        Array.Clear(Hits);
        Trace.PrevLocation = 0;
    }

    /// <summary>True where the input reached what none before it did, or reached it more often by a power of two.</summary>
    internal bool End()
    {
        bool isNew = false;
        for (int at = Hits.AsSpan().IndexOfAnyExcept((byte)0); at >= 0;)
        {
            byte bucket = (byte)(1 << Math.Min(7, System.Numerics.BitOperations.Log2(Hits[at])));
            if ((_seen[at] & bucket) == 0)
            {
                Edges += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= bucket;
                isNew = true;
            }

            int next = Hits.AsSpan(at + 1).IndexOfAnyExcept((byte)0);
            at = next < 0 ? -1 : at + 1 + next;
            IsThere = true;
        }

        return isNew;
    }
}
