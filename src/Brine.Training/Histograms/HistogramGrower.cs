namespace Brine.Training;

/// <summary>Grows one tree on histograms, the best leaf first: scikit-learn's <c>TreeGrower</c>.</summary>
internal sealed class HistogramGrower
{
    /// <summary>Smaller work is done by one thread.</summary>
    private const int WorthThreads = 40_000;

    private readonly BinnedColumns _columns;
    private readonly BinMapper _mapper;
    private readonly HistogramRules _rules;
    private readonly float[] _gradients;
    private readonly float[] _hessians;
    private readonly float[] _orderedGradients;
    private readonly float[] _orderedHessians;
    private readonly int[] _rows;
    private readonly int[] _right;
    private readonly int _width;
    private readonly SplitFinder _finder;
    private readonly GainHeap _open = new();
    private readonly Stack<Bin[]> _spare = new();

    internal HistogramGrower(BinnedColumns columns, BinMapper mapper, HistogramRules rules, float[] gradients, float[] hessians)
    {
        (_columns, _mapper, _rules, _gradients, _hessians) = (columns, mapper, rules, gradients, hessians);
        (_orderedGradients, _orderedHessians) = (new float[columns.RowCount], new float[columns.RowCount]);
        _rows = [.. Enumerable.Range(0, columns.RowCount)];
        _right = new int[columns.RowCount];
        _width = mapper.MissingBin + 1;
        _finder = new SplitFinder(rules, mapper, columns.HasMissing);
    }

    internal List<HistogramNode> Leaves { get; } = [];

    internal int NodeCount { get; private set; } = 1;

    /// <summary>The rows in the order of the leaves.</summary>
    internal ReadOnlySpan<int> Rows(HistogramNode leaf) => _rows.AsSpan(leaf.Start, leaf.Count);

    internal HistogramNode Grow()
    {
        HistogramNode root = Root();
        while (_open.Count > 0)
        {
            SplitNext();
        }

        foreach (HistogramNode leaf in Leaves)
        {
            leaf.Value *= _rules.LearningRate;
        }

        return root;
    }

    private HistogramNode Root()
    {
        int count = _columns.RowCount;
        Bin[] bins = NewBins();
        Fill(bins, 0, count);
        double gradients = Sum(_gradients, Array.ConvertAll(bins[.._width], bin => bin.Gradients));
        double hessians = _rules.HasConstantHessian ? count : Sum(_hessians, Array.ConvertAll(bins[.._width], bin => bin.Hessians));
        var root = new HistogramNode { End = count, Gradients = gradients, Hessians = hessians };
        if (count < 2 * _rules.MinLeaf || hessians < 1e-3)
        {
            Close(root);
            return root;
        }

        root.Bins = bins;
        FindSplit(root);
        return root;
    }

    /// <summary>The sum over the bins of the first column since scikit-learn 1.7, over the rows before.</summary>
    private double Sum(float[] rows, double[] bins)
    {
        if (_rules.IsNew)
        {
            return PairwiseSum.Of<double>(bins);
        }

        double sum = 0;
        foreach (float value in rows)
        {
            sum += value;
        }

        return sum;
    }

    private void SplitNext()
    {
        HistogramNode node = _open.Pop();
        HistogramSplit split = node.Split!;
        int middle = Partition(node, split);
        HistogramNode left = node.Left = new HistogramNode
        {
            Start = node.Start, End = middle, Depth = node.Depth + 1, Gradients = split.LeftGradients, Hessians = split.LeftHessians,
            Value = split.LeftValue,
        };
        HistogramNode right = node.Right = new HistogramNode
        {
            Start = middle, End = node.End, Depth = node.Depth + 1, Gradients = split.RightGradients, Hessians = split.RightHessians,
            Value = split.RightValue,
        };
        split.MissingGoesLeft = _columns.HasMissing[split.Feature] ? split.MissingGoesLeft : left.Count > right.Count;
        NodeCount += 2;
        bool isFull = _rules.MaxLeaves is { } most && Leaves.Count + _open.Count + 2 == most;
        if (isFull || left.Depth == _rules.MaxDepth)
        {
            Close(left);
            Close(right);
            while (isFull && _open.Count > 0)
            {
                Close(_open.TakeLast());
            }

            Release(node);
            return;
        }

        foreach (HistogramNode child in (ReadOnlySpan<HistogramNode>)[left, right])
        {
            if (child.Count < 2 * _rules.MinLeaf)
            {
                Close(child);
            }
        }

        Bound(node, left, right);
        if (left.IsLeaf && right.IsLeaf)
        {
            Release(node);
            return;
        }

        (HistogramNode small, HistogramNode large) = left.Count < right.Count ? (left, right) : (right, left);
        small.Bins = NewBins();
        Fill(small.Bins, small.Start, small.End);
        large.Bins = node.Bins;
        node.Bins = null;
        Subtract(large.Bins!, small.Bins);
        foreach (HistogramNode child in (ReadOnlySpan<HistogramNode>)[left, right])
        {
            if (!child.IsLeaf)
            {
                FindSplit(child);
            }
            else
            {
                Release(child);
            }
        }
    }

