using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads kernels of Gaussian processes.</summary>
internal static class ProcessKernelReader
{
    private const int MaxNesting = 64;

    /// <exception cref="UnsupportedModelException">The kernel, or one inside of it, is none of scikit-learn's.</exception>
    internal static ProcessKernel Read(EstimatorReader owner, PyValue value, int dimension, int depth = 0)
    {
        if (depth > MaxNesting)
        {
            throw new PickleLimitException("LimitNesting", $"kernels nest deeper than {MaxNesting}: {owner.Path}");
        }

        if (value.As<PyObject>() is not { Class: { } type } instance || !type.Module.StartsWith("sklearn.gaussian_process", StringComparison.Ordinal))
        {
            throw owner.Unsupported($"kernel {(value.As<PyObject>()?.Class?.FullName ?? "that is no object")}");
        }

        var reader = new EstimatorReader(instance, owner.Path + ".kernel_");
        switch (type.Name)
        {
            case "Sum" or "Product":
                return new(type.Name == "Sum" ? ProcessKernelKind.Sum : ProcessKernelKind.Product)
                {
                    First = Read(owner, reader.Value("k1"), dimension, depth + 1),
                    Second = Read(owner, reader.Value("k2"), dimension, depth + 1),
                };
            case "Exponentiation":
                return new(ProcessKernelKind.Exponentiation) { First = Read(owner, reader.Value("kernel"), dimension, depth + 1), Parameter = reader.Double("exponent") };
            case "ConstantKernel":
                return new(ProcessKernelKind.Constant) { Parameter = reader.Double("constant_value", 1) };
            case "WhiteKernel":
                return new(ProcessKernelKind.White) { Parameter = reader.Double("noise_level", 1) };
            case "RBF":
                return new(ProcessKernelKind.Rbf) { LengthScales = LengthScales(reader, dimension) };
            case "Matern":
                double nu = reader.Double("nu", 1.5);
                return nu is 0.5 or 1.5 or 2.5 || double.IsPositiveInfinity(nu)
                    ? new(ProcessKernelKind.Matern) { LengthScales = LengthScales(reader, dimension), Parameter = nu }
                    : throw owner.Unsupported($"the kernel Matern of nu={nu}, which takes Bessel functions,");
            case "RationalQuadratic":
                return new(ProcessKernelKind.RationalQuadratic) { LengthScales = [reader.Double("length_scale", 1)], Parameter = reader.Double("alpha", 1) };
            case "ExpSineSquared":
                return new(ProcessKernelKind.ExpSineSquared) { LengthScales = [reader.Double("length_scale", 1)], Parameter = reader.Double("periodicity", 1) };
            case "DotProduct":
                return new(ProcessKernelKind.DotProduct) { Parameter = reader.Double("sigma_0", 1) };
            case "PairwiseKernel":
                return new(ProcessKernelKind.Pairwise) { Pairwise = Pairwise(owner, reader) };
            default:
                throw owner.Unsupported($"the kernel {type.Name}");
        }
    }

    private static double[] LengthScales(EstimatorReader reader, int dimension)
    {
        PyValue value = reader.ValueOrNone("length_scale");
        double[] scales = value.TryGetDouble(out double scale) ? [scale] : EstimatorReader.ArrayOf(value) is { DType.Kind: 'f' or 'i' } array ? array.ToDoubles() : [1.0];
        return scales.Length == 1 || scales.Length == dimension ? scales : throw reader.Corrupt("length_scale", $"it has {scales.Length} numbers for {dimension} columns");
    }

    /// <summary>PairwiseKernel has a gamma of its own and the other parameters as scikit-learn's functions have them by default.</summary>
    private static KernelParameters Pairwise(EstimatorReader owner, EstimatorReader reader)
    {
        KernelKind kind = reader.Text("metric") switch
        {
            "linear" or null => KernelKind.Linear,
            "poly" or "polynomial" => KernelKind.Polynomial,
            "rbf" => KernelKind.Rbf,
            "sigmoid" => KernelKind.Sigmoid,
            "cosine" => KernelKind.Cosine,
            "laplacian" => KernelKind.Laplacian,
            var other => throw owner.Unsupported($"the kernel PairwiseKernel of metric='{other}'"),
        };
        return reader.Has("pairwise_kernels_kwargs") ? throw owner.Unsupported("the kernel PairwiseKernel with pairwise_kernels_kwargs") : new(kind) { Gamma = reader.Double("gamma", 1) };
    }
}
