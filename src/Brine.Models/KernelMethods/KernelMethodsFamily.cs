namespace Brine.Models;

/// <summary>Kernel ridge regression, the approximations of <c>sklearn.kernel_approximation</c>, and the random projections.</summary>
internal static class KernelMethodsFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.kernel_ridge", "KernelRidge", KernelReader.Ridge),
        new("sklearn.kernel_approximation", "Nystroem", KernelReader.Nystroem),
        new("sklearn.kernel_approximation", "RBFSampler", SamplerReader.Rbf),
        new("sklearn.kernel_approximation", "SkewedChi2Sampler", SamplerReader.Skewed),
        new("sklearn.kernel_approximation", "AdditiveChi2Sampler", SamplerReader.Additive),
        new("sklearn.kernel_approximation", "PolynomialCountSketch", CountSketchReader.Read),
        new("sklearn.preprocessing", "KernelCenterer", KernelReader.Centerer),
        new("sklearn.random_projection", "GaussianRandomProjection", SamplerReader.Projection),
        new("sklearn.random_projection", "SparseRandomProjection", SamplerReader.Projection),
    ];
}
