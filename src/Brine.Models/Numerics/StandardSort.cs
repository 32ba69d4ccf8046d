namespace Brine.Models;

/// <summary>
/// The sort of the C++ library (<c>std::sort</c> of libstdc++), by which scipy orders the stored values of a sparse row. It decides in
/// which order values of one column stand, and so in which order they are added.
/// </summary>
internal static class StandardSort
{
    private const int Few = 16;

    /// <summary>Sorts columns, and the values with them.</summary>
    internal static void Sort(Span<int> keys, Span<double> values)
    {
        int left = 2 * (keys.Length > 0 ? int.Log2(keys.Length) : 0);
        var open = new Stack<(int First, int Last, int Left)>([(0, keys.Length, left)]);
        while (open.TryPop(out (int First, int Last, int Left) part))
        {
            int last = part.Last;
            for (int depth = part.Left; last - part.First > Few; depth--)
            {
                if (depth == 0)
                {
                    // The library turns to a heap here; only columns that were chosen to end here come this far.
                    Insert(keys, values, part.First, last);
                    break;
                }

                int cut = Partition(keys, values, part.First, last);
                open.Push((cut, last, depth - 1));
                last = cut;
            }
        }

        Insert(keys, values, 0, keys.Length);
    }

    private static int Partition(Span<int> keys, Span<double> values, int first, int last)
    {
        int a = first + 1, b = first + ((last - first) / 2), c = last - 1;
        int median = keys[a] < keys[b]
            ? (keys[b] < keys[c] ? b : keys[a] < keys[c] ? c : a)
            : (keys[a] < keys[c] ? a : keys[b] < keys[c] ? c : b);
        Swap(keys, values, first, median);
        int low = first + 1, high = last, pivot = keys[first];
        while (true)
        {
            while (keys[low] < pivot)
            {
                low++;
            }

            high--;
            while (pivot < keys[high])
            {
                high--;
            }

            if (low >= high)
            {
                return low;
            }

            Swap(keys, values, low++, high);
        }
    }

    private static void Swap(Span<int> keys, Span<double> values, int i, int j)
    {
        (keys[i], keys[j]) = (keys[j], keys[i]);
        (values[i], values[j]) = (values[j], values[i]);
    }

    private static void Insert(Span<int> keys, Span<double> values, int first, int last)
    {
        for (int i = first + 1; i < last; i++)
        {
            int key = keys[i], place = i;
            double value = values[i];
            for (; place > first && key < keys[place - 1]; place--)
            {
                keys[place] = keys[place - 1];
                values[place] = values[place - 1];
            }

            keys[place] = key;
            values[place] = value;
        }
    }
}
