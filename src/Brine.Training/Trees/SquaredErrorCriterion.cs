namespace Brine.Training;

/// <summary>The squared error of numbers: scikit-learn's <c>MSE</c>, and Friedman's measure of a split over it.</summary>
/// <param name="target">The number of each row.</param>
/// <param name="isFriedman">True for Friedman's measure.</param>
/// <param name="isNew">True for the newest scikit-learn, whose squares are C's <c>pow</c>: rarely another last bit than a product.</param>
internal sealed class SquaredErrorCriterion(double[] target, bool isFriedman, bool isNew) : NodeCriterion
{
    private double _squares;
    private double _total;
    private double _left;
    private double _right;
    private int _place;

    internal override int ValueCount => 1;

    internal override bool IsExact => false;

    internal override void Begin(int start, int end)
    {
        (Start, End, NodeWeight, _squares, _total) = (start, end, 0, 0, 0);
        foreach (int row in Rows.AsSpan(start, end - start))
        {
            double weight = Weights is null ? 1 : Weights[row], value = target[row], weighted = weight * value;
            _total += weighted;
            _squares += weighted * value;
            NodeWeight += weight;
        }

        Reset();
    }

    internal override void Reset()
    {
        (_place, _left, _right) = (Start, 0, _total);
        (LeftWeight, RightWeight) = (0, NodeWeight);
    }

    internal override void Update(int place)
    {
        double left = _left, leftWeight = LeftWeight;
        if (place - _place <= End - place)
        {
            for (int p = _place; p < place; p++)
            {
                int row = Rows[p];
                double weight = Weights is null ? 1 : Weights[row];
                left += weight * target[row];
                leftWeight += weight;
            }
        }
        else
        {
            (left, leftWeight) = (_total, NodeWeight);
            for (int p = End - 1; p >= place; p--)
            {
                int row = Rows[p];
                double weight = Weights is null ? 1 : Weights[row];
                left -= weight * target[row];
                leftWeight -= weight;
            }
        }

        (_left, LeftWeight, _place) = (left, leftWeight, place);
        (_right, RightWeight) = (_total - left, NodeWeight - leftWeight);
    }

    internal override double NodeImpurity()
    {
        return (_squares / NodeWeight) - Square(_total / NodeWeight);
    }

    internal override double Proxy()
    {
        if (!isFriedman)
        {
            return (_left * _left / LeftWeight) + (_right * _right / RightWeight);
        }

        double difference = (RightWeight * _left) - (LeftWeight * _right);
        return difference * difference / (LeftWeight * RightWeight);
    }

    internal override double Improvement(double impurity, double left, double right)
    {
        if (!isFriedman)
        {
            return base.Improvement(impurity, left, right);
        }

        double difference = (RightWeight * _left) - (LeftWeight * _right);
        return difference * difference / (LeftWeight * RightWeight * NodeWeight);
    }

    internal override (double Left, double Right) ChildImpurities()
    {
        double squares = 0;
        for (int p = Start; p < _place; p++)
        {
            int row = Rows[p];
            double weight = Weights is null ? 1 : Weights[row], value = target[row];
            squares += weight * value * value;
        }

        return ((squares / LeftWeight) - Square(_left / LeftWeight), ((_squares - squares) / RightWeight) - Square(_right / RightWeight));
    }

    private double Square(double value) => isNew ? Math.Pow(value, 2.0) : value * value;

    internal override void WriteValue(Span<double> values, bool asShares) => values[0] = _total / NodeWeight;

    internal override bool Scan(ReadOnlySpan<float> values, int minLeaf, double minWeight, ref double best, out int place) =>
        minLeaf == 1 && minWeight <= 0 && !isFriedman ? ScanAll(values, ref best, out place)
            : base.Scan(values, minLeaf, minWeight, ref best, out place);

    /// <summary>The same without the rules for leaves: a row at a time, unless so many are equal that the reference sums from the
    /// end.</summary>
    private bool ScanAll(ReadOnlySpan<float> values, ref double best, out int place)
    {
        place = -1;
        double left = 0, leftWeight = 0, bestHere = best;
        ReadOnlySpan<int> rows = Rows;
        ReadOnlySpan<double> weights = Weights, y = target;
        int from = Start;
        for (int p = Start + 1; p < End; p++)
        {
            if (values[p] <= values[p - 1] + TreeSplitter.Same)
            {
                continue;
            }

            if (p - from <= End - p)
            {
                for (; from < p; from++)
                {
                    int row = rows[from];
                    double weight = weights.IsEmpty ? 1 : weights[row];
                    left += weight * y[row];
                    leftWeight += weight;
                }
            }
            else
            {
                (left, leftWeight, from) = (_total, NodeWeight, p);
                for (int q = End - 1; q >= p; q--)
                {
                    int row = rows[q];
                    double weight = weights.IsEmpty ? 1 : weights[row];
                    left -= weight * y[row];
                    leftWeight -= weight;
                }
            }

            double right = _total - left, rightWeight = NodeWeight - leftWeight;
            double proxy = (left * left / leftWeight) + (right * right / rightWeight);
            if (proxy > bestHere)
            {
                (bestHere, place) = (proxy, p);
            }
        }

        best = bestHere;
        return place >= 0;
    }
}
