using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of LabelPropagation and LabelSpreading: a row has the labels of the training's rows, each as much as the row is near
/// to it.</summary>
public sealed record LabelPropagationForm : EstimatorForm
{
    internal LabelPropagationForm(Labels classes, NDArray distributions)
    {
        Classes = classes;
        Distributions = distributions;
    }

    /// <summary><c>classes_</c></summary>
    public Labels Classes { get; }

    /// <summary><c>label_distributions_</c>, of shape (n_samples, n_classes).</summary>
    public NDArray Distributions { get; }

    /// <summary><c>X_</c>, the rows of the training; null with <c>kernel='knn'</c>.</summary>
    public NDArray? Rows { get; init; }

    /// <summary><c>gamma</c> of the kernel exp(-gamma |x - y|²).</summary>
    public double Gamma { get; init; }

    /// <summary>The search for neighbors of <c>kernel='knn'</c>; else null.</summary>
    public NeighborsForm? Neighbors { get; init; }

    internal bool HasSparseRows { get; init; }
}
