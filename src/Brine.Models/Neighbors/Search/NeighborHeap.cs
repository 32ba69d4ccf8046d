namespace Brine.Models;

/// <summary>
/// The nearest so far: a heap with the farthest on top. Which of equally distant rows stay, and how they are ordered in the end, is
/// decided exactly as by scikit-learn's <c>heap_push</c> and <c>simultaneous_sort</c>.
/// </summary>
internal readonly ref struct NeighborHeap
{
    private readonly Span<double> _distances;
    private readonly Span<int> _indices;

    internal NeighborHeap(Span<double> distances, Span<int> indices)
    {
        _distances = distances;
        _indices = indices[..distances.Length];
        _distances.Fill(double.PositiveInfinity);
        _indices.Clear();
    }

    /// <summary>A row that is as far or farther does not come in.</summary>
    internal double Farthest => _distances[0];

    internal void Push(double distance, int index)
    {
        Span<double> distances = _distances;
        // NaN comes in, as in heap_push.
        if (distance >= distances[0])
        {
            return;
        }

        int at = 0;
        while (true)
        {
            int left = (2 * at) + 1, right = left + 1;
            if (left >= distances.Length)
            {
                break;
            }

            int larger = right >= distances.Length || distances[left] >= distances[right] ? left : right;
            bool sinks = right >= distances.Length ? distances[larger] > distance : distance < distances[larger];
            if (!sinks)
            {
                break;
            }

            distances[at] = distances[larger];
            _indices[at] = _indices[larger];
            at = larger;
        }

        distances[at] = distance;
        _indices[at] = index;
    }

    /// <summary>The nearest first.</summary>
    /// <param name="isIntrosort">True for the sort of 1.9.</param>
    internal void Sort(bool isIntrosort = false) => Sort(_distances, _indices, isIntrosort);

    internal static void Sort(Span<double> values, Span<int> indices, bool isIntrosort)
    {
        if (isIntrosort)
        {
            SimultaneousSort.Sort(values, indices);
        }
        else
        {
            Sort(values, indices);
        }
    }

    /// <summary>Quicksort with the pivot of three; the larger part is sorted in a loop, so that the stack stays shallow.</summary>
    private static void Sort(Span<double> values, Span<int> indices)
    {
        while (values.Length > 3)
        {
            int last = values.Length - 1, middle = values.Length / 2;
            SwapIfGreater(values, indices, 0, last);
            if (values[last] > values[middle])
            {
                Swap(values, indices, last, middle);
                SwapIfGreater(values, indices, 0, last);
            }

            double pivot = values[last];
            int store = 0;
            for (int i = 0; i < last; i++)
            {
                if (values[i] < pivot)
                {
                    Swap(values, indices, i, store);
                    store++;
                }
            }

            Swap(values, indices, store, last);
            int rest = store + 1;
            if (store < values.Length - rest)
            {
                Sort(values[..store], indices[..store]);
                values = values[rest..];
                indices = indices[rest..];
            }
            else
            {
                Sort(values[rest..], indices[rest..]);
                values = values[..store];
                indices = indices[..store];
            }
        }

        if (values.Length > 1)
        {
            SwapIfGreater(values, indices, 0, 1);
        }

        if (values.Length == 3 && values[1] > values[2])
        {
            Swap(values, indices, 1, 2);
            SwapIfGreater(values, indices, 0, 1);
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
