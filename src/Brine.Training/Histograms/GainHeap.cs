namespace Brine.Training;

/// <summary>The nodes that can be split, the best one first, as Python's <c>heapq</c> keeps them: its order decides between equally good
/// ones.</summary>
internal sealed class GainHeap
{
    private readonly List<HistogramNode> _heap = [];

    internal int Count => _heap.Count;

    internal void Push(HistogramNode node)
    {
        _heap.Add(node);
        Rise(0, _heap.Count - 1);
    }

    internal HistogramNode Pop()
    {
        HistogramNode last = TakeLast();
        if (_heap.Count == 0)
        {
            return last;
        }

        HistogramNode first = _heap[0];
        _heap[0] = last;
        int place = 0, child = 1;
        while (child < _heap.Count)
        {
            int right = child + 1;
            child = right < _heap.Count && !IsBefore(_heap[child], _heap[right]) ? right : child;
            _heap[place] = _heap[child];
            place = child;
            child = (2 * place) + 1;
        }

        _heap[place] = last;
        Rise(0, place);
        return first;
    }

    internal HistogramNode TakeLast()
    {
        HistogramNode last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        return last;
    }

    private void Rise(int top, int place)
    {
        HistogramNode node = _heap[place];
        while (place > top && IsBefore(node, _heap[(place - 1) / 2]))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _heap[place] = node;
    }

    private static bool IsBefore(HistogramNode left, HistogramNode right) => left.Split!.Gain > right.Split!.Gain;
}
