using System.Numerics;

namespace Brine.Models;

/// <summary>Looks for the weights of NMF's <c>transform</c>, as scikit-learn's solvers do with the components as they are.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class NonNegativeSolver<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NonNegativeForm _form;
    private readonly T[] _components;
    private readonly T[] _transposed;
    private readonly int _count;
    private readonly int _features;

    internal NonNegativeSolver(NonNegativeForm form)
    {
        _form = form;
        (_count, _features) = (form.ComponentCount, form.FeatureCount);
        _components = Array.ConvertAll(form.Components.ToDoubles(), T.CreateTruncating);
        _transposed = DenseLinear.Transpose(_components, _count, _features);
    }

    /// <summary>The weights; null where MiniBatchNMF's are not finite.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="singles">The same in float32, where MiniBatchNMF keeps weights of float32 between components of float64.</param>
    /// <param name="cancellation">Looked at before each pass.</param>
    internal T[]? Solve(CountRows<T> x, CountRows<float>? singles, CancellationToken cancellation)
    {
        if (!_form.IsMultiplicative && !_form.IsMiniBatch)
        {
            return Descend(x, cancellation);
        }

        T average = singles is null ? T.Sqrt(x.Mean() / T.CreateChecked(_count))
            : T.CreateTruncating((float)Math.Sqrt(singles.Mean() / (double)_count));
        var weights = new T[checked(x.RowCount * _count)];
        Array.Fill(weights, average);
        return _form.IsMiniBatch ? SolveBatch(x, weights, singles is not null, cancellation) : Multiply(x, weights, cancellation);
    }

    /// <summary><c>_fit_coordinate_descent</c> and <c>_update_cdnmf_fast</c>.</summary>
    private T[] Descend(CountRows<T> x, CancellationToken cancellation)
    {
        T[] gram = DenseLinear.Multiply(_components, _transposed, _count, _features, _count), products = x.Multiply(_transposed, _count);
        (T l1, T l2) = (T.CreateTruncating(_form.L1), T.CreateTruncating(_form.L2));
        for (int t = 0; t < _count && _form.L2 != 0; t++)
        {
            gram[t * (_count + 1)] += l2;
        }

        for (int i = 0; i < products.Length && _form.L1 != 0; i++)
        {
            products[i] -= l1;
        }

        var weights = new T[products.Length];
        double first = 0;
        for (int pass = 1; pass <= _form.MaxIterations; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            double violation = double.CreateTruncating(Pass(gram, products, weights));
            first = pass == 1 ? violation : first;
            if (first == 0 || violation / first <= _form.Tolerance)
            {
                break;
            }
        }

        return weights;
    }

    private T Pass(T[] gram, T[] products, T[] weights)
    {
        T violation = T.Zero;
        for (int t = 0; t < _count; t++)
        {
            ReadOnlySpan<T> column = gram.AsSpan(t * _count, _count);
            for (int at = 0; at < weights.Length; at += _count)
            {
                Span<T> row = weights.AsSpan(at, _count);
                T gradient = -products[at + t];
                for (int r = 0; r < row.Length; r++)
                {
                    gradient += column[r] * row[r];
                }

                T projected = row[t] == T.Zero && gradient > T.Zero ? T.Zero : gradient;
                violation += T.Abs(projected);
                if (column[t] != T.Zero)
                {
                    T value = row[t] - (gradient / column[t]);
                    row[t] = value < T.Zero ? T.Zero : value;
                }
            }
        }

        return violation;
    }

    /// <summary><c>_fit_multiplicative_update</c></summary>
    private T[] Multiply(CountRows<T> x, T[] weights, CancellationToken cancellation)
    {
        var update = new MultiplicativeUpdate<T>(_form, _components, _transposed, x);
        double first = update.Divergence(weights), before = first;
        for (int pass = 1; pass <= _form.MaxIterations; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            update.Apply(weights);
            for (int i = 0; i < weights.Length && _form.BetaLoss < 1; i++)
            {
                weights[i] = weights[i] < T.CreateTruncating(2.220446049250313e-16) ? T.Zero : weights[i];
            }

            if (_form.Tolerance > 0 && pass % 10 == 0)
            {
                double error = update.Divergence(weights);
                if ((before - error) / first < _form.Tolerance)
                {
                    break;
                }

                before = error;
            }
        }

        return weights;
    }

    /// <summary><c>MiniBatchNMF._solve_W</c></summary>
    private T[]? SolveBatch(CountRows<T> x, T[] weights, bool keepsSingles, CancellationToken cancellation)
    {
        T[] before = [.. weights];
        for (int pass = 0; pass < _form.MaxIterations; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            new MultiplicativeUpdate<T>(_form, _components, _transposed, x).Apply(weights);
            for (int i = 0; i < weights.Length && keepsSingles; i++)
            {
                weights[i] = T.CreateTruncating(float.CreateTruncating(weights[i]));
            }

            T change = T.Zero, size = T.Zero;
            bool isFinite = true;
            for (int i = 0; i < weights.Length; i++)
            {
                T difference = weights[i] - before[i];
                change += difference * difference;
                size += weights[i] * weights[i];
                isFinite &= T.IsFinite(weights[i]) && T.IsFinite(difference);
            }

            if (!isFinite)
            {
                return null;
            }

            if (_form.Tolerance > 0 && double.CreateTruncating(T.Sqrt(change) / T.Sqrt(size)) <= _form.Tolerance)
            {
                break;
            }

            weights.CopyTo(before, 0);
        }

        return weights;
    }
}
