namespace Brine.Models;

/// <summary><c>kernel</c> of KernelDensity: how the weight of a training row falls with its distance d, in units of the
/// bandwidth.</summary>
public enum DensityKernel
{
    /// <summary>exp(-d² / 2).</summary>
    Gaussian,

    /// <summary>1 below 1, else 0.</summary>
    TopHat,

    /// <summary>1 - d² below 1, else 0.</summary>
    Epanechnikov,

    /// <summary>exp(-d).</summary>
    Exponential,

    /// <summary>1 - d below 1, else 0.</summary>
    Linear,

    /// <summary>cos(pi d / 2) below 1, else 0.</summary>
    Cosine,
}
