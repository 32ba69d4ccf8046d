namespace Brine.Models;

/// <summary>libsvm's kernel functions.</summary>
internal enum KernelKind
{
    /// <summary><c>x . y</c></summary>
    Linear,

    /// <summary><c>(gamma x . y + coef0) ** degree</c></summary>
    Polynomial,

    /// <summary><c>exp(-gamma |x - y|^2)</c></summary>
    Rbf,

    /// <summary><c>tanh(gamma x . y + coef0)</c></summary>
    Sigmoid,

    /// <summary>The data holds the kernel's values.</summary>
    Precomputed,
}
