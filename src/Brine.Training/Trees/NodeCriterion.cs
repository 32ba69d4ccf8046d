namespace Brine.Training;

/// <summary>Judges splits of one node: scikit-learn's <c>Criterion</c>. Sums are taken in its order.</summary>
internal abstract class NodeCriterion
{
    /// <summary>The rows in the order of their nodes.</summary>
    internal required int[] Rows { get; init; }

    /// <summary>What each row weighs; null where all weigh 1.</summary>
    internal required double[]? Weights { get; init; }

    /// <summary>What all rows weigh together.</summary>
    internal required double TotalWeight { get; init; }

    /// <summary>How many values a node has.</summary>
    internal abstract int ValueCount { get; }

    /// <summary>True where sums are exact whatever the order of additions: whole weights of classes.</summary>
    internal abstract bool IsExact { get; }

    internal int Start { get; private protected set; }

    internal int End { get; private protected set; }

    internal double NodeWeight { get; private protected set; }

    internal double LeftWeight { get; private protected set; }

    internal double RightWeight { get; private protected set; }

    /// <summary>Begins with a node: rows from <paramref name="start"/> to <paramref name="end"/>.</summary>
    internal abstract void Begin(int start, int end);

    internal abstract double NodeImpurity();

    internal abstract void WriteValue(Span<double> values, bool asShares);

    /// <summary>All rows go right.</summary>
    internal abstract void Reset();

    /// <summary>Rows before <paramref name="place"/> go left.</summary>
    internal abstract void Update(int place);

    /// <summary>What grows as the split gets better.</summary>
    internal abstract double Proxy();

    internal abstract (double Left, double Right) ChildImpurities();

    /// <summary>How much better the split makes the tree.</summary>
    internal virtual double Improvement(double impurity, double left, double right) =>
        NodeWeight / TotalWeight * (impurity - (RightWeight / NodeWeight * right) - (LeftWeight / NodeWeight * left));

    /// <summary>Tries all places between different values; true where one is better than <paramref name="best"/>.</summary>
    /// <param name="values">The values of the feature, sorted as the rows are.</param>
    /// <param name="minLeaf">How many rows a leaf has at least.</param>
    /// <param name="minWeight">What a leaf weighs at least.</param>
    /// <param name="best">The best so far.</param>
    /// <param name="place">Where the better split is.</param>
    internal virtual bool Scan(ReadOnlySpan<float> values, int minLeaf, double minWeight, ref double best, out int place)
    {
        place = -1;
        Reset();
        int p = Start;
        while (p < End)
        {
            p++;
            while (p < End && values[p] <= values[p - 1] + TreeSplitter.Same)
            {
                p++;
            }

            if (p >= End)
            {
                break;
            }

            if (p - Start < minLeaf || End - p < minLeaf)
            {
                continue;
            }

            Update(p);
            if (LeftWeight < minWeight || RightWeight < minWeight)
            {
                continue;
            }

            double proxy = Proxy();
            if (proxy > best)
            {
                (best, place) = (proxy, p);
            }
        }

        return place >= 0;
    }
}
