namespace Brine.Training;

/// <summary>
/// The tree of groups that are joined, the nearest first: that of scipy's <c>linkage</c>, which follows a chain of nearest neighbors
/// (D. Muellner, "Modern hierarchical, agglomerative clustering algorithms", 2011), and for <c>single</c> the one of scikit-learn, which
/// grows a minimum spanning tree.
/// </summary>
internal sealed class MergeTree
{
    private readonly int _leafCount;

    private MergeTree(int leafCount, IEnumerable<Merge> merges, bool sortsPairs)
    {
        _leafCount = leafCount;
        Children = new long[2 * (leafCount - 1)];
        Distances = new double[leafCount - 1];
        var parents = new int[(2 * leafCount) - 1];
        Array.Fill(parents, -1);
        int at = 0;
        foreach (Merge merge in merges.OrderBy(merge => merge.Distance))
        {
            int first = Root(parents, merge.First), second = Root(parents, merge.Second);
            if (sortsPairs && first > second)
            {
                (first, second) = (second, first);
            }

            (Children[2 * at], Children[(2 * at) + 1], Distances[at]) = (first, second, merge.Distance);
            parents[first] = parents[second] = leafCount + at;
            at++;
        }
    }

    /// <summary>The two groups of each join, in the order of the joins: rows are numbered first, then joined groups.</summary>
    internal long[] Children { get; }

    /// <summary>How far apart the two were.</summary>
    internal double[] Distances { get; }

    /// <exception cref="TrainingException">There are more pairs of rows than an array holds.</exception>
    internal static MergeTree Of(DenseRows x, string linkage, bool isManhattan, CancellationToken cancellation)
    {
        int count = x.RowCount;
        if (linkage == "single")
        {
            return new(count, Spanning(x, isManhattan, cancellation), sortsPairs: false);
        }

        if ((long)count * (count - 1) / 2 > Array.MaxLength)
        {
            throw new TrainingException("FitRows",
                $"there are {count} rows, of which more pairs are compared than an array holds: take fewer, or linkage='single'");
        }

        var distances = new PairDistances(x, isManhattan, cancellation);
        return new(count, Chain(distances, count, linkage, cancellation), sortsPairs: true);
    }

    /// <summary>The group of each row where the tree is cut into so many: scikit-learn numbers them by the order of its heap.</summary>
    internal long[] Cut(int clusters)
    {
        var heap = new NegativeHeap((2 * _leafCount) - 2);
        for (int i = 1; i < clusters; i++)
        {
            int at = 2 * (heap.Largest - _leafCount);
            heap.Push((int)Children[at]);
            heap.Replace((int)Children[at + 1]);
        }

        var labels = new long[_leafCount];
        var waiting = new Stack<int>();
        for (int label = 0; label < heap.Nodes.Count; label++)
        {
            waiting.Push(heap.Nodes[label]);
            while (waiting.TryPop(out int node))
            {
                if (node < _leafCount)
                {
                    labels[node] = label;
                    continue;
                }

                waiting.Push((int)Children[2 * (node - _leafCount)]);
                waiting.Push((int)Children[(2 * (node - _leafCount)) + 1]);
            }
        }

        return labels;
    }

    private static int Root(int[] parents, int node)
    {
        int root = node;
        while (parents[root] >= 0)
        {
            root = parents[root];
        }

        while (parents[node] >= 0)
        {
            (node, parents[node]) = (parents[node], root);
        }

        return root;
    }

    private static List<Merge> Chain(PairDistances pairs, int count, string linkage, CancellationToken cancellation)
    {
        var merges = new List<Merge>(count - 1);
        var sizes = new int[count];
        Array.Fill(sizes, 1);
        var chain = new List<int>(count);
        while (merges.Count < count - 1)
        {
            cancellation.ThrowIfCancellationRequested();
            if (chain.Count == 0)
            {
                chain.Add(Array.FindIndex(sizes, size => size > 0));
            }

            (int x, int y, double nearest) = MutualNeighbors(pairs, sizes, chain);
            chain.RemoveRange(chain.Count - 2, 2);
            if (x > y)
            {
                (x, y) = (y, x);
            }

            merges.Add(new(x, y, nearest));
            (int sizeX, int sizeY) = (sizes[x], sizes[y]);
            (sizes[x], sizes[y]) = (0, sizeX + sizeY);
            for (int i = 0; i < count; i++)
            {
                if (sizes[i] > 0 && i != y)
                {
                    ref double toY = ref pairs[i, y];
                    toY = Joined(linkage, pairs[i, x], toY, nearest, sizeX, sizeY, sizes[i]);
                }
            }
        }

        return merges;
    }

    /// <summary>Follows the chain of nearest neighbors until two are each other's.</summary>
    private static (int X, int Y, double Distance) MutualNeighbors(PairDistances pairs, int[] sizes, List<int> chain)
    {
        while (true)
        {
            int x = chain[^1], y = chain.Count > 1 ? chain[^2] : -1;
            double nearest = y >= 0 ? pairs[x, y] : double.PositiveInfinity;
            for (int i = 0; i < sizes.Length; i++)
            {
                if (sizes[i] > 0 && i != x && pairs[x, i] < nearest)
                {
                    (nearest, y) = (pairs[x, i], i);
                }
            }

            if (chain.Count > 1 && y == chain[^2])
            {
                return (x, y, nearest);
            }

            chain.Add(y);
        }
    }

    /// <summary>How far a group is from two that are joined.</summary>
    private static double Joined(string linkage, double toX, double toY, double between, int sizeX, int sizeY, int size)
    {
        switch (linkage)
        {
            case "complete":
                return Math.Max(toX, toY);
            case "average":
                return ((sizeX * toX) + (sizeY * toY)) / (sizeX + sizeY);
            default:
                double share = 1.0 / (sizeX + sizeY + size);
                return Math.Sqrt(((size + sizeX) * share * toX * toX) + ((size + sizeY) * share * toY * toY)
                    - (size * share * between * between));
        }
    }

    private static List<Merge> Spanning(DenseRows x, bool isManhattan, CancellationToken cancellation)
    {
        int count = x.RowCount;
        var merges = new List<Merge>(count - 1);
        var isIn = new bool[count];
        var distances = new double[count];
        var sources = new int[count];
        Array.Fill(distances, double.PositiveInfinity);
        for (int node = 0; merges.Count < count - 1;)
        {
            cancellation.ThrowIfCancellationRequested();
            isIn[node] = true;
            (double nearest, int next) = (double.PositiveInfinity, 0);
            for (int j = 0; j < count; j++)
            {
                if (isIn[j])
                {
                    continue;
                }

                double distance = PairDistances.Between(x, node, j, isManhattan);
                if (distance < distances[j])
                {
                    (distances[j], sources[j]) = (distance, node);
                }

                if (distances[j] < nearest)
                {
                    (nearest, next) = (distances[j], j);
                }
            }

            merges.Add(new(sources[next], next, nearest));
            node = next;
        }

        return merges;
    }

    private readonly record struct Merge(int First, int Second, double Distance);
}
