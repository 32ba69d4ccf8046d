namespace Brine.Models;

/// <summary>
/// scikit-learn's <c>simultaneous_sort</c> from 1.9 on: an introsort, whose order of equal distances is kept. Up to 15 are inserted and
/// stay as they stand.
/// </summary>
internal static class SimultaneousSort
{
    private const int LargestInserted = 15;

    internal static void Sort(Span<double> values, Span<int> indices) =>
        Sort(values, indices, values.IsEmpty ? 0 : 2 * (31 - int.LeadingZeroCount(values.Length)));

    private static void Sort(Span<double> values, Span<int> indices, int depth)
    {
        // The depth bounds the recursion to twice the logarithm of the length.
        while (values.Length > LargestInserted)
        {
            if (depth-- <= 0)
            {
                HeapSort(values, indices);
                return;
            }

            int at = Partition(values, indices);
            Sort(values[..at], indices[..at], depth);
            values = values[(at + 1)..];
            indices = indices[(at + 1)..];
        }

        Insert(values, indices);
    }

    private static int Partition(Span<double> values, Span<int> indices)
    {
        int last = values.Length - 1, middle = values.Length / 2;
        SwapIfGreater(values, indices, 0, last);
        if (values[last] > values[middle])
        {
            Swap(values, indices, last, middle);
            SwapIfGreater(values, indices, 0, last);
        }

        double pivot = values[last];
        int left = 1, right = last - 1;
        while (true)
        {
            while (left <= right && values[left] < pivot)
            {
                left++;
            }

            while (left <= right && values[right] > pivot)
            {
                right--;
            }

            if (left >= right)
            {
                break;
            }

            Swap(values, indices, left++, right--);
        }

        Swap(values, indices, left, last);
        return left;
    }

    private static void Insert(Span<double> values, Span<int> indices)
    {
        for (int i = 1; i < values.Length; i++)
        {
            for (int at = i; at > 0 && values[at - 1] > values[at]; at--)
            {
                Swap(values, indices, at - 1, at);
            }
        }
    }

    private static void HeapSort(Span<double> values, Span<int> indices)
    {
        for (int start = (values.Length - 2) / 2; start >= 0; start--)
        {
            Sink(values, indices, start, values.Length);
        }

        for (int end = values.Length - 1; end > 0; end--)
        {
            Swap(values, indices, 0, end);
            Sink(values, indices, 0, end);
        }
    }

    private static void Sink(Span<double> values, Span<int> indices, int root, int end)
    {
        while (true)
        {
            int child = (2 * root) + 1, largest = root;
            largest = child < end && values[largest] < values[child] ? child : largest;
            largest = child + 1 < end && values[largest] < values[child + 1] ? child + 1 : largest;
            if (largest == root)
            {
                return;
            }

            Swap(values, indices, root, largest);
            root = largest;
        }
    }

    private static void SwapIfGreater(Span<double> values, Span<int> indices, int first, int second)
    {
        if (values[first] > values[second])
        {
            Swap(values, indices, first, second);
        }
    }

    private static void Swap(Span<double> values, Span<int> indices, int first, int second)
    {
        (values[first], values[second]) = (values[second], values[first]);
        (indices[first], indices[second]) = (indices[second], indices[first]);
    }
}
