namespace Brine.Training;

/// <summary>Prunes a tree by minimal cost and complexity: scikit-learn's <c>_cost_complexity_prune</c>, in its order of
/// additions.</summary>
internal static class TreePruner
{
    internal static GrownTree Prune(GrownTree tree, double alpha)
    {
        int count = tree.Count;
        double total = tree[0].Weight;
        var cost = new double[count];
        var parents = new int[count];
        parents[0] = -1;
        for (int i = 0; i < count; i++)
        {
            cost[i] = tree[i].Weight * tree[i].Impurity / total;
            if (!tree.IsLeaf(i))
            {
                parents[tree[i].Left] = parents[tree[i].Right] = i;
            }
        }

        var isLeaf = new bool[count];
        var branch = new double[count];
        var leaves = new int[count];
        for (int i = 0; i < count; i++)
        {
            isLeaf[i] = tree.IsLeaf(i);
            if (isLeaf[i])
            {
                branch[i] = cost[i];
                for (int node = parents[i]; node >= 0; node = parents[node])
                {
                    branch[node] += cost[i];
                    leaves[node]++;
                }
            }
        }

        bool[] isCandidate = Array.ConvertAll(isLeaf, leaf => !leaf), isKept = new bool[count];
        Array.Fill(isKept, true);
        var open = new Stack<int>();
        while (isCandidate[0])
        {
            double weakest = double.MaxValue;
            int pruned = -1;
            for (int i = 0; i < count; i++)
            {
                if (isCandidate[i] && (cost[i] - branch[i]) / (leaves[i] - 1) is var each && each < weakest)
                {
                    (weakest, pruned) = (each, i);
                }
            }

            if (alpha < weakest || pruned < 0)
            {
                break;
            }

            open.Push(pruned);
            while (open.TryPop(out int node))
            {
                if (!isKept[node])
                {
                    continue;
                }

                isCandidate[node] = isLeaf[node] = isKept[node] = false;
                if (!tree.IsLeaf(node))
                {
                    open.Push(tree[node].Left);
                    open.Push(tree[node].Right);
                }
            }

            isLeaf[pruned] = isKept[pruned] = true;
            int gone = leaves[pruned] - 1;
            leaves[pruned] = 0;
            double difference = cost[pruned] - branch[pruned];
            branch[pruned] = cost[pruned];
            for (int node = parents[pruned]; node >= 0; node = parents[node])
            {
                leaves[node] -= gone;
                branch[node] += difference;
            }
        }

        return Copy(tree, isLeaf);
    }

    private static GrownTree Copy(GrownTree tree, bool[] isLeaf)
    {
        var copy = new GrownTree(tree.FeatureCount, tree.ValueCount);
        var open = new Stack<(int Node, int Depth, int Parent, bool IsLeft)>();
        open.Push((0, 0, -2, false));
        while (open.TryPop(out (int Node, int Depth, int Parent, bool IsLeft) next))
        {
            GrownTree.Node node = tree[next.Node];
            var split = new NodeSplit { Feature = node.Feature, Threshold = node.Threshold, MissingGoesLeft = node.MissingGoesLeft };
            int made = copy.Add(next.Parent, next.IsLeft, isLeaf[next.Node], split, node.Impurity, node.RowCount, node.Weight);
            copy.AddValues(tree.Values(next.Node));
            if (!isLeaf[next.Node])
            {
                open.Push((node.Right, next.Depth + 1, made, false));
                open.Push((node.Left, next.Depth + 1, made, true));
            }

            copy.Depth = Math.Max(copy.Depth, next.Depth);
        }

        return copy;
    }
}
