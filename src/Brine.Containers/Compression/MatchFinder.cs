using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>Finds earlier places that begin with the same bytes: chains of places with the same hash of four bytes, and the last one with
/// the same three.</summary>
internal sealed class MatchFinder
{
    private const int MinMatch = 3;
    private const int ShortBits = 14;

    /// <summary>A match of three bytes farther away costs more than its bytes.</summary>
    private const int ShortDistance = 1 << 14;

    private readonly int[] _heads;
    private readonly int[] _shortHeads = new int[1 << ShortBits];
    private readonly int[] _chain;
    private readonly int _hashBits;
    private readonly int _depth;
    private readonly int _nice;
    private int _inserted;

    /// <summary>Makes a finder.</summary>
    /// <param name="window">How far back it looks: a power of two.</param>
    /// <param name="depth">How many places it tries.</param>
    /// <param name="nice">A match of this length is good enough to stop.</param>
    internal MatchFinder(int window, int depth, int nice)
    {
        _hashBits = Math.Clamp(int.Log2(window), 15, 20);
        _heads = new int[1 << _hashBits];
        _chain = new int[window];
        _depth = depth;
        _nice = nice;
        Reset();
    }

    /// <summary>Forgets all places.</summary>
    internal void Reset()
    {
        _heads.AsSpan().Fill(-1);
        _shortHeads.AsSpan().Fill(-1);
        _inserted = 0;
    }

    /// <summary>Says that the buffer was moved down by a multiple of the window.</summary>
    internal void Move(int bytes)
    {
        foreach (int[] places in (ReadOnlySpan<int[]>)[_heads, _shortHeads, _chain])
        {
            foreach (ref int place in places.AsSpan())
            {
                place = Math.Max(place - bytes, -1);
            }
        }

        _inserted -= bytes;
    }

    /// <summary>The longest match of a place; ties go to the nearest.</summary>
    internal (int Length, int Distance) Find(ReadOnlySpan<byte> buffer, int position, int most)
    {
        Insert(buffer, position);
        if (buffer.Length - position < 4 || most < MinMatch)
        {
            return (0, 0);
        }

        ReadOnlySpan<byte> here = buffer.Slice(position, most);
        uint word = Read(buffer, position);
        int best = 0;
        int distance = 0;
        int place = _shortHeads[ShortHash(word)];
        if (place >= 0 && position - place < ShortDistance && ((Read(buffer, place) ^ word) & 0xFFFFFF) == 0)
        {
            best = buffer[place..].CommonPrefixLength(here);
            distance = position - place;
        }

        place = _heads[Hash(word)];
        for (int tries = _depth; tries > 0 && place >= 0 && position - place < _chain.Length && best < most; tries--)
        {
            if (buffer[place + best] == here[best] && Read(buffer, place) == word)
            {
                int length = buffer[place..].CommonPrefixLength(here);
                if (length > best)
                {
                    (best, distance) = (length, position - place);
                    if (length >= _nice)
                    {
                        break;
                    }
                }
            }

            int next = _chain[place & (_chain.Length - 1)];
            place = next < place ? next : -1;
        }

        return (best, distance);
    }

    /// <summary>Takes in the places before this one.</summary>
    private void Insert(ReadOnlySpan<byte> buffer, int position)
    {
        int end = Math.Min(position, buffer.Length - 3);
        for (; _inserted < end; _inserted++)
        {
            uint word = Read(buffer, _inserted);
            ref int head = ref _heads[Hash(word)];
            _chain[_inserted & (_chain.Length - 1)] = head;
            head = _inserted;
            _shortHeads[ShortHash(word)] = _inserted;
        }
    }

    private int Hash(uint word) => (int)((word * 2654435761u) >> (32 - _hashBits));

    private static int ShortHash(uint word) => (int)(((word << 8) * 2654435761u) >> (32 - ShortBits));

    private static uint Read(ReadOnlySpan<byte> buffer, int position) => MemoryMarshal.Read<uint>(buffer[position..]);
}
