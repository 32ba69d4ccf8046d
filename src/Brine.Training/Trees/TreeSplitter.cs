namespace Brine.Training;

/// <summary>Looks for the split of a node: scikit-learn's <c>node_split_best</c> and <c>node_split_random</c>. The order in which features
/// are drawn, and what is remembered of constant ones, decides between equally good splits.</summary>
internal sealed class TreeSplitter
{
    /// <summary>Values that differ by no more are the same.</summary>
    internal const float Same = 1e-7f;

    private readonly TreeColumns _columns;
    private readonly NodeCriterion _criterion;
    private readonly GrowthRules _rules;
    private readonly int[] _rows;
    private readonly int[] _features;
    private readonly int[] _constants;
    private readonly float[] _values;
    private readonly RadixSort _radix;
    private TreeDraws _draws;

    internal TreeSplitter(TreeColumns columns, NodeCriterion criterion, GrowthRules rules, RadixSort radix, uint seed)
    {
        (_columns, _criterion, _rules, _rows, _radix) = (columns, criterion, rules, criterion.Rows, radix);
        _features = [.. Enumerable.Range(0, columns.FeatureCount)];
        _constants = new int[columns.FeatureCount];
        _values = radix.Values;
        _draws = new TreeDraws(seed);
    }

    /// <summary>Finds the split of a node with which the criterion has begun, and puts its rows in order.</summary>
    /// <param name="impurity">The impurity of the node.</param>
    /// <param name="constantCount">How many features are known to be constant; those of the children.</param>
    internal NodeSplit Find(double impurity, ref int constantCount)
    {
        int start = _criterion.Start, end = _criterion.End;
        var best = new NodeSplit { Place = end, Improvement = double.NegativeInfinity };
        double bestProxy = double.NegativeInfinity;
        int last = _columns.FeatureCount, visited = 0, found = 0, drawn = 0, known = constantCount, total = known, lastFeature = -1;
        int[] features = _features;
        while (last > total && (visited < _rules.MaxFeatures || visited <= found + drawn))
        {
            visited++;
            int at = _draws.Between(drawn, last - found);
            if (at < known)
            {
                (features[drawn], features[at]) = (features[at], features[drawn]);
                drawn++;
                continue;
            }

            at += found;
            int feature = lastFeature = features[at];
            bool isConstant = _rules.IsRandom ? IsConstant(feature, start, end, out float least, out float most)
                : SortIsConstant(feature, start, end, out least, out most);
            if (isConstant)
            {
                (features[at], features[total]) = (features[total], features[at]);
                found++;
                total++;
                continue;
            }

            last--;
            (features[last], features[at]) = (features[at], features[last]);
            if (_rules.IsRandom)
            {
                TryRandom(feature, least, most, ref best, ref bestProxy);
            }
            else if (_criterion.Scan(_values, _rules.MinLeaf, _rules.MinLeafWeight, ref bestProxy, out int place))
            {
                best.Feature = feature;
                best.Place = place;
                best.Threshold = (_values[place - 1] / 2.0) + (_values[place] / 2.0);
                best.MissingGoesLeft = place - start > end - place;
            }
        }

        if (best.Place < end)
        {
            if (!_rules.IsRandom || lastFeature != best.Feature)
            {
                Partition(best, start, end);
            }

            _criterion.Reset();
            _criterion.Update(best.Place);
            (best.LeftImpurity, best.RightImpurity) = _criterion.ChildImpurities();
            best.Improvement = _criterion.Improvement(impurity, best.LeftImpurity, best.RightImpurity);
        }

        Array.Copy(_constants, features, known);
        Array.Copy(features, known, _constants, known, found);
        constantCount = total;
        return best;
    }

    private bool SortIsConstant(int feature, int start, int end, out float least, out float most)
    {
        _radix.Sort(_columns, feature, _rows, start, end, _criterion.IsExact, _rules.IsNew);
        (least, most) = (_values[start], _values[end - 1]);
        return most <= least + Same;
    }

    private bool IsConstant(int feature, int start, int end, out float least, out float most)
    {
        ReadOnlySpan<float> column = _columns.Column(feature);
        ReadOnlySpan<int> rows = _rows.AsSpan(start, end - start);
        Span<float> values = _values.AsSpan(start, rows.Length);
        float low = column[rows[0]], high = low;
        for (int p = 0; p < rows.Length; p++)
        {
            float value = column[rows[p]];
            values[p] = value;
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        (least, most) = (low, high);
        return most <= least + Same;
    }

    private void TryRandom(int feature, float least, float most, ref NodeSplit best, ref double bestProxy)
    {
        int start = _criterion.Start, end = _criterion.End;
        double threshold = _draws.Uniform(least, most);
        if (threshold == most)
        {
            threshold = least;
        }

        int right = start + Part(_values.AsSpan(start, end - start), _rows.AsSpan(start, end - start), threshold);
        if (right - start < _rules.MinLeaf || end - right < _rules.MinLeaf)
        {
            return;
        }

        _criterion.Reset();
        _criterion.Update(right);
        if (_criterion.LeftWeight < _rules.MinLeafWeight || _criterion.RightWeight < _rules.MinLeafWeight)
        {
            return;
        }

        double proxy = _criterion.Proxy();
        if (proxy > bestProxy)
        {
            bestProxy = proxy;
            best.Feature = feature;
            best.Threshold = threshold;
            best.Place = right;
            best.MissingGoesLeft = right - start > end - right;
        }
    }

    /// <summary>Puts what is at most the threshold in front, by exchanging what is not with the last; how many those are.</summary>
    private static int Part(Span<float> values, Span<int> rows, double threshold)
    {
        int left = 0, right = rows.Length;
        while (left < right)
        {
            float value = values[left];
            if (value <= threshold)
            {
                left++;
            }
            else
            {
                right--;
                values[left] = values[right];
                values[right] = value;
                (rows[left], rows[right]) = (rows[right], rows[left]);
            }
        }

        return right;
    }

    private void Partition(in NodeSplit split, int start, int end)
    {
        ReadOnlySpan<float> column = _columns.Column(split.Feature);
        Span<int> rows = _rows;
        int left = start, right = end;
        while (left < right)
        {
            int row = rows[left];
            if (column[row] <= split.Threshold)
            {
                left++;
            }
            else
            {
                right--;
                rows[left] = rows[right];
                rows[right] = row;
            }
        }
    }
}