    /// <summary>Keeps the children of a node in order, where the answer is to grow or to fall with the column.</summary>
    private void Bound(HistogramNode node, HistogramNode left, HistogramNode right)
    {
        int direction = _rules.Directions[node.Split!.Feature];
        double middle = (left.Value + right.Value) / 2;
        (left.Lower, left.Upper) = (direction < 0 ? middle : node.Lower, direction > 0 ? middle : node.Upper);
        (right.Lower, right.Upper) = (direction > 0 ? middle : node.Lower, direction < 0 ? middle : node.Upper);
    }

    private void FindSplit(HistogramNode node)
    {
        int features = _columns.Bins.Length;
        var found = new HistogramSplit[features];
        Each(features * _width * 4, feature => found[feature] = _finder.Find(node, node.Bins.AsSpan(feature * _width, _width), feature));
        HistogramSplit best = found[0];
        foreach (HistogramSplit split in found)
        {
            best = split.Gain > best.Gain ? split : best;
        }

        node.Split = best;
        if (best.Gain <= 0)
        {
            Close(node);
        }
        else
        {
            _open.Push(node);
        }
    }

    private void Close(HistogramNode node)
    {
        node.IsLeaf = true;
        Leaves.Add(node);
        Release(node);
    }

    private void Release(HistogramNode node)
    {
        if (node.Bins is { } bins)
        {
            _spare.Push(bins);
            node.Bins = null;
        }
    }

    private Bin[] NewBins() => _spare.TryPop(out Bin[]? bins) ? bins : new Bin[_columns.Bins.Length * _width];

    private int Partition(HistogramNode node, HistogramSplit split)
    {
        byte[] bins = _columns.Bins[split.Feature];
        int left = node.Start, right = 0, missing = split.MissingGoesLeft ? _mapper.MissingBin : -1;
        Span<int> rows = _rows;
        for (int p = node.Start; p < node.End; p++)
        {
            int row = rows[p], bin = bins[row];
            if (bin <= split.Bin || bin == missing)
            {
                rows[left++] = row;
            }
            else
            {
                _right[right++] = row;
            }
        }

        _right.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    private void Fill(Bin[] bins, int start, int end)
    {
        int count = end - start;
        bool isRoot = count == _rows.Length;
        if (!isRoot)
        {
            for (int i = 0; i < count; i++)
            {
                int row = _rows[start + i];
                _orderedGradients[i] = _gradients[row];
                _orderedHessians[i] = _rules.HasConstantHessian ? 0 : _hessians[row];
            }
        }

        float[] gradients = isRoot ? _gradients : _orderedGradients, hessians = isRoot ? _hessians : _orderedHessians;
        Each(count * _columns.Bins.Length, feature =>
        {
            Span<Bin> own = bins.AsSpan(feature * _width, _width);
            own.Clear();
            ReadOnlySpan<byte> column = _columns.Bins[feature];
            ReadOnlySpan<int> rows = _rows.AsSpan(start, count);
            ReadOnlySpan<float> first = gradients.AsSpan(0, count);
            if (_rules.HasConstantHessian)
            {
                for (int i = 0; i < rows.Length && i < first.Length; i++)
                {
                    ref Bin bin = ref own[column[rows[i]]];
                    bin.Gradients += first[i];
                    bin.Count++;
                }

                return;
            }

            ReadOnlySpan<float> second = hessians.AsSpan(0, count);
            for (int i = 0; i < rows.Length && i < first.Length && i < second.Length; i++)
            {
                ref Bin bin = ref own[column[rows[i]]];
                bin.Gradients += first[i];
                bin.Hessians += second[i];
                bin.Count++;
            }
        });
    }

    private static void Subtract(Bin[] from, Bin[] what)
    {
        for (int i = 0; i < from.Length && i < what.Length; i++)
        {
            ref Bin bin = ref from[i];
            bin.Gradients -= what[i].Gradients;
            bin.Hessians -= what[i].Hessians;
            bin.Count -= what[i].Count;
        }
    }

    /// <summary>Does something with each column, on several threads where it is worth it: a column has one thread, and sums do not depend
    /// on their number.</summary>
    private void Each(int work, Action<int> act)
    {
        if (work < WorthThreads || _rules.ThreadCount == 1)
        {
            for (int feature = 0; feature < _columns.Bins.Length; feature++)
            {
                act(feature);
            }

            return;
        }

        Parallel.For(0, _columns.Bins.Length, new ParallelOptions { MaxDegreeOfParallelism = _rules.ThreadCount }, act);
    }
}
