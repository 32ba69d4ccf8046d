using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of KernelRidge and Nystroem: <c>kernel(X, Rows) @ Weights</c>.</summary>
public sealed record KernelForm : EstimatorForm
{
    internal KernelForm(NDArray rows, NDArray weights)
    {
        Rows = rows;
        Weights = weights;
    }

    /// <summary>The kernel.</summary>
    public required PairwiseKernelKind Kernel { get; init; }

    /// <summary>The rows that all others are compared with; where the kernel is precomputed, only their number counts.</summary>
    public NDArray Rows { get; }

    /// <summary>What the values of the kernel are multiplied by: of one dimension, or of shape (rows, outputs).</summary>
    public NDArray Weights { get; }

    /// <summary><c>gamma</c>; where it was None, what the kernel takes for it.</summary>
    public double Gamma { get; init; }

    /// <summary><c>degree</c></summary>
    public double Degree { get; init; }

    /// <summary><c>coef0</c></summary>
    public double Coef0 { get; init; }

    /// <summary>True where the rows were a sparse matrix.</summary>
    internal bool RowsWereSparse { get; init; }
}
