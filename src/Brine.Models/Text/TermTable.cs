using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Brine.Models;

/// <summary>The columns of terms by their text: an array of places, looked through from where a hash says. The hash has a secret key, so
/// that no file of terms can be made whose terms all meet.</summary>
internal sealed class TermTable
{
    private static readonly ulong Key = MakeKey(), Multiplier = MakeKey() | 1;

    private readonly string[] _terms;

    // The place of a term and the upper half of its hash; 0 where there is none.
    private readonly ulong[] _slots;

    /// <param name="terms">The terms in the order of their columns; of equal ones the last counts.</param>
    internal TermTable(IReadOnlyList<string> terms)
    {
        _terms = [.. terms];
        _slots = new ulong[BitOperations.RoundUpToPowerOf2(Math.Max(4, (uint)checked(terms.Count * 2)))];
        for (int column = 0; column < _terms.Length; column++)
        {
            ref ulong slot = ref SlotOf(_terms[column], out ulong mark);
            slot = mark | ((uint)column + 1);
        }
    }

    /// <summary>The column of a term; -1 where there is none.</summary>
    internal int Find(ReadOnlySpan<char> term) => (int)(uint)SlotOf(term, out _) - 1;

    private ref ulong SlotOf(ReadOnlySpan<char> term, out ulong mark)
    {
        ulong hash = Hash(term);
        mark = hash & 0xFFFF_FFFF_0000_0000;
        ulong[] slots = _slots;
        for (uint at = (uint)hash; ; at++)
        {
            ref ulong slot = ref slots[at & (uint)(slots.Length - 1)];
            if (slot == 0 || ((slot ^ mark) <= uint.MaxValue && term.SequenceEqual(_terms[(uint)slot - 1])))
            {
                return ref slot;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ReadOnlySpan<char> term)
    {
        ulong hash = Key ^ (ulong)term.Length;
        ref byte start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(term));
        int bytes = term.Length * sizeof(char), at = 0;
        for (; at <= bytes - sizeof(ulong); at += sizeof(ulong))
        {
            hash = Fold(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)));
        }

        ulong rest = 0;
        for (; at < bytes; at += sizeof(char))
        {
            rest = (rest << 16) | Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref start, at));
        }

        return Fold(hash ^ rest);
    }

    /// <summary>Both halves of a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value)
    {
        ulong high = Math.BigMul(value, Multiplier, out ulong low);
        return high ^ low;
    }

    private static ulong MakeKey()
    {
        Span<byte> key = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(key);
        return MemoryMarshal.Read<ulong>(key);
    }
}
