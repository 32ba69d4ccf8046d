using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of KernelPCA: the centered kernel of a row with the rows of the training, times <see cref="Weights"/>.</summary>
public sealed record KernelComponentsForm : EstimatorForm
{
    internal KernelComponentsForm(KernelParameters kernel, NDArray rows, NDArray weights)
    {
        Kernel = kernel;
        Rows = rows;
        Weights = weights;
    }

    /// <summary>The kernel.</summary>
    public KernelParameters Kernel { get; }

    /// <summary><c>X_fit_</c>, the rows of the training, of shape (n_samples, n_features). Where all arrays are float32, rows of float32
    /// are computed in it.</summary>
    public NDArray Rows { get; }

    /// <summary>True where all arrays are float32.</summary>
    internal bool IsSingle => Rows.DType.IsSingle() && Weights.DType.IsSingle() && ColumnMeans.DType.IsSingle();

    /// <summary>True where the rows of the training were a sparse matrix.</summary>
    public bool HasSparseRows { get; init; }

    /// <summary><c>eigenvectors_</c> over the roots of <c>eigenvalues_</c>, of shape (n_samples, n_components).</summary>
    public NDArray Weights { get; }

    /// <summary>The mean of each column of the training's kernel, subtracted from the kernel.</summary>
    public required NDArray ColumnMeans { get; init; }

    /// <summary>The mean of the training's kernel, added to it.</summary>
    public double Mean { get; init; }

    /// <summary><c>X_transformed_fit_</c>, whose kernel <c>inverse_transform</c> takes; null without
    /// <c>fit_inverse_transform</c>.</summary>
    public NDArray? TransformedRows { get; init; }

    /// <summary><c>dual_coef_</c>, by which that kernel is multiplied.</summary>
    public NDArray? InverseWeights { get; init; }

    /// <summary>What versions 0.23 to 0.24.1 added to the diagonal of that kernel, in an inverse of several rows; 0 in all
    /// others.</summary>
    public double InverseDiagonal { get; init; }
}
