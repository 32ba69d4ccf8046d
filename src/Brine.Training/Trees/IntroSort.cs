using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Training;

/// <summary>Sorts values, and rows with them, exactly as scikit-learn's trees do: equal values end in the same order.</summary>
internal static class IntroSort
{
    private const int SmallIsNew = 15;

    /// <param name="values">The values.</param>
    /// <param name="rows">The rows that go with them.</param>
    /// <param name="isNew">True from scikit-learn 1.4 on, which inserts where there are few.</param>
    internal static void Sort(Span<float> values, Span<int> rows, bool isNew)
    {
        if (values.Length > 1)
        {
            Sort(values, rows, 2 * BitOperations.Log2((uint)values.Length), isNew ? SmallIsNew : 1);
        }
    }

    /// <summary>The left part is sorted by a call, no deeper than the logarithm of the length allows.</summary>
    private static void Sort(Span<float> values, Span<int> rows, int depth, int small)
    {
        while (values.Length > small)
        {
            if (depth <= 0)
            {
                HeapSort(values, rows);
                return;
            }

            depth--;
            float pivot = Median(values[0], values[values.Length / 2], values[^1]);
            (int left, int right) = Part(ref MemoryMarshal.GetReference(values), ref MemoryMarshal.GetReference(rows), values.Length,
                pivot);

            Sort(values[..left], rows[..left], depth, small);
            values = values[right..];
            rows = rows[right..];
        }

        if (small > 1)
        {
            Insert(values, rows);
        }
    }

    /// <summary>Three parts: less than the pivot, equal, greater.</summary>
    private static (int Left, int Right) Part(ref float values, ref int rows, int count, float pivot)
    {
        int i = 0, left = 0, right = count;
        while (i < right)
        {
            float value = Unsafe.Add(ref values, i);
            if (value < pivot)
            {
                Unsafe.Add(ref values, i) = Unsafe.Add(ref values, left);
                Unsafe.Add(ref values, left) = value;
                (Unsafe.Add(ref rows, i), Unsafe.Add(ref rows, left)) = (Unsafe.Add(ref rows, left), Unsafe.Add(ref rows, i));
                i++;
                left++;
            }
            else if (value > pivot)
            {
                right--;
                Unsafe.Add(ref values, i) = Unsafe.Add(ref values, right);
                Unsafe.Add(ref values, right) = value;
                (Unsafe.Add(ref rows, i), Unsafe.Add(ref rows, right)) = (Unsafe.Add(ref rows, right), Unsafe.Add(ref rows, i));
            }
            else
            {
                i++;
            }
        }

        return (left, right);
    }

    private static void Insert(Span<float> values, Span<int> rows)
    {
        for (int i = 1; i < values.Length; i++)
        {
            float value = values[i];
            int row = rows[i], j = i;
            for (; j > 0 && values[j - 1] > value; j--)
            {
                values[j] = values[j - 1];
                rows[j] = rows[j - 1];
            }

            values[j] = value;
            rows[j] = row;
        }
    }

    private static float Median(float a, float b, float c) =>
        a < b ? (b < c ? b : a < c ? c : a) : b < c ? (a < c ? a : c) : b;

    private static void HeapSort(Span<float> values, Span<int> rows)
    {
        for (int start = (values.Length - 2) / 2; start >= 0; start--)
        {
            SiftDown(values, rows, start, values.Length);
        }

        for (int end = values.Length - 1; end > 0; end--)
        {
            Swap(values, rows, 0, end);
            SiftDown(values, rows, 0, end);
        }
    }

    private static void SiftDown(Span<float> values, Span<int> rows, int root, int end)
    {
        while (true)
        {
            int child = (root * 2) + 1, largest = root;
            if (child < end && values[largest] < values[child])
            {
                largest = child;
            }

            if (child + 1 < end && values[largest] < values[child + 1])
            {
                largest = child + 1;
            }

            if (largest == root)
            {
                return;
            }

            Swap(values, rows, root, largest);
            root = largest;
        }
    }

    private static void Swap(Span<float> values, Span<int> rows, int i, int j)
    {
        (values[i], values[j]) = (values[j], values[i]);
        (rows[i], rows[j]) = (rows[j], rows[i]);
    }
}
