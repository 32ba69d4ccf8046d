namespace Brine.Models;

/// <summary>A kernel of a Gaussian process with its parameters, made of others where it is a sum, a product or a power.</summary>
public sealed record ProcessKernel
{
    internal ProcessKernel(ProcessKernelKind kind) => Kind = kind;

    /// <summary>Which kernel.</summary>
    public ProcessKernelKind Kind { get; }

    /// <summary><c>length_scale</c>, one for all columns or one for each; empty where the kernel has none.</summary>
    public IReadOnlyList<double> LengthScales { get; init; } = [];

    /// <summary><c>constant_value</c>, <c>noise_level</c>, <c>nu</c>, <c>alpha</c>, <c>periodicity</c>, <c>sigma_0</c> or
    /// <c>exponent</c>.</summary>
    public double Parameter { get; init; }

    /// <summary>The kernel of a PairwiseKernel, else null.</summary>
    public KernelParameters? Pairwise { get; init; }

    /// <summary><c>k1</c>, or the kernel that is raised to a power; else null.</summary>
    public ProcessKernel? First { get; init; }

    /// <summary><c>k2</c>; else null.</summary>
    public ProcessKernel? Second { get; init; }
}
