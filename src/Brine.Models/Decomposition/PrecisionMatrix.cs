using System.Numerics;

namespace Brine.Models;

/// <summary>
/// The inverse of the covariance that fitted components describe, by scikit-learn's <c>get_precision</c>, in the precision of the
/// components: a model trained on float32 inverts in float32.
/// </summary>
internal static class PrecisionMatrix
{
    /// <summary>The matrix row by row, or null where one on the way has no inverse.</summary>
    internal static T[]? Of<T>(PrincipalComponents model, T noise)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = model.Count, dimension = model.FeatureCount;
        T[] components = Array.ConvertAll(model.ScaledComponents(), T.CreateTruncating);
        T[] transposed = DenseLinear.Transpose(components, count, dimension);
        T[] differences = Array.ConvertAll(model.Variances!, variance => T.Max(T.CreateTruncating(variance) - noise, T.Zero));
        T[] result;
        if (count > 0 && noise == T.Zero)
        {
            T[] scaled = [.. transposed];
            for (int i = 0; i < scaled.Length; i++)
            {
                scaled[i] *= differences[i % count];
            }

            result = DenseLinear.Multiply(scaled, components, dimension, count, dimension);
            AddToDiagonal(result, dimension, _ => noise);
            return Inverse(model, result, dimension);
        }

        if (count == 0)
        {
            result = new T[dimension * dimension];
        }
        else
        {
            T[] inner = DenseLinear.Multiply(components, transposed, count, dimension, count);
            for (int i = 0; i < inner.Length; i++)
            {
                inner[i] /= noise;
            }

            AddToDiagonal(inner, count, i => T.One / differences[i]);
            if (Inverse(model, inner, count) is not { } inverse)
            {
                return null;
            }

            // 1.2.1 multiplies from the right, later versions (the @ operator) from the left.
            result = model.ProjectsMean
                ? DenseLinear.Multiply(DenseLinear.Multiply(transposed, inverse, dimension, count, count), components, dimension, count,
                    dimension)
                : DenseLinear.Multiply(transposed, DenseLinear.Multiply(inverse, components, count, count, dimension), dimension, count,
                    dimension);
            T divisor = -(noise * noise);
            for (int i = 0; i < result.Length; i++)
            {
                result[i] /= divisor;
            }
        }

        AddToDiagonal(result, dimension, _ => T.One / noise);
        return result;
    }

    private static T[]? Inverse<T>(PrincipalComponents model, T[] matrix, int size)
        where T : unmanaged, IFloatingPointIeee754<T> => !Array.TrueForAll(matrix, T.IsFinite) ? null
        : (model.UsesCholesky ? CholeskyInverse.Of(matrix, size) : null) ?? DenseLinear.Inverse(matrix, size);

    private static void AddToDiagonal<T>(T[] matrix, int size, Func<int, T> value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < size; i++)
        {
            matrix[(i * size) + i] += value(i);
        }
    }
}
