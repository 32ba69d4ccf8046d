namespace Brine.Training;

/// <summary>A heap whose first number is the largest, with the moves of Python's <c>heapq</c> on negated numbers: the order inside is that
/// of Python.</summary>
internal sealed class NegativeHeap(int first)
{
    private readonly List<int> _nodes = [first];

    internal IReadOnlyList<int> Nodes => _nodes;

    internal int Largest => _nodes[0];

    internal void Push(int node)
    {
        _nodes.Add(node);
        Rise(0, _nodes.Count - 1);
    }

    /// <summary>Takes the largest out where it is larger than the number, and puts the number in: <c>heappushpop</c>.</summary>
    internal void Replace(int node)
    {
        if (_nodes[0] <= node)
        {
            return;
        }

        _nodes[0] = node;
        int at = 0;
        for (int child = 1; child < _nodes.Count; child = (2 * at) + 1)
        {
            if (child + 1 < _nodes.Count && _nodes[child] <= _nodes[child + 1])
            {
                child++;
            }

            _nodes[at] = _nodes[child];
            at = child;
        }

        _nodes[at] = node;
        Rise(0, at);
    }

    private void Rise(int top, int at)
    {
        int node = _nodes[at];
        while (at > top && node > _nodes[(at - 1) / 2])
        {
            _nodes[at] = _nodes[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _nodes[at] = node;
    }
}
