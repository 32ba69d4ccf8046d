using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>Long lists, seen to their end before they are filled: all of them must be at hand.</summary>
public sealed partial class Unpickler
{
    /// <summary>Below this a list of values met before is an array of those.</summary>
    private const int FewestRepeats = 64;

    /// <summary>The first of them mostly stand in the list itself.</summary>
    private const int MostBeforeRepeats = 1 << 12;

    private int _repeatsSoughtTo;

    /// <summary>From so many items on, values that mostly differ are not looked through for repeats.</summary>
    private const int EnoughToTell = 1 << 15;

    /// <summary>Counts the numbers in the batches that follow, all of which are of the same form; 0 where the end of the list is not at
    /// hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountAhead(ReadOnlySpan<byte> data, int position, bool areFloats)
    {
        ref byte origin = ref MemoryMarshal.GetReference(data);
        int last = data.Length - (4 * LookAhead), count = 0, complete = 0;
        while (position <= last && Unsafe.Add(ref origin, position) == PickleOpcode.Mark)
        {
            position++;
            while (position <= last)
            {
                ref byte at = ref Unsafe.Add(ref origin, position);
                byte code = at;
                int size = areFloats ? (code == PickleOpcode.Binfloat ? 9 : 0)
                    : code switch { PickleOpcode.Binint => 5, PickleOpcode.Binint2 => 3, PickleOpcode.Binint1 => 2, _ => 0 };
                if (size == 0)
                {
                    if (code != PickleOpcode.Frame || !IsWholeFrame(ref at, data.Length - position))
                    {
                        break;
                    }

                    position += 9;
                }
                else if (Unsafe.Add(ref at, size) == code && Unsafe.Add(ref at, 2 * size) == code && Unsafe.Add(ref at, 3 * size) == code)
                {
                    count += 4;
                    position += 4 * size;
                }
                else
                {
                    count++;
                    position += size;
                }
            }

            if (position > last)
            {
                // The last few bytes of all data are not looked at; so many more may be in them.
                return count + (data.Length - position);
            }

            if (Unsafe.Add(ref origin, position) != PickleOpcode.Appends)
            {
                return complete;
            }

            position++;
            complete = count;
        }

        return complete;
    }

    /// <summary>Counts the entries in the batches that follow, as far as they are text and numbers and at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountEntriesAhead(ReadOnlySpan<byte> data, int position)
    {
        ref byte origin = ref MemoryMarshal.GetReference(data);
        int last = data.Length - LookAhead, values = 0;
        while (position <= last && Unsafe.Add(ref origin, position) == PickleOpcode.Mark)
        {
            position++;
            bool isOpen = true;
            while (isOpen && position <= last)
            {
                ref byte at = ref Unsafe.Add(ref origin, position);
                int size, value = 1;
                switch (at)
                {
                    case PickleOpcode.ShortBinunicode:
                        size = 2 + Unsafe.Add(ref at, 1);
                        break;
                    case PickleOpcode.Binunicode when ReadInt32(ref at, 1) is >= 0 and var length && length <= last - position:
                        size = 5 + length;
                        break;
                    case PickleOpcode.Memoize:
                        (size, value) = (1, 0);
                        break;
                    case PickleOpcode.None or PickleOpcode.Newtrue or PickleOpcode.Newfalse:
                        size = 1;
                        break;
                    case PickleOpcode.Binint1 or PickleOpcode.Binget:
                        size = 2;
                        break;
                    case PickleOpcode.Binint2:
                        size = 3;
                        break;
                    case PickleOpcode.Binint or PickleOpcode.LongBinget:
                        size = 5;
                        break;
                    case PickleOpcode.Binfloat:
                        size = 9;
                        break;
                    case PickleOpcode.Frame when IsWholeFrame(ref at, data.Length - position):
                        (size, value) = (9, 0);
                        break;
                    case PickleOpcode.Setitems:
                        (size, value, isOpen) = (1, 0, false);
                        break;
                    default:
                        return values / 2;
                }

                position += size;
                values += value;
            }
        }

        // The last few bytes of all data are not looked at; so many more may be in them.
        return (values + (position > last ? Math.Max(0, data.Length - position) : 0)) / 2;
    }

    /// <summary>Reads all that is left of a list whose items were met before, where they are few values that are often repeated.</summary>
    /// <returns>Where the next opcode stands, or 0 where the list is not such a one: then nothing was done.</returns>
    private int ReadRepeats(ReadOnlySpan<byte> data, int position, PyList list)
    {
        if (position < _repeatsSoughtTo || list.Count > MostBeforeRepeats || !list.TryGetValues(out ReadOnlySpan<PyValue> before))
        {
            return 0;
        }

        int[] places = ArrayPool<int>.Shared.Rent(BatchSize);
        try
        {
            int end = FindRepeats(data, position, ref places, out int count, out int least, out int most);
            if (end == 0 || count < FewestRepeats || before.Length + most - least >= (before.Length + count) / 2
                || !_memo.TryGetRange(least, most - least + 1, before, out PyValue[] palette))
            {
                return 0;
            }

            // The palette has the items so far, and behind them all of the memo between the least and the last entry that is recalled.
            int[] kept = GC.AllocateUninitializedArray<int>(before.Length + count);
            for (int i = 0; i < before.Length; i++)
            {
                kept[i] = i;
            }

            int shift = before.Length - least;
            ReadOnlySpan<int> found = places.AsSpan(0, count);
            Span<int> rest = kept.AsSpan(before.Length);
            for (int i = 0; i < found.Length; i++)
            {
                rest[i] = found[i] + shift;
            }

            list.LoadRepeats(kept, palette);
            return end;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindRepeats(ReadOnlySpan<byte> data, int position, ref int[] places, out int count, out int least, out int most)
    {
        ref byte origin = ref MemoryMarshal.GetReference(data);
        int[] found = places;
        int length = data.Length, complete = 0, end = 0;
        (count, least, most) = (0, int.MaxValue, -1);
        int n = 0, low = int.MaxValue, high = -1;
        while (true)
        {
            while (true)
            {
                ref byte at = ref Unsafe.Add(ref origin, position);
                int left = length - position, index;
                if (left > 5 && at == PickleOpcode.LongBinget)
                {
                    index = ReadInt32(ref at, 1);
                    position += 5;
                }
                else if (left > 2 && at == PickleOpcode.Binget)
                {
                    index = Unsafe.Add(ref at, 1);
                    position += 2;
                }
                else if (left > LookAhead && at == PickleOpcode.Frame && IsWholeFrame(ref at, left))
                {
                    position += 9;
                    continue;
                }
                else
                {
                    break;
                }

                if (n == found.Length)
                {
                    found = places = Enlarge(found);
                }

                found[n++] = index;
                low = Math.Min(low, index);
                high = Math.Max(high, index);
            }

            _repeatsSoughtTo = position;
            if (length - position < 2)
            {
                return 0;
            }

            if (Unsafe.Add(ref origin, position) != PickleOpcode.Appends || n == complete)
            {
                // This batch has other items too, or is none of this list.
                return end;
            }

            position++;
            (complete, end, count, least, most) = (n, position, n, low, high);
            if (low < 0 || (n >= EnoughToTell && high - low >= n))
            {
                return 0;
            }

            if (Unsafe.Add(ref origin, position) != PickleOpcode.Mark)
            {
                return end;
            }

            if (++position == length)
            {
                return 0;
            }
        }
    }

    private static int[] Enlarge(int[] places)
    {
        int[] larger = ArrayPool<int>.Shared.Rent(places.Length * 2);
        places.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(places);
        return larger;
    }
}
