namespace Brine.Training;

/// <summary>Gini's impurity and the entropy of classes: scikit-learn's <c>Gini</c> and <c>Entropy</c>.</summary>
internal sealed class ClassCriterion : NodeCriterion
{
    private static readonly double Ln2 = Math.Log(2.0);

    private readonly int[] _classes;
    private readonly int _count;
    private readonly bool _isEntropy;
    private readonly double[] _total;
    private readonly double[] _left;
    private readonly double[] _right;
    private int _place;

    internal ClassCriterion(int[] classes, int count, bool isEntropy, bool hasWholeWeights)
    {
        (_classes, _count, _isEntropy, IsExact) = (classes, count, isEntropy, hasWholeWeights);
        (_total, _left, _right) = (new double[count], new double[count], new double[count]);
    }

    internal override int ValueCount => _count;

    internal override bool IsExact { get; }

    internal override void Begin(int start, int end)
    {
        (Start, End, NodeWeight) = (start, end, 0);
        Array.Clear(_total);
        if (Weights is null)
        {
            foreach (int row in Rows.AsSpan(start, end - start))
            {
                _total[_classes[row]]++;
            }

            NodeWeight = end - start;
        }
        else
        {
            foreach (int row in Rows.AsSpan(start, end - start))
            {
                double weight = Weights[row];
                _total[_classes[row]] += weight;
                NodeWeight += weight;
            }
        }

        Reset();
    }

    internal override void Reset()
    {
        _place = Start;
        Array.Clear(_left);
        _total.CopyTo(_right, 0);
        (LeftWeight, RightWeight) = (0, NodeWeight);
    }

    internal override void Update(int place)
    {
        Span<double> left = _left;
        ReadOnlySpan<int> classes = _classes;
        ReadOnlySpan<double> weights = Weights;
        double leftWeight = LeftWeight;
        if (place - _place <= End - place)
        {
            foreach (int row in Rows.AsSpan(_place, place - _place))
            {
                double weight = weights.IsEmpty ? 1 : weights[row];
                left[classes[row]] += weight;
                leftWeight += weight;
            }
        }
        else
        {
            _total.CopyTo(_left, 0);
            leftWeight = NodeWeight;
            ReadOnlySpan<int> rows = Rows.AsSpan(place, End - place);
            for (int p = rows.Length - 1; p >= 0; p--)
            {
                double weight = weights.IsEmpty ? 1 : weights[rows[p]];
                left[classes[rows[p]]] -= weight;
                leftWeight -= weight;
            }
        }

        LeftWeight = leftWeight;

        RightWeight = NodeWeight - LeftWeight;
        for (int c = 0; c < _count; c++)
        {
            _right[c] = _total[c] - _left[c];
        }

        _place = place;
    }

    internal override double NodeImpurity() => Impurity(_total, NodeWeight);

    internal override (double Left, double Right) ChildImpurities() => (Impurity(_left, LeftWeight), Impurity(_right, RightWeight));

    internal override double Proxy()
    {
        (double left, double right) = ChildImpurities();
        return (-RightWeight * right) - (LeftWeight * left);
    }

    internal override void WriteValue(Span<double> values, bool asShares)
    {
        for (int c = 0; c < _count; c++)
        {
            values[c] = asShares ? _total[c] / NodeWeight : _total[c];
        }
    }

    internal override bool Scan(ReadOnlySpan<float> values, int minLeaf, double minWeight, ref double best, out int place) =>
        IsExact && !_isEntropy ? ScanExactly(values, minLeaf, minWeight, ref best, out place)
            : base.Scan(values, minLeaf, minWeight, ref best, out place);

    private double Impurity(double[] sums, double weight)
    {
        if (!_isEntropy)
        {
            double squares = 0;
            foreach (double sum in sums)
            {
                squares += sum * sum;
            }

            return 1.0 - (squares / (weight * weight));
        }

        double entropy = 0;
        foreach (double sum in sums)
        {
            if (sum > 0)
            {
                double share = sum / weight;
                entropy -= share * (Math.Log(share) / Ln2);
            }
        }

        return entropy;
    }

    /// <summary>Whole sums are exact, so that the squares are kept up row by row.</summary>
    private bool ScanExactly(ReadOnlySpan<float> values, int minLeaf, double minWeight, ref double best, out int place)
    {
        place = -1;
        Array.Clear(_left);
        Span<double> left = _left;
        double leftSquares = 0, rightSquares = 0, leftWeight = 0, bestHere = best;
        for (int c = 0; c < _count; c++)
        {
            _right[c] = _total[c];
            rightSquares += _total[c] * _total[c];
        }

        Span<double> right = _right;
        ReadOnlySpan<int> rows = Rows, classes = _classes;
        ReadOnlySpan<double> weights = Weights;
        int last = Math.Min(End - 1, End - minLeaf), first = Start + minLeaf;
        for (int p = Start; p < last;)
        {
            int row = rows[p], c = classes[row];
            double weight = weights.IsEmpty ? 1 : weights[row], l = left[c], r = right[c];
            leftSquares += weight * (l + l + weight);
            rightSquares -= weight * (r + r - weight);
            left[c] = l + weight;
            right[c] = r - weight;
            leftWeight += weight;
            p++;
            if (values[p] <= values[p - 1] + TreeSplitter.Same || p < first)
            {
                continue;
            }

            double rightWeight = NodeWeight - leftWeight;
            if (leftWeight < minWeight || rightWeight < minWeight)
            {
                continue;
            }

            double leftGini = 1.0 - (leftSquares / (leftWeight * leftWeight));
            double rightGini = 1.0 - (rightSquares / (rightWeight * rightWeight));
            double proxy = (-rightWeight * rightGini) - (leftWeight * leftGini);
            if (proxy > bestHere)
            {
                (bestHere, place) = (proxy, p);
            }
        }

        best = bestHere;
        return place >= 0;
    }
}
