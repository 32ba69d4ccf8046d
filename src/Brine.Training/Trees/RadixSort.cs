using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Training;

/// <summary>
/// Sorts the rows of a node by a feature. Where equal values may stand in any order, or there are none, it goes by the digits of the
/// numbers; else it is the reference's own sort.
/// </summary>
internal sealed class RadixSort(int rowCount)
{
    private const int FewRows = 80;
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    private readonly ulong[] _keys = new ulong[rowCount];
    private readonly ulong[] _other = new ulong[rowCount];
    private readonly int[] _counts = new int[3 * Digits];

    /// <summary>The sorted values, each in the place of its row.</summary>
    internal float[] Values { get; } = new float[rowCount];

    internal void Sort(ReadOnlySpan<float> column, int[] rows, int start, int end, bool isAnyOrder, bool isNew)
    {
        int count = end - start;
        Span<float> values = Values.AsSpan(start, count);
        Span<int> own = rows.AsSpan(start, count);
        if (count <= FewRows)
        {
            for (int i = 0; i < own.Length; i++)
            {
                values[i] = column[own[i]];
            }

            IntroSort.Sort(values, own, isNew);
            return;
        }

        Span<ulong> sorted = ByDigits(column, own);
        if (!isAnyOrder && HasTies(sorted))
        {
            for (int i = 0; i < own.Length; i++)
            {
                values[i] = column[own[i]];
            }

            IntroSort.Sort(values, own, isNew);
            return;
        }

        for (int i = 0; i < own.Length; i++)
        {
            ulong key = sorted[i];
            own[i] = (int)(uint)key;
            uint bits = (uint)(key >> 32);
            bits ^= (bits & 0x80000000u) != 0 ? 0x80000000u : 0xffffffffu;
            values[i] = BitConverter.UInt32BitsToSingle(bits);
        }
    }

    private static bool HasTies(ReadOnlySpan<ulong> sorted)
    {
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] >> 32 == sorted[i - 1] >> 32)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The bits of a float, turned so that they sort as the number does; the row is below them. Zero has one sign.</summary>
    private Span<ulong> ByDigits(ReadOnlySpan<float> column, ReadOnlySpan<int> rows)
    {
        Span<ulong> keys = _keys.AsSpan(0, rows.Length), other = _other.AsSpan(0, rows.Length);
        Span<int> counts = _counts;
        counts.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(column[rows[i]] + 0f);
            bits ^= (uint)((int)bits >> 31) | 0x80000000u;
            keys[i] = ((ulong)bits << 32) | (uint)rows[i];
            counts[(int)(bits & (Digits - 1))]++;
            counts[Digits + (int)((bits >> DigitBits) & (Digits - 1))]++;
            counts[(2 * Digits) + (int)(bits >> (2 * DigitBits))]++;
        }

        for (int pass = 0; pass < 3; pass++)
        {
            int shift = 32 + (pass * DigitBits);
            Span<int> places = counts.Slice(pass * Digits, Digits);
            if (places[(int)((keys[0] >> shift) & (Digits - 1))] == keys.Length)
            {
                continue;
            }

            int sum = 0;
            for (int digit = 0; digit < Digits; digit++)
            {
                (places[digit], sum) = (sum, sum + places[digit]);
            }

            ref int place = ref MemoryMarshal.GetReference(places);
            foreach (ulong key in keys)
            {
                other[Unsafe.Add(ref place, (int)((key >> shift) & (Digits - 1)))++] = key;
            }

            Span<ulong> swap = keys;
            keys = other;
            other = swap;
        }

        return keys;
    }
}
