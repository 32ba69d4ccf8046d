using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of models of neighbors: the rows of the training, what is near under a metric, and what is made of those that
/// are.</summary>
public sealed record NeighborsForm : EstimatorForm
{
    internal NeighborsForm(NDArray rows, DistanceMetric metric)
    {
        Rows = rows;
        Metric = metric;
    }

    internal NeighborsForm(CsrMatrix rows, DistanceMetric metric)
    {
        SparseRows = rows;
        Metric = metric;
    }

    /// <summary><c>_fit_X</c>, the rows of the training, of shape (n_samples, n_features); null where they are sparse. Bools, ints or
    /// floats: dtypes decide how Python searches.</summary>
    public NDArray? Rows { get; }

    /// <summary>The same where they are a sparse matrix, else null.</summary>
    public CsrMatrix? SparseRows { get; }

    /// <summary><c>effective_metric_</c>.</summary>
    public DistanceMetric Metric { get; }

    /// <summary><c>_tree</c>, which decides between rows at equal distances; null for a search through all rows.</summary>
    public NeighborTree? Tree { get; init; }

    /// <summary><c>n_neighbors</c>; null for models of a radius.</summary>
    public int? NeighborCount { get; init; }

    /// <summary><c>radius</c>; null for models of so many neighbors. NearestNeighbors has both.</summary>
    public double? Radius { get; init; }

    /// <summary>True where a neighbor weighs as much as one over its distance (<c>weights='distance'</c>), false where all weigh the
    /// same.</summary>
    public bool IsWeightedByDistance { get; init; }

    /// <summary>The classes of each output of a classifier; null for others.</summary>
    public IReadOnlyList<Labels>? Classes { get; init; }

    /// <summary><c>_y</c> of a classifier: for each output the class of each row of the training, an index into its classes; null for
    /// others.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? RowClasses { get; init; }

    /// <summary><c>_y</c> of a regressor, of shape (n_samples,) or (n_samples, n_outputs); null for others.</summary>
    public NDArray? Targets { get; init; }

    /// <summary>False where the answers of a classifier or regressor have a column for each output.</summary>
    public bool IsVector { get; init; } = true;

    /// <summary>For each output of a classifier of a radius the label of rows without neighbors; null where such rows are
    /// refused.</summary>
    public IReadOnlyList<OutlierLabel>? Outliers { get; init; }

    /// <summary>True where the graph of a transformer holds distances (<c>mode='distance'</c>), false where it holds ones.</summary>
    public bool GivesDistances { get; init; }

    /// <summary>How many rows of the training there are.</summary>
    public int RowCount => SparseRows?.RowCount ?? Rows!.Shape[0];

    /// <summary>How many columns the model takes.</summary>
    public int FeatureCount => SparseRows?.ColumnCount ?? Rows!.Shape[1];

    internal SearchDetails Details { get; init; } = new();
}
