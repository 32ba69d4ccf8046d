namespace Brine.Models;

/// <summary>libsvm's kernels.</summary>
public enum SvmKernelKind
{
    /// <summary>The dot product.</summary>
    Linear,

    /// <summary>(gamma * dot + coef0) to an integer power.</summary>
    Polynomial,

    /// <summary>exp(-gamma * squared distance).</summary>
    Rbf,

    /// <summary>tanh(gamma * dot + coef0).</summary>
    Sigmoid,

    /// <summary>The rows hold the kernel already.</summary>
    Precomputed,
}
