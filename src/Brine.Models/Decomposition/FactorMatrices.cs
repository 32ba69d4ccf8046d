using Brine.Arrays;

namespace Brine.Models;

/// <summary>The matrices that FactorAnalysis makes of its components at each call.</summary>
/// <param name="form">The components.</param>
/// <param name="path">Where the model stands, for messages.</param>
internal sealed class FactorMatrices(FactorAnalysisForm form, string path)
{
    private readonly int _count = form.Components.Shape[0];
    private readonly int _features = form.Components.Shape[1];
    private readonly double[] _components = form.Components.ToDoubles();
    private readonly double[] _noise = form.NoiseVariances.ToDoubles();

    /// <summary><c>transform</c>: by the components over the noise, then by the covariance of the factors.</summary>
    internal LinearMapKernel Transform()
    {
        double[] scaled = Scaled();
        double[] covariance = Inverse(Inner(scaled, addsFirst: true), _count);
        return new LinearMapKernel(new LinearMap(NDArray.Of(scaled, _count, _features))
        {
            Mean = form.Mean,
            Second = NDArray.Of(DenseLinear.Transpose(covariance, _count, _count), _count, _count),
        });
    }

    /// <summary><c>score_samples</c>.</summary>
    internal FactorLikelihood Likelihood()
    {
        double[] precision = Precision();
        return new FactorLikelihood(form.Mean.ToDoubles(), precision, DenseLinear.LogDeterminant(precision, _features));
    }

    /// <summary><c>get_precision</c></summary>
    private double[] Precision()
    {
        double[] transposed = DenseLinear.Transpose(_components, _count, _features);
        if (form.IsComplete)
        {
            double[] covariance = DenseLinear.Multiply(transposed, _components, _features, _count, _features);
            for (int i = 0; i < _features; i++)
            {
                covariance[i * (_features + 1)] += _noise[i];
            }

            return Inverse(covariance, _features);
        }

        double[] precision = new double[_features * _features];
        if (_count > 0)
        {
            double[] inner = DenseLinear.Multiply(Inverse(Inner(Scaled(), addsFirst: false), _count), _components, _count, _count,
                _features);
            precision = DenseLinear.Multiply(transposed, inner, _features, _count, _features);
        }

        for (int i = 0; i < _features; i++)
        {
            for (int j = 0; j < _features; j++)
            {
                ref double value = ref precision[(i * _features) + j];
                value = value / _noise[i] / -_noise[j];
                value = i == j ? value + (1.0 / _noise[i]) : value;
            }
        }

        return precision;
    }

    private double[] Scaled()
    {
        double[] scaled = [.. _components];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] /= _noise[i % _features];
        }

        return scaled;
    }

    /// <summary>The products of the scaled components and the components, plus the identity.</summary>
    private double[] Inner(double[] scaled, bool addsFirst)
    {
        double[] inner = DenseLinear.Multiply(scaled, DenseLinear.Transpose(_components, _count, _features), _count, _features, _count);
        for (int i = 0; i < inner.Length; i++)
        {
            double identity = i % (_count + 1) == 0 ? 1 : 0;
            inner[i] = addsFirst ? identity + inner[i] : inner[i] + identity;
        }

        return inner;
    }

    private double[] Inverse(double[] matrix, int size) =>
        (Array.TrueForAll(matrix, double.IsFinite)
            ? (form.UsesCholesky ? CholeskyInverse.Of(matrix, size) : null) ?? DenseLinear.Inverse(matrix, size) : null)
        ?? throw new UnsupportedModelException("SingularCovariance",
            "FactorAnalysis needs the inverse of the covariance that its components describe, and there is none; Python raises "
                + "an error too", path);
}
