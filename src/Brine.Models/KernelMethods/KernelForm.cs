using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of KernelRidge and Nystroem: <c>kernel(X, Rows) @ Weights</c>.</summary>
public sealed record KernelForm : EstimatorForm
{
    internal KernelForm(KernelParameters kernel, NDArray rows, NDArray weights) => (Kernel, Rows, Weights) = (kernel, rows, weights);

    /// <summary>The kernel.</summary>
    public KernelParameters Kernel { get; }

    /// <summary>The rows that all others are compared with; where the kernel is precomputed, only their number counts.</summary>
    public NDArray Rows { get; }

    /// <summary>What the values of the kernel are multiplied by: of one dimension, or of shape (rows, outputs).</summary>
    public NDArray Weights { get; }

    /// <summary>True where the rows were a sparse matrix.</summary>
    internal bool RowsWereSparse { get; init; }
}
