namespace Brine.Models;

/// <summary>
/// numpy's <c>np.argsort</c> of doubles (<c>aquicksort</c> without SIMD, which falls back on a heapsort): the order of equal values is
/// exactly the one there. NaN counts as the largest value.
/// </summary>
internal static class IndirectSort
{
    private const int LargestInserted = 15;

    /// <summary>Sorts indices by the values that they point to.</summary>
    /// <param name="values">The values.</param>
    /// <param name="order">The indices, in the order that equal values start from.</param>
    internal static void ArgSort(ReadOnlySpan<double> values, Span<int> order)
    {
        // The larger part waits, so that a stack of 32 levels holds any length.
        Span<(int Low, int High, int Depth)> waiting = stackalloc (int, int, int)[64];
        int open = 0, low = 0, high = order.Length - 1;
        int depth = order.Length > 0 ? 2 * (31 - int.LeadingZeroCount(order.Length)) : 0;
        while (true)
        {
            if (depth < 0)
            {
                HeapSort(values, order[low..(high + 1)]);
            }
            else
            {
                while (high - low > LargestInserted)
                {
                    int at = Partition(values, order, low, high);
                    depth--;
                    if (at - low < high - at)
                    {
                        waiting[open++] = (at + 1, high, depth);
                        high = at - 1;
                    }
                    else
                    {
                        waiting[open++] = (low, at - 1, depth);
                        low = at + 1;
                    }
                }

                Insert(values, order, low, high);
            }

            if (open == 0)
            {
                return;
            }

            (low, high, depth) = waiting[--open];
        }
    }

    private static int Partition(ReadOnlySpan<double> values, Span<int> order, int low, int high)
    {
        int middle = low + ((high - low) >> 1);
        SwapIfLess(values, order, middle, low);
        SwapIfLess(values, order, high, middle);
        SwapIfLess(values, order, middle, low);
        double pivot = values[order[middle]];
        int left = low, right = high - 1;
        Swap(order, middle, right);
        while (true)
        {
            do
            {
                left++;
            }
            while (IndirectSelection.Less(values[order[left]], pivot));
            do
            {
                right--;
            }
            while (IndirectSelection.Less(pivot, values[order[right]]));
            if (left >= right)
            {
                break;
            }

            Swap(order, left, right);
        }

        Swap(order, left, high - 1);
        return left;
    }

    private static void Insert(ReadOnlySpan<double> values, Span<int> order, int low, int high)
    {
        for (int i = low + 1; i <= high; i++)
        {
            int index = order[i], at = i;
            double value = values[index];
            for (; at > low && IndirectSelection.Less(value, values[order[at - 1]]); at--)
            {
                order[at] = order[at - 1];
            }

            order[at] = index;
        }
    }

    private static void HeapSort(ReadOnlySpan<double> values, Span<int> order)
    {
        for (int i = order.Length / 2; i > 0; i--)
        {
            Sink(values, order, i, order.Length, order[i - 1]);
        }

        for (int size = order.Length - 1; size > 0; size--)
        {
            int last = order[size];
            order[size] = order[0];
            Sink(values, order, 1, size, last);
        }
    }

    /// <summary>Lets an index sink from a place, counted from one, to where it belongs.</summary>
    private static void Sink(ReadOnlySpan<double> values, Span<int> order, int at, int size, int index)
    {
        for (int child = 2 * at; child <= size; child = 2 * at)
        {
            if (child < size && IndirectSelection.Less(values[order[child - 1]], values[order[child]]))
            {
                child++;
            }

            if (!IndirectSelection.Less(values[index], values[order[child - 1]]))
            {
                break;
            }

            order[at - 1] = order[child - 1];
            at = child;
        }

        order[at - 1] = index;
    }

    private static void SwapIfLess(ReadOnlySpan<double> values, Span<int> order, int first, int second)
    {
        if (IndirectSelection.Less(values[order[first]], values[order[second]]))
        {
            Swap(order, first, second);
        }
    }

    private static void Swap(Span<int> order, int first, int second) => (order[first], order[second]) = (order[second], order[first]);
}
