using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of KernelDensity: the log of the mean over all training rows of a kernel of their distances to a row.</summary>
public sealed record KernelDensityForm : EstimatorForm
{
    internal KernelDensityForm(NDArray rows, NeighborTree tree, DistanceMetric metric)
    {
        Rows = rows;
        Tree = tree;
        Metric = metric;
    }

    /// <summary>The rows of the training, of shape (n_samples, n_features).</summary>
    public NDArray Rows { get; }

    /// <summary>The tree over them. It decides in which order kernels are added, and where the tolerances allow to stop.</summary>
    public NeighborTree Tree { get; }

    /// <summary>The metric.</summary>
    public DistanceMetric Metric { get; }

    /// <summary>The weight of each row of the training; null where all weigh 1.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary><c>bandwidth_</c>.</summary>
    public double Bandwidth { get; init; }

    /// <summary><c>kernel</c>.</summary>
    public DensityKernel Kernel { get; init; }

    /// <summary><c>atol</c>: how far the mean density may be off.</summary>
    public double AbsoluteTolerance { get; init; }

    /// <summary><c>rtol</c>: how far it may be off in relation to itself.</summary>
    public double RelativeTolerance { get; init; }

    /// <summary><c>breadth_first</c>: how the tree is walked.</summary>
    public bool IsBreadthFirst { get; init; }
}
