namespace Brine.Models;

/// <summary>A kernel of scikit-learn's <c>pairwise_kernels</c>, of two rows x and y.</summary>
public enum KernelKind
{
    /// <summary>x.y</summary>
    Linear,

    /// <summary>(gamma x.y + coef0) ** degree</summary>
    Polynomial,

    /// <summary>exp(-gamma |x - y|²)</summary>
    Rbf,

    /// <summary>tanh(gamma x.y + coef0)</summary>
    Sigmoid,

    /// <summary>The dot product of the rows at length one.</summary>
    Cosine,

    /// <summary>exp(-gamma |x - y|), by the sum of absolute differences.</summary>
    Laplacian,

    /// <summary>Minus the sum of (x - y)² / (x + y).</summary>
    AdditiveChi2,

    /// <summary>exp(gamma additive_chi2)</summary>
    Chi2,

    /// <summary>The rows are the kernel.</summary>
    Precomputed,
}
