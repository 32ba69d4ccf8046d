namespace Brine.Models;

/// <summary>
/// numpy's <c>np.argpartition</c> for one kth (<c>introselect</c> without SIMD): which of equal values come first is decided exactly as
/// there. NaN counts as the largest value.
/// </summary>
internal static class IndirectSelection
{
    private const int SmallestPartition = 3;

    /// <summary>Moves the indices of the <paramref name="kth"/> + 1 smallest values to the front.</summary>
    /// <param name="values">The values.</param>
    /// <param name="order">Room for as many indices as there are values; filled here with 0, 1, 2...</param>
    /// <param name="kth">The place whose value is the one a sort would put there.</param>
    internal static void ArgPartition(ReadOnlySpan<double> values, Span<int> order, int kth)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > 1)
        {
            Select(values, order, kth);
        }
    }

    /// <summary>True where numpy sorts <paramref name="left"/> before <paramref name="right"/>: NaN is greater than all numbers.</summary>
    internal static bool Less(double left, double right) => left < right || (double.IsNaN(right) && !double.IsNaN(left));

    private static void Select(ReadOnlySpan<double> values, Span<int> order, int kth)
    {
        if (kth < SmallestPartition)
        {
            SelectSmallest(values, order, kth);
            return;
        }

        if (kth == order.Length - 1)
        {
            MoveLargest(values, order);
            return;
        }

        int low = 0, high = order.Length - 1, rounds = 2 * (31 - int.LeadingZeroCount(order.Length));
        for (; low + 1 < high; rounds--)
        {
            int left = low + 1, right = high;
            if (rounds > 0 || right - left < 5)
            {
                MedianOfThree(values, order, low, low + ((high - low) / 2), high);
            }
            else
            {
                // The median of medians keeps the worst case linear; the recursion is on a fifth of the range.
                int middle = left + MedianOfMedians(values, order[left..right]);
                Swap(order, middle, low);
                left--;
                right++;
            }

            double pivot = values[order[low]];
            while (true)
            {
                do
                {
                    left++;
                }
                while (Less(values[order[left]], pivot));
                do
                {
                    right--;
                }
                while (Less(pivot, values[order[right]]));
                if (right < left)
                {
                    break;
                }

                Swap(order, left, right);
            }

            Swap(order, low, right);
            high = right >= kth ? right - 1 : high;
            low = right <= kth ? left : low;
        }

        if (high == low + 1 && Less(values[order[high]], values[order[low]]))
        {
            Swap(order, high, low);
        }
    }

    /// <summary><c>dumb_select</c>: one pass for each of the few smallest.</summary>
    private static void SelectSmallest(ReadOnlySpan<double> values, Span<int> order, int kth)
    {
        for (int i = 0; i <= kth; i++)
        {
            int smallest = i;
            double value = values[order[i]];
            for (int k = i + 1; k < order.Length; k++)
            {
                if (Less(values[order[k]], value))
                {
                    smallest = k;
                    value = values[order[k]];
                }
            }

            Swap(order, i, smallest);
        }
    }

    private static void MoveLargest(ReadOnlySpan<double> values, Span<int> order)
    {
        int largest = 0;
        for (int k = 1; k < order.Length; k++)
        {
            largest = Less(values[order[k]], values[order[largest]]) ? largest : k;
        }

        Swap(order, order.Length - 1, largest);
    }

    /// <summary>The median goes to <paramref name="low"/>, the smallest behind it, so that the partition needs no check for its
    /// ends.</summary>
    private static void MedianOfThree(ReadOnlySpan<double> values, Span<int> order, int low, int middle, int high)
    {
        SwapIfLess(values, order, high, middle);
        SwapIfLess(values, order, high, low);
        SwapIfLess(values, order, low, middle);
        Swap(order, middle, low + 1);
    }

    private static int MedianOfMedians(ReadOnlySpan<double> values, Span<int> order)
    {
        int count = order.Length / 5;
        for (int i = 0; i < count; i++)
        {
            Swap(order, (5 * i) + MedianOfFive(values, order.Slice(5 * i, 5)), i);
        }

        if (count > 2)
        {
            Select(values, order[..count], count / 2);
        }

        return count / 2;
    }

    private static int MedianOfFive(ReadOnlySpan<double> values, Span<int> five)
    {
        SwapIfLess(values, five, 1, 0);
        SwapIfLess(values, five, 4, 3);
        SwapIfLess(values, five, 3, 0);
        SwapIfLess(values, five, 4, 1);
        SwapIfLess(values, five, 2, 1);
        return !Less(values[five[3]], values[five[2]]) ? 2 : Less(values[five[3]], values[five[1]]) ? 1 : 3;
    }

    private static void SwapIfLess(ReadOnlySpan<double> values, Span<int> order, int first, int second)
    {
        if (Less(values[order[first]], values[order[second]]))
        {
            Swap(order, first, second);
        }
    }

    private static void Swap(Span<int> order, int first, int second) => (order[first], order[second]) = (order[second], order[first]);
}
