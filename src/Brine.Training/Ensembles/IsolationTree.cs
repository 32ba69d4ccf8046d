namespace Brine.Training;

/// <summary>One tree of an <see cref="IsolationForest"/>.</summary>
/// <param name="Grown">Its nodes.</param>
/// <param name="Columns">The columns that it has.</param>
/// <param name="Seed">Its <c>random_state</c>.</param>
internal sealed record IsolationTree(GrownTree Grown, int[] Columns, uint Seed)
{
    private const double Euler = 0.5772156649015329;

    /// <summary>How deep each node is; the root has 1.</summary>
    internal NDArray Depths()
    {
        var depths = new long[Grown.Count];
        depths[0] = 1;
        for (int node = 0; node < depths.Length; node++)
        {
            if (!Grown.IsLeaf(node))
            {
                depths[Grown[node].Left] = depths[Grown[node].Right] = depths[node] + 1;
            }
        }

        return NDArray.Of(depths);
    }

    /// <summary><c>_average_path_length</c> of each node's rows: how deep a tree of so many is on average.</summary>
    internal NDArray PathLengths() => NDArray.Of([.. Enumerable.Range(0, Grown.Count).Select(node => (double)Grown[node].RowCount)
        .Select(rows => rows <= 1 ? 0 : rows == 2 ? 1 : (2 * (Math.Log(rows - 1) + Euler)) - (2 * (rows - 1) / rows))]);
}
