namespace Brine.Models;

/// <summary>The kernels of <c>sklearn.metrics.pairwise</c>.</summary>
public enum PairwiseKernelKind
{
    /// <summary><c>linear</c>: x·y.</summary>
    Linear,

    /// <summary><c>poly</c>: (gamma x·y + coef0) to the degree.</summary>
    Polynomial,

    /// <summary><c>sigmoid</c>: tanh(gamma x·y + coef0).</summary>
    Sigmoid,

    /// <summary><c>rbf</c>: exp(-gamma |x - y|²).</summary>
    Rbf,

    /// <summary><c>laplacian</c>: exp(-gamma |x - y|), by the sum of differences.</summary>
    Laplacian,

    /// <summary><c>cosine</c>: x·y over the norms.</summary>
    Cosine,

    /// <summary><c>additive_chi2</c>: minus the sum of (x - y)² / (x + y).</summary>
    AdditiveChi2,

    /// <summary><c>chi2</c>: exp(gamma additive_chi2).</summary>
    Chi2,

    /// <summary><c>precomputed</c>: the rows are values of the kernel.</summary>
    Precomputed,
}
