using Brine.Arrays;

namespace Brine.Models;

/// <summary>One process between two classes, by Laplace's approximation.</summary>
public sealed record BinaryProcess
{
    internal BinaryProcess(ProcessKernel kernel, NDArray rows)
    {
        Kernel = kernel;
        Rows = rows;
    }

    /// <summary><c>kernel_</c></summary>
    public ProcessKernel Kernel { get; }

    /// <summary><c>X_train_</c>, of shape (n_samples, n_features).</summary>
    public NDArray Rows { get; }

    /// <summary><c>y_train_ - pi_</c>: how far the class of each row of the training is from its probability.</summary>
    public required IReadOnlyList<double> Residuals { get; init; }

    /// <summary><c>W_sr_</c>, by which the kernel of each row of the training is multiplied.</summary>
    public required IReadOnlyList<double> Roots { get; init; }

    /// <summary><c>L_</c>, the lower triangular factor of what the training curved.</summary>
    public required NDArray Factor { get; init; }

    /// <summary>True for numpy before 2, which divides float32 rows by one length in single precision.</summary>
    internal bool RoundsSingle { get; init; }

    /// <summary>True where squares are added from the first to the last row of the training, as numpy adds what scipy 1.17 solves; false
    /// where in two sums.</summary>
    internal bool AddsInOrder { get; init; }

    /// <summary>True where the factor is taken for the full matrix that it is not, as <c>scipy.linalg.solve</c> did before it
    /// looked.</summary>
    internal bool FactorsAgain { get; init; }
}
