using System.Buffers;
using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>The weighted log likelihoods of one row under each component (<c>_estimate_weighted_log_prob</c>), in the precision of the
/// model.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class MixtureComponents<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly MixtureForm _form;
    private readonly DenseLayer<T>[] _maps;
    private readonly T[] _offsets;
    private readonly T[] _precisions;
    private readonly T[] _logDeterminants;
    private readonly T[] _logWeights;
    private readonly T _constant;

    internal MixtureComponents(MixtureForm form)
    {
        _form = form;
        int count = form.ComponentCount, features = form.FeatureCount;
        T[] means = Array.ConvertAll(form.Means.ToDoubles(), T.CreateTruncating),
            precisions = Array.ConvertAll(form.Precisions.ToDoubles(), T.CreateTruncating);
        _logWeights = [.. form.LogWeights.Select(T.CreateTruncating)];
        _constant = T.CreateTruncating(features * Math.Log(2 * Math.PI));
        _logDeterminants = new T[count];
        _precisions = [];
        if (form.Kind is CovarianceKind.Full or CovarianceKind.Tied)
        {
            int size = features * features, matrices = form.Kind == CovarianceKind.Full ? count : 1;
            _maps = [.. Enumerable.Range(0, matrices)
                .Select(k => Layer(precisions.AsSpan(k * size, size), features, features, inputMajor: true))];
            _offsets = new T[count * features];
            for (int k = 0; k < count; k++)
            {
                Map(k).Run(means.AsSpan(k * features, features), _offsets.AsSpan(k * features, features));
                ReadOnlySpan<T> matrix = precisions.AsSpan(k % matrices * size, size);
                T[] diagonal = new T[features];
                for (int i = 0; i < features; i++)
                {
                    diagonal[i] = Log(matrix[i * (features + 1)]);
                }

                _logDeterminants[k] = PairwiseSum.Of<T>(diagonal);
            }

            return;
        }

        bool isSpherical = form.Kind == CovarianceKind.Spherical;
        _precisions = Array.ConvertAll(precisions, precision => precision * precision);
        _offsets = new T[count];
        T[] weights = [.. means], terms = new T[features];
        for (int k = 0; k < count; k++)
        {
            for (int i = 0; i < features; i++)
            {
                int at = (k * features) + i;
                T precision = _precisions[isSpherical ? k : at];
                terms[i] = means[at] * means[at] * (isSpherical ? T.One : precision);
                weights[at] *= isSpherical && form.KeepsRowPrecision ? T.One : precision;
            }

            _offsets[k] = PairwiseSum.Of<T>(terms) * (isSpherical ? _precisions[k] : T.One);
            _logDeterminants[k] = isSpherical
                ? T.CreateChecked(features) * Log(precisions[k])
                : PairwiseSum.Of<T>(Array.ConvertAll(precisions.AsSpan(k * features, features).ToArray(), Log));
        }

        DenseLayer<T> products = Layer(weights, features, count, inputMajor: false);
        _maps = isSpherical ? [products] : [products, Layer(_precisions, features, count, inputMajor: false)];
    }

    internal int FeatureCount => _form.FeatureCount;

    internal int Count => _form.ComponentCount;

    /// <summary>Computes the log likelihoods of one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="dtype">That of the rows, where it is not the precision in which the model computes.</param>
    /// <param name="output">Room for a number a component.</param>
    internal void Run(ReadOnlySpan<T> row, DType? dtype, Span<T> output)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(Math.Max(FeatureCount, Count));
        if (_form.Kind is CovarianceKind.Full or CovarianceKind.Tied)
        {
            Distances(row, dtype, scratch.AsSpan(0, FeatureCount), output);
        }
        else
        {
            Expanded(row, dtype, scratch, output);
        }

        ArrayPool<T>.Shared.Return(scratch);
        DType? rounding = _form.KeepsRowPrecision && _form.Kind is CovarianceKind.Full or CovarianceKind.Tied && dtype is { Kind: 'f' }
            ? dtype : null;
        var half = T.CreateChecked(-0.5);
        IReadOnlyList<(double Subtracted, double Added)> corrections = _form.Corrections;
        for (int k = 0; k < output.Length; k++)
        {
            T value = (rounding is null ? half * (_constant + output[k]) : Rounded(output[k], rounding)) + _logDeterminants[k];
            if (corrections.Count > 0)
            {
                value = value - T.CreateTruncating(corrections[k].Subtracted) + T.CreateTruncating(corrections[k].Added);
            }

            output[k] = value + _logWeights[k];
        }
    }

    private static DenseLayer<T> Layer(ReadOnlySpan<T> weights, int inputs, int outputs, bool inputMajor) =>
        new(Array.ConvertAll(weights.ToArray(), double.CreateTruncating), inputs, outputs, [], inputMajor);

    private static T Log(T value) => typeof(T) == typeof(float) ? (T)(object)NumpySingle.Log((float)(object)value) : T.Log(value);

    private DenseLayer<T> Map(int component) => _maps[_maps.Length == 1 ? 0 : component];

    /// <summary>The squared lengths of <c>x @ P - mean @ P</c>.</summary>
    private void Distances(ReadOnlySpan<T> row, DType? dtype, Span<T> mapped, Span<T> output)
    {
        for (int k = 0; k < output.Length; k++)
        {
            if (k == 0 || _maps.Length > 1)
            {
                Map(k).Run(row, mapped);
            }

            ReadOnlySpan<T> offsets = _offsets.AsSpan(k * FeatureCount, FeatureCount);
            T sum = SquaredDifferences(mapped, offsets);
            output[k] = dtype is null || !_form.KeepsRowPrecision ? sum : Cast(dtype.Kind == 'f' ? sum : T.Truncate(sum), dtype);
        }
    }

    private static T SquaredDifferences(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        const int MaxStack = 128;
        Span<T> squares = left.Length <= MaxStack ? stackalloc T[left.Length] : new T[left.Length];
        for (int i = 0; i < squares.Length; i++)
        {
            T difference = left[i] - right[i];
            squares[i] = difference * difference;
        }

        return PairwiseSum.Of<T>(squares);
    }

    /// <summary>The square of a difference, multiplied out.</summary>
    private void Expanded(ReadOnlySpan<T> row, DType? dtype, T[] scratch, Span<T> output)
    {
        T two = T.One + T.One;
        Span<T> products = scratch.AsSpan(0, Count);
        _maps[0].Run(row, products);
        if (_form.Kind == CovarianceKind.Spherical)
        {
            T norm = SquaredNorm(row, dtype);
            for (int k = 0; k < output.Length; k++)
            {
                T product = _form.KeepsRowPrecision ? products[k] * _precisions[k] : products[k];
                output[k] = _offsets[k] - (two * product) + (norm * _precisions[k]);
            }

            return;
        }

        products.CopyTo(output);
        Span<T> squares = scratch.AsSpan(0, FeatureCount);
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] = dtype is null ? row[i] * row[i]
                : dtype.Kind is 'i' or 'u' ? T.CreateTruncating(WholeNumbers.Square(double.CreateTruncating(row[i]), dtype))
                : Cast(row[i] * row[i], dtype);
        }

        T[] sums = ArrayPool<T>.Shared.Rent(Count);
        _maps[1].Run(squares, sums);
        for (int k = 0; k < output.Length; k++)
        {
            output[k] = _offsets[k] - (two * output[k]) + sums[k];
        }

        ArrayPool<T>.Shared.Return(sums);
    }

    private static T SquaredNorm(ReadOnlySpan<T> row, DType? dtype)
    {
        const int MaxStack = 256;
        Span<double> numbers = row.Length <= MaxStack ? stackalloc double[row.Length] : new double[row.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.CreateTruncating(row[i]);
        }

        if (dtype is { Kind: 'i' or 'u' })
        {
            return T.CreateTruncating(WholeNumbers.SquaredNorm(numbers, dtype));
        }

        int itemSize = typeof(T) == typeof(float) ? sizeof(float) : dtype is { Kind: 'f' } ? dtype.ItemSize : sizeof(double);
        double norm = NumpyReductions.SquaredNorm(numbers, itemSize);
        return T.CreateTruncating(dtype is null ? norm : NumpyPrecision.Cast(norm, dtype));
    }

    private static T Cast(T value, DType dtype) => T.CreateTruncating(NumpyPrecision.Cast(double.CreateTruncating(value), dtype));

    /// <summary><c>-0.5 * (constant + sum)</c> where both stay in the precision of the rows.</summary>
    private T Rounded(T sum, DType dtype)
    {
        double constant = NumpyPrecision.Round(double.CreateTruncating(_constant), dtype);
        double total = NumpyPrecision.Round(constant + double.CreateTruncating(sum), dtype);
        return T.CreateTruncating(NumpyPrecision.Round(-0.5 * total, dtype));
    }
}
