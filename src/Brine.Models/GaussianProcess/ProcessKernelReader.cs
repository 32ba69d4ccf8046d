using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads kernels of Gaussian processes.</summary>
internal static class ProcessKernelReader
{
    private const int MaxKernels = 1 << 10;

    /// <exception cref="UnsupportedModelException">The kernel, or one inside of it, is none of scikit-learn's.</exception>
    internal static ProcessKernel Read(EstimatorReader owner, PyValue value, int dimension)
    {
        // Parts are read before what they are parts of: a kernel waits on the stack until they are there.
        var open = new Stack<(EstimatorReader Reader, bool HasParts)>([(Open(owner, value), false)]);
        var done = new Stack<ProcessKernel>();
        int count = 0;
        while (open.TryPop(out (EstimatorReader Reader, bool HasParts) at))
        {
            if (++count > MaxKernels)
            {
                throw new PickleLimitException("LimitNesting", $"the kernel is made of more than {MaxKernels} others: {owner.Path}");
            }

            string[] parts = at.Reader.ClassName switch { "Sum" or "Product" => ["k1", "k2"], "Exponentiation" => ["kernel"], _ => [] };
            if (parts.Length == 0)
            {
                done.Push(Single(owner, at.Reader, dimension));
            }
            else if (at.HasParts)
            {
                ProcessKernel last = done.Pop();
                done.Push(parts.Length == 1
                    ? new(ProcessKernelKind.Exponentiation) { First = last, Parameter = at.Reader.Double("exponent") }
                    : new(at.Reader.ClassName == "Sum" ? ProcessKernelKind.Sum : ProcessKernelKind.Product)
                        { First = done.Pop(), Second = last });
            }
            else
            {
                open.Push((at.Reader, true));
                foreach (string part in parts.Reverse())
                {
                    open.Push((Open(owner, at.Reader.Value(part)), false));
                }
            }
        }

        return done.Pop();
    }

    private static EstimatorReader Open(EstimatorReader owner, PyValue value) =>
        value.As<PyObject>() is { Class: { } type } instance && type.Module.StartsWith("sklearn.gaussian_process", StringComparison.Ordinal)
            ? new EstimatorReader(instance, owner.Path + ".kernel_")
            : throw owner.Unsupported($"kernel {value.As<PyObject>()?.Class?.FullName ?? "that is no object"}");

    /// <summary>A kernel that is made of no others.</summary>
    private static ProcessKernel Single(EstimatorReader owner, EstimatorReader reader, int dimension)
    {
        switch (reader.ClassName)
        {
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
                return new(ProcessKernelKind.RationalQuadratic)
                    { LengthScales = [reader.Double("length_scale", 1)], Parameter = reader.Double("alpha", 1) };
            case "ExpSineSquared":
                return new(ProcessKernelKind.ExpSineSquared)
                    { LengthScales = [reader.Double("length_scale", 1)], Parameter = reader.Double("periodicity", 1) };
            case "DotProduct":
                return new(ProcessKernelKind.DotProduct) { Parameter = reader.Double("sigma_0", 1) };
            case "PairwiseKernel":
                return new(ProcessKernelKind.Pairwise) { Pairwise = Pairwise(owner, reader) };
            default:
                throw owner.Unsupported($"the kernel {reader.ClassName}");
        }
    }

    private static double[] LengthScales(EstimatorReader reader, int dimension)
    {
        PyValue value = reader.ValueOrNone("length_scale");
        double[] scales = value.TryGetDouble(out double scale) ? [scale]
            : EstimatorReader.ArrayOf(value) is { DType.Kind: 'f' or 'i' } array ? array.ToDoubles() : [1.0];
        return scales.Length == 1 || scales.Length == dimension ? scales
            : throw reader.Corrupt("length_scale", $"it has {scales.Length} numbers for {dimension} columns");
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
        return reader.Has("pairwise_kernels_kwargs") ? throw owner.Unsupported("the kernel PairwiseKernel with pairwise_kernels_kwargs")
            : new(kind) { Gamma = reader.Double("gamma", 1) };
    }
}
