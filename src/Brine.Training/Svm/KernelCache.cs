namespace Brine.Training;

/// <summary>Keeps the rows of a kernel that were used last.</summary>
/// <param name="length">How many numbers a row has.</param>
/// <param name="megabytes"><c>cache_size</c>: how much memory the rows take; two are kept whatever it is.</param>
internal sealed class KernelCache(int length, double megabytes)
{
    private readonly float[]?[] _rows = new float[]?[length];
    private readonly int[] _filled = new int[length];
    private readonly LinkedListNode<int>?[] _nodes = new LinkedListNode<int>?[length];
    private readonly LinkedList<int> _order = new();
    private readonly long _most =
        Math.Max(2, (long)Math.Min(megabytes * (1 << 20) / (sizeof(float) * (double)Math.Max(length, 1)), int.MaxValue));

    /// <summary>The memory of a row, and how much of it is known; all of what is asked for is taken as known from then on.</summary>
    internal (float[] Row, int Known) Take(int row, int wanted)
    {
        if (_nodes[row] is { } node)
        {
            if (node.Next is not null)
            {
                _order.Remove(node);
                _order.AddLast(node);
            }
        }
        else
        {
            float[]? memory = null;
            if (_order.Count >= _most)
            {
                int oldest = _order.First!.Value;
                _order.RemoveFirst();
                (memory, _rows[oldest], _nodes[oldest], _filled[oldest]) = (_rows[oldest], null, null, 0);
            }

            _rows[row] = memory ?? GC.AllocateUninitializedArray<float>(length);
            _nodes[row] = _order.AddLast(row);
        }

        int known = _filled[row];
        _filled[row] = Math.Max(known, wanted);
        return (_rows[row]!, known);
    }

    /// <summary>Exchanges two rows, and two places in each.</summary>
    internal void Swap(int first, int second)
    {
        if (first == second)
        {
            return;
        }

        (_rows[first], _rows[second]) = (_rows[second], _rows[first]);
        (_filled[first], _filled[second]) = (_filled[second], _filled[first]);
        (_nodes[first], _nodes[second]) = (_nodes[second], _nodes[first]);
        if (_nodes[first] is { } one)
        {
            one.Value = first;
        }

        if (_nodes[second] is { } other)
        {
            other.Value = second;
        }

        (int low, int high) = first < second ? (first, second) : (second, first);
        for (LinkedListNode<int>? node = _order.First; node is not null; node = node.Next)
        {
            int row = node.Value;
            if (_filled[row] > high)
            {
                float[] memory = _rows[row]!;
                (memory[low], memory[high]) = (memory[high], memory[low]);
            }
            else
            {
                // What comes to the lower place is not known.
                _filled[row] = Math.Min(_filled[row], low);
            }
        }
    }
}
