namespace Brine.Training;

/// <summary>Grows one tree: depth first, or the best leaf first where their number is bounded.</summary>
internal sealed class TreeGrower(NodeCriterion criterion, TreeSplitter splitter, GrowthRules rules, CancellationToken cancellation)
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly double[] _values = new double[criterion.ValueCount];
    private GrownTree _tree = null!;

    /// <param name="rowCount">How many rows the tree is grown on.</param>
    /// <param name="featureCount">How many features there are.</param>
    internal GrownTree Grow(int rowCount, int featureCount)
    {
        _tree = new GrownTree(featureCount, criterion.ValueCount);
        if (rules.MaxLeaves < 0)
        {
            GrowDepthFirst(rowCount);
        }
        else
        {
            GrowBestFirst(rowCount);
        }

        return rules.PruningAlpha == 0 ? _tree : TreePruner.Prune(_tree, rules.PruningAlpha);
    }

    private void GrowDepthFirst(int rowCount)
    {
        var open = new Stack<Waiting>();
        open.Push(new Waiting(0, rowCount, 0, -2, false, double.PositiveInfinity, 0));
        bool isFirst = true;
        while (open.TryPop(out Waiting next))
        {
            cancellation.ThrowIfCancellationRequested();
            criterion.Begin(next.Start, next.End);
            double impurity = isFirst ? criterion.NodeImpurity() : next.Impurity;
            isFirst = false;
            int constants = next.Constants;
            (int node, NodeSplit split, bool isLeaf) = AddNode(next, impurity, ref constants);
            if (!isLeaf)
            {
                open.Push(new Waiting(split.Place, next.End, next.Depth + 1, node, false, split.RightImpurity, constants));
                open.Push(new Waiting(next.Start, split.Place, next.Depth + 1, node, true, split.LeftImpurity, constants));
            }

            _tree.Depth = Math.Max(_tree.Depth, next.Depth);
        }
    }

    private (int Node, NodeSplit Split, bool IsLeaf) AddNode(in Waiting next, double impurity, ref int constants)
    {
        int count = next.End - next.Start;
        bool isLeaf = next.Depth >= rules.MaxDepth || count < rules.MinSplit || count < 2 * rules.MinLeaf
            || criterion.NodeWeight < 2 * rules.MinLeafWeight || impurity <= Epsilon;
        NodeSplit split = default;
        if (!isLeaf)
        {
            split = splitter.Find(impurity, ref constants);
            isLeaf = split.Place >= next.End || split.Improvement + Epsilon < rules.MinDecrease;
        }

        int node = _tree.Add(next.Parent, next.IsLeft, isLeaf, split, impurity, count, criterion.NodeWeight);
        criterion.WriteValue(_values, rules.IsNew);
        _tree.AddValues(_values);
        return (node, split, isLeaf);
    }

    private void GrowBestFirst(int rowCount)
    {
        var frontier = new Frontier();
        int splitsLeft = rules.MaxLeaves - 1;
        frontier.Push(Open(new Waiting(0, rowCount, 0, -2, true, double.NaN, 0)));
        while (frontier.TryPop(out FrontierNode next))
        {
            cancellation.ThrowIfCancellationRequested();
            if (next.IsLeaf || splitsLeft <= 0)
            {
                _tree.Close(next.Node);
            }
            else
            {
                splitsLeft--;
                FrontierNode left = Open(new Waiting(next.Start, next.Place, next.Depth + 1, next.Node, true, next.LeftImpurity, 0));
                FrontierNode right = Open(new Waiting(next.Place, next.End, next.Depth + 1, next.Node, false, next.RightImpurity, 0));
                frontier.Push(left);
                frontier.Push(right);
            }

            _tree.Depth = Math.Max(_tree.Depth, next.Depth);
        }
    }

    private FrontierNode Open(in Waiting next)
    {
        criterion.Begin(next.Start, next.End);
        double impurity = double.IsNaN(next.Impurity) ? criterion.NodeImpurity() : next.Impurity;
        int constants = 0;
        (int node, NodeSplit split, bool isLeaf) = AddNode(next, impurity, ref constants);
        return new FrontierNode(node, next.Start, next.End, isLeaf ? next.End : split.Place, next.Depth, isLeaf,
            isLeaf ? impurity : split.LeftImpurity, isLeaf ? impurity : split.RightImpurity, isLeaf ? 0 : split.Improvement);
    }

    /// <summary>A node that is not made yet.</summary>
    private readonly record struct Waiting(int Start, int End, int Depth, int Parent, bool IsLeft, double Impurity, int Constants);
}
