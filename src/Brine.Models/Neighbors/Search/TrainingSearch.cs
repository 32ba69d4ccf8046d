using Brine.Arrays;

namespace Brine.Models;

/// <summary>Makes the search among the rows of the training.</summary>
internal static class TrainingSearch
{
    internal static INeighborSearch Of(NeighborsForm form)
    {
        var distance = new Distance(form.Metric);
        if (form.SparseRows is { } csr)
        {
            return new BruteSearch(csr, distance,
                new SearchRules(distance, new AskedRows(csr.DType, IsSparse: true, csr.Data.Length > 0), form.Details));
        }

        NDArray rows = form.Rows!;
        int count = form.RowCount, dimension = form.FeatureCount;
        var rules = new SearchRules(distance, AskedRows.Dense(rows.DType), form.Details);
        return form.Tree is { } tree
            ? new TreeSearch(new DenseSearch(rows.ToDoubles(), count, dimension, distance, new BinaryTree(tree, dimension), rules),
                rows.DType)
            : new BruteSearch(rows.ToDoubles(), count, dimension, distance, rules);
    }
}
