using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of GaussianProcessRegressor: the mean is the kernel with the rows of the training times <see cref="Weights"/>, scaled
/// and shifted.</summary>
public sealed record GaussianProcessForm : EstimatorForm
{
    internal GaussianProcessForm(ProcessKernel kernel, NDArray rows, NDArray weights)
    {
        Kernel = kernel;
        Rows = rows;
        Weights = weights;
    }

    /// <summary><c>kernel_</c></summary>
    public ProcessKernel Kernel { get; }

    /// <summary><c>X_train_</c>, of shape (n_samples, n_features).</summary>
    public NDArray Rows { get; }

    /// <summary><c>alpha_</c>, of shape (n_samples,) or (n_samples, n_targets).</summary>
    public NDArray Weights { get; }

    /// <summary><c>L_</c>, the lower triangular factor of the kernel of the training, by which deviations are made.</summary>
    public required NDArray Factor { get; init; }

    /// <summary>What is added to each target.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>What each target is multiplied by.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>True where deviations solve with the factor (from 1.0 on), false where they multiply by an inverse.</summary>
    public bool SolvesFactor { get; init; }

    /// <summary>True for numpy before 2, which divides float32 rows by one length in single precision.</summary>
    internal bool RoundsSingle { get; init; }

    /// <summary>True where deviations are scaled too (from 0.23 on).</summary>
    internal bool ScalesDeviations { get; init; }
}
