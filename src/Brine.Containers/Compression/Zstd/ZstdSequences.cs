using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Containers;

/// <summary>What a block is packed into: literals, and sequences of so many of them, an offset and the length of a match.</summary>
internal sealed class ZstdSequences
{
    private const int Wide = 16;

    private readonly byte[] _literals = new byte[ZstdCodes.MaxBlock + Wide];
    private readonly (int Literals, int Offset, int Match)[] _items =
        new (int, int, int)[(ZstdCodes.MaxBlock / ZstdCodes.MinMatch) + 1];

    /// <summary>The offsets used last, as whoever reads the frame knows them; zero for one that does not count.</summary>
    private (int First, int Second, int Third) _repeats = (1, 4, 8);
    private (int First, int Second, int Third) _before;
    private int _count;
    private int _literalCount;

    /// <summary>The last offset.</summary>
    internal int Repeat => _repeats.First;

    /// <summary>The one before.</summary>
    internal int SecondRepeat => _repeats.Second;

    internal ReadOnlySpan<byte> Literals => _literals.AsSpan(0, _literalCount);

    internal ReadOnlySpan<(int Literals, int Offset, int Match)> Items => _items.AsSpan(0, _count);

    /// <summary>Begins a block.</summary>
    internal void Start() => (_count, _literalCount, _before) = (0, 0, _repeats);

    /// <summary>Takes the block back: the offsets of a block that is not written are not known to the reader.</summary>
    internal void Drop() => _repeats = _before;

    /// <summary>Adds a match and the literals before it.</summary>
    /// <param name="buffer">What the places count from; it goes on for sixteen bytes behind its content.</param>
    /// <param name="first">The first literal.</param>
    /// <param name="literals">How many there are.</param>
    /// <param name="distance">How far back the match lies.</param>
    /// <param name="length">Its length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ref byte buffer, int first, int literals, int distance, int length)
    {
        Copy(ref buffer, first, literals);
        _items[_count++] = (literals, OffsetValue(distance, literals), length);
    }

    /// <summary>Adds the literals behind the last match.</summary>
    internal void AddLast(ref byte buffer, int first, int literals) => Copy(ref buffer, first, literals);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(ref byte buffer, int first, int literals)
    {
        Span<byte> target = _literals.AsSpan(_literalCount, literals + Wide);
        if (literals <= Wide)
        {
            // Both sides go on behind the last literal.
            Vector128.LoadUnsafe(ref buffer, (nuint)first).StoreUnsafe(ref MemoryMarshal.GetReference(target));
        }
        else
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref buffer, first), literals).CopyTo(target);
        }

        _literalCount += literals;
    }

    /// <summary>What the format writes for an offset: 1 to 3 for one of the last three, which shift by one where there are no
    /// literals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int OffsetValue(int distance, int literals)
    {
        (int first, int second, int third) = _repeats;
        if (distance == first && literals > 0)
        {
            return 1;
        }

        if (distance == second)
        {
            _repeats = (second, first, third);
            return literals == 0 ? 1 : 2;
        }

        if (distance == third)
        {
            _repeats = (third, first, second);
            return literals == 0 ? 2 : 3;
        }

        _repeats = (distance, first, second);
        return distance + 3;
    }
}
