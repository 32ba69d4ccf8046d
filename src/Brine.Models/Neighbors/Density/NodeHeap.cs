namespace Brine.Models;

/// <summary>
/// scikit-learn's <c>NodeHeap</c>: the nearest node first. What sinks after a pop stops where a child is larger, as there: the order is not
/// always that of a heap, and sums hang on it.
/// </summary>
internal ref struct NodeHeap(Span<double> values, Span<int> nodes)
{
    private readonly Span<double> _values = values;
    private readonly Span<int> _nodes = nodes;

    internal int Count { get; private set; }

    internal void Push(double value, int node)
    {
        int at = Count++;
        (_values[at], _nodes[at]) = (value, node);
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (_values[parent] <= _values[at])
            {
                break;
            }

            Swap(at, parent);
            at = parent;
        }
    }

    internal int Pop()
    {
        int node = _nodes[0], at = 0;
        (_values[0], _nodes[0]) = (_values[--Count], _nodes[Count]);
        while (at < Count)
        {
            int left = (2 * at) + 1, right = left + 1;
            if (left >= Count)
            {
                break;
            }

            int child = right < Count && !(_values[left] <= _values[right]) ? right : left;
            if (!(_values[child] <= _values[at]))
            {
                break;
            }

            Swap(at, child);
            at = child;
        }

        return node;
    }

    private readonly void Swap(int first, int second)
    {
        (_values[first], _values[second]) = (_values[second], _values[first]);
        (_nodes[first], _nodes[second]) = (_nodes[second], _nodes[first]);
    }
}
