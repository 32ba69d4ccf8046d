using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Training;

/// <summary>
/// Sorts the rows of a node by a feature. Where equal values may stand in any order, or there are none, it goes by the digits of the
/// numbers; else it is the reference's own sort.
/// </summary>
internal sealed class RadixSort(int rowCount, int featureCount)
{
    private const int FewRows = 1000;
    private const int VeryFewRows = 8;
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    private readonly ulong[] _keys = new ulong[rowCount];
    private readonly ulong[] _other = new ulong[rowCount];
    private readonly int[] _counts = new int[3 * Digits];
    private readonly bool[] _hasTies = new bool[featureCount];

    /// <summary>The sorted values, each in the place of its row.</summary>
    internal float[] Values { get; } = new float[rowCount];

    /// <summary>Sorts the rows of a node.</summary>
    /// <param name="columns">The values.</param>
    /// <param name="feature">The feature to sort by.</param>
    /// <param name="rows">The rows in the order of their nodes.</param>
    /// <param name="start">The first row of the node.</param>
    /// <param name="end">The row behind its last.</param>
    /// <param name="isAnyOrder">True where equal values may stand in any order.</param>
    /// <param name="isNew">How the reference sorts.</param>
    internal void Sort(TreeColumns columns, int feature, int[] rows, int start, int end, bool isAnyOrder, bool isNew)
    {
        int count = end - start;
        ReadOnlySpan<float> column = columns.Column(feature);
        Span<float> values = Values.AsSpan(start, count);
        Span<int> own = rows.AsSpan(start, count);
        if (count > VeryFewRows && (isAnyOrder || !_hasTies[feature]))
        {
            Span<ulong> sorted = count <= FewRows ? ByComparing(column, own) : ByDigits(column, own);
            if (isAnyOrder || !HasTies(sorted))
            {
                Unpack(sorted, values, own);
                return;
            }

            // A column with equal values has more of them: it is not tried again in this tree.
            _hasTies[feature] = true;
        }

        for (int i = 0; i < own.Length; i++)
        {
            values[i] = column[own[i]];
        }

        IntroSort.Sort(values, own, isNew);
    }

    /// <summary>Forgets what it learned of the columns.</summary>
    internal void Reset() => Array.Clear(_hasTies);

    private static void Unpack(ReadOnlySpan<ulong> sorted, Span<float> values, Span<int> rows)
    {
        for (int i = 0; i < sorted.Length && i < values.Length && i < rows.Length; i++)
        {
            ulong key = sorted[i];
            rows[i] = (int)(uint)key;
            uint bits = (uint)(key >> 32);
            bits ^= (bits & 0x80000000u) != 0 ? 0x80000000u : 0xffffffffu;
            values[i] = BitConverter.UInt32BitsToSingle(bits);
        }
    }

    private Span<ulong> ByComparing(ReadOnlySpan<float> column, ReadOnlySpan<int> rows)
    {
        Span<ulong> keys = _keys.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(column[rows[i]] + 0f);
            keys[i] = ((ulong)(bits ^ ((uint)((int)bits >> 31) | 0x80000000u)) << 32) | (uint)rows[i];
        }

        keys.Sort();
        return keys;
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
