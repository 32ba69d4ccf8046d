namespace Brine.Training;

/// <summary>Puts what is less than one place in front of it: C++'s <c>nth_element</c>, in the order in which that leaves the
/// items.</summary>
internal static class NthElement
{
    private const int FewItems = 3;

    /// <param name="items">The items.</param>
    /// <param name="first">The first one that is looked at.</param>
    /// <param name="place">The place.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="isLess">Which of two items comes first.</param>
    internal static void Select(int[] items, int first, int place, int end, Func<int, int, bool> isLess)
    {
        int depth = 2 * (31 - int.LeadingZeroCount(Math.Max(1, end - first)));
        while (end - first > FewItems)
        {
            if (depth-- == 0)
            {
                // The reference takes a heap here: the same items on both sides.
                Array.Sort(items, first, end - first,
                    Comparer<int>.Create((left, right) => isLess(left, right) ? -1 : left == right ? 0 : 1));
                return;
            }

            int cut = Partition(items, first, end, isLess);
            (first, end) = cut <= place ? (cut, end) : (first, cut);
        }

        for (int i = first + 1; i < end; i++)
        {
            int item = items[i], hole = i;
            for (; hole > first && isLess(item, items[hole - 1]); hole--)
            {
                items[hole] = items[hole - 1];
            }

            items[hole] = item;
        }
    }

    /// <summary><c>__unguarded_partition_pivot</c>: around the median of three.</summary>
    private static int Partition(int[] items, int first, int end, Func<int, int, bool> isLess)
    {
        int a = first + 1, b = first + ((end - first) / 2), c = end - 1;
        int median = isLess(items[a], items[b])
            ? isLess(items[b], items[c]) ? b : isLess(items[a], items[c]) ? c : a
            : isLess(items[a], items[c]) ? a : isLess(items[b], items[c]) ? c : b;
        (items[first], items[median]) = (items[median], items[first]);
        int pivot = items[first], low = first + 1, high = end;
        while (true)
        {
            while (isLess(items[low], pivot))
            {
                low++;
            }

            high--;
            while (isLess(pivot, items[high]))
            {
                high--;
            }

            if (low >= high)
            {
                return low;
            }

            (items[low], items[high]) = (items[high], items[low]);
            low++;
        }
    }
}
