namespace Brine.Training;

/// <summary>The leaves of a tree that is grown best first, as a heap in the order of C++'s <c>push_heap</c> and <c>pop_heap</c>, which
/// decides between equally good ones.</summary>
internal sealed class Frontier
{
    private readonly List<FrontierNode> _heap = [];

    internal void Push(FrontierNode node)
    {
        _heap.Add(node);
        SiftUp(_heap.Count - 1, 0, node);
    }

    internal bool TryPop(out FrontierNode node)
    {
        if (_heap.Count == 0)
        {
            node = default;
            return false;
        }

        node = _heap[0];
        FrontierNode last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        int count = _heap.Count;
        if (count == 0)
        {
            return true;
        }

        // The hole goes down to a leaf along the better children, and the last node comes up from there.
        int hole = 0, child = 0;
        while (child < (count - 1) / 2)
        {
            child = 2 * (child + 1);
            if (_heap[child].Improvement < _heap[child - 1].Improvement)
            {
                child--;
            }

            _heap[hole] = _heap[child];
            hole = child;
        }

        if (count % 2 == 0 && child == (count - 2) / 2)
        {
            child = (2 * child) + 1;
            _heap[hole] = _heap[child];
            hole = child;
        }

        SiftUp(hole, 0, last);
        return true;
    }

    private void SiftUp(int hole, int top, FrontierNode node)
    {
        int parent = (hole - 1) / 2;
        while (hole > top && _heap[parent].Improvement < node.Improvement)
        {
            _heap[hole] = _heap[parent];
            hole = parent;
            parent = (hole - 1) / 2;
        }

        _heap[hole] = node;
    }
}
