namespace Brine;

/// <summary>The way from the root to a node, feature by feature, as an explicit stack walks a tree.</summary>
internal sealed class TreeShapPath
{
    private readonly Stack<Edge> _waiting = new();
    private readonly List<Change> _done = [];
    private readonly int[] _slots;
    private readonly int[] _features;
    private readonly double[] _shares;
    private readonly bool[] _follows;
    private double[] _products = [];
    private int _count;
    private int _depth;

    internal TreeShapPath(int featureCount, int depth)
    {
        int most = Math.Min(featureCount, depth);
        _slots = new int[featureCount];
        Array.Fill(_slots, -1);
        (_features, _shares, _follows) = (new int[most], new double[most], new bool[most]);
    }

    /// <summary>The share of the training rows that came to the node.</summary>
    internal double Reached
    {
        get
        {
            double product = 1;
            for (int i = 0; i < _count; i++)
            {
                product *= _shares[i];
            }

            return product;
        }
    }

    /// <summary>Begins at the root of a tree.</summary>
    internal void Start() => _waiting.Push(new Edge(0, 0, -1, 1, true));

    /// <summary>A child of the node that <see cref="TryNext"/> gave last.</summary>
    internal void Push(int node, int feature, double share, bool follows) => _waiting.Push(new Edge(node, _depth, feature, share, follows));

    /// <summary>Goes to the next node, the left one of a split first.</summary>
    internal bool TryNext(out int node)
    {
        bool has = _waiting.TryPop(out Edge edge);
        node = edge.Node;
        int depth = has ? edge.Depth : 0;
        while (_done.Count > depth)
        {
            Undo();
        }

        if (has && edge.Feature >= 0)
        {
            Apply(edge);
        }

        _depth = _done.Count;
        return has;
    }

    /// <summary>Adds what each feature of the path has of a leaf.</summary>
    /// <param name="values">What the leaf is worth, for each output.</param>
    /// <param name="shares">The sums, as many for each feature as there are outputs.</param>
    internal void AddShares(ReadOnlySpan<double> values, Span<double> shares)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_shares[i] == 0 && !_follows[i])
            {
                return;
            }
        }

        if (_count == 0)
        {
            return;
        }

        GaussLegendre rule = GaussLegendre.ForDegree(_count - 1);
        double[] points = rule.Points, weights = rule.Weights;
        if (_products.Length < points.Length)
        {
            _products = new double[points.Length];
        }

        for (int q = 0; q < points.Length; q++)
        {
            double product = weights[q];
            for (int i = 0; i < _count; i++)
            {
                product *= Factor(i, points[q]);
            }

            _products[q] = product;
        }

        for (int i = 0; i < _count; i++)
        {
            double integral = 0;
            for (int q = 0; q < points.Length; q++)
            {
                integral += _products[q] / Factor(i, points[q]);
            }

            double share = ((_follows[i] ? 1 : 0) - _shares[i]) * integral;
            Span<double> target = shares.Slice(_features[i] * values.Length, values.Length);
            for (int output = 0; output < target.Length; output++)
            {
                target[output] += share * values[output];
            }
        }
    }

    private double Factor(int i, double t) => (_follows[i] ? t : 0) + (_shares[i] * (1 - t));

    /// <summary>A feature that is asked about twice is one player.</summary>
    private void Apply(Edge edge)
    {
        int slot = _slots[edge.Feature];
        if (slot < 0)
        {
            slot = _count++;
            _done.Add(new Change(slot, 1, true, IsNew: true));
            (_slots[edge.Feature], _features[slot], _shares[slot], _follows[slot]) = (slot, edge.Feature, edge.Share, edge.Follows);
            return;
        }

        _done.Add(new Change(slot, _shares[slot], _follows[slot], IsNew: false));
        _shares[slot] *= edge.Share;
        _follows[slot] &= edge.Follows;
    }

    private void Undo()
    {
        Change change = _done[^1];
        _done.RemoveAt(_done.Count - 1);
        if (change.IsNew)
        {
            _slots[_features[change.Slot]] = -1;
            _count--;
            return;
        }

        (_shares[change.Slot], _follows[change.Slot]) = (change.Share, change.Follows);
    }

    private readonly record struct Edge(int Node, int Depth, int Feature, double Share, bool Follows);

    private readonly record struct Change(int Slot, double Share, bool Follows, bool IsNew);
}
