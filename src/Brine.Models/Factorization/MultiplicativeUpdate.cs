using System.Numerics;

namespace Brine.Models;

/// <summary>scikit-learn's <c>_multiplicative_update_w</c>, over and over with what does not change made once, and
/// <c>_beta_divergence</c>.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed partial class MultiplicativeUpdate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T Epsilon = T.CreateTruncating(1.1920928955078125e-07);

    private readonly NonNegativeForm _form;
    private readonly T[] _components;
    private readonly T[] _transposed;
    private readonly CountRows<T> _x;
    private readonly double _beta;
    private readonly double _gamma;
    private readonly int _count;
    private readonly int _features;
    private readonly T[]? _products;
    private readonly T[]? _gram;
    private readonly T[]? _sums;

    internal MultiplicativeUpdate(NonNegativeForm form, T[] components, T[] transposed, CountRows<T> x)
    {
        (_form, _components, _transposed, _x, _beta) = (form, components, transposed, x, form.BetaLoss);
        (_count, _features) = (form.ComponentCount, form.FeatureCount);
        _gamma = _beta < 1 ? 1.0 / (2.0 - _beta) : _beta > 2 ? 1.0 / (_beta - 1.0) : 1;
        if (_beta == 2)
        {
            _products = x.Multiply(transposed, _count);
            _gram = ComponentProducts();
        }
        else if (_beta == 1)
        {
            _sums = ComponentSums();
        }
    }

    /// <summary>One update of the weights, in place.</summary>
    internal void Apply(T[] weights)
    {
        (T[] numerator, T[] denominator) = _beta == 2
            ? ([.. _products!], DenseLinear.Multiply(weights, _gram!, _x.RowCount, _count, _count))
            : Ratio(weights);

        // Sums of the components are one row for all, and what is added to it stays.
        bool isShared = denominator.Length != weights.Length;
        T l1 = T.CreateTruncating(_form.L1), l2 = T.CreateTruncating(_form.L2);
        for (int i = 0; i < denominator.Length && _form.L1 > 0; i++)
        {
            denominator[i] += l1;
        }

        if (_form.L2 > 0)
        {
            var sum = new T[weights.Length];
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] = denominator[isShared ? i % _count : i] + (l2 * weights[i]);
            }

            (denominator, isShared) = (sum, false);
        }

        for (int i = 0; i < denominator.Length; i++)
        {
            denominator[i] = denominator[i] == T.Zero ? Epsilon : denominator[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            T change = numerator[i] / denominator[isShared ? i % _count : i];
            weights[i] *= _gamma == 1 ? change : Power(change, _gamma);
        }
    }

    /// <summary><c>np.dot(H, H.T)</c>, in the precision of the components.</summary>
    private T[] ComponentProducts() => typeof(T) == typeof(double) && _form.Components.DType.IsSingle()
        ? Widen(DenseLinear.Multiply(Narrow(_components), Narrow(_transposed), _count, _features, _count))
        : DenseLinear.Multiply(_components, _transposed, _count, _features, _count);

    /// <summary><c>np.sum(H, axis=1)</c>, in the precision of the components.</summary>
    private T[] ComponentSums() =>
        typeof(T) == typeof(double) && _form.Components.DType.IsSingle() ? Widen(ComponentSums(Narrow(_components)))
            : ComponentSums(_components);

    private static float[] Narrow(T[] values) => Array.ConvertAll(values, float.CreateTruncating);

    private static T[] Widen(float[] values) => Array.ConvertAll(values, T.CreateTruncating);

    /// <summary>numpy adds whole columns of an array that lies column by column.</summary>
    private TComponent[] ComponentSums<TComponent>(TComponent[] components)
        where TComponent : unmanaged, IFloatingPointIeee754<TComponent>
    {
        var sums = new TComponent[_count];
        for (int k = 0; k < _count; k++)
        {
            ReadOnlySpan<TComponent> component = components.AsSpan(k * _features, _features);
            if (!_form.Components.IsFortranOnly)
            {
                sums[k] = PairwiseSum.Of(component);
                continue;
            }

            foreach (TComponent value in component)
            {
                sums[k] += value;
            }
        }

        return sums;
    }

    private T Lifted(T value) => (_form.LiftsSmall ? value < Epsilon : value == T.Zero) ? Epsilon : value;

    /// <summary>numpy's power by a scalar.</summary>
    private static T Power(T value, double exponent) => exponent switch
    {
        1 => value,
        2 => value * value,
        0.5 => T.Sqrt(value),
        0 => T.One,
        -1 => T.One / value,
        _ => T.Pow(value, T.CreateTruncating(exponent)),
    };

    /// <summary>Numerator and denominator of losses other than the squared error.</summary>
    private (T[] Numerator, T[] Denominator) Ratio(T[] weights)
    {
        T[] products = Products(weights), ratios = new T[products.Length];
        for (int i = 0; i < ratios.Length; i++)
        {
            T product = _beta < 2 ? Lifted(products[i]) : products[i];
            ratios[i] = _beta == 1 ? _x.Values[i] / product
                : _beta == 0 ? Power(T.One / product, 2) * _x.Values[i]
                : Power(product, _beta - 2) * _x.Values[i];
        }

        T[] numerator = _x.Starts is null ? DenseLinear.Multiply(ratios, _transposed, _x.RowCount, _features, _count)
            : _x.Multiply(ratios, _transposed, _count);
        if (_beta == 1)
        {
            return (numerator, _sums!);
        }

        T[] full = _x.Starts is null ? products : DenseLinear.Multiply(weights, _components, _x.RowCount, _count, _features);
        for (int i = 0; i < full.Length; i++)
        {
            full[i] = Power(_beta < 1 ? Lifted(full[i]) : full[i], _beta - 1);
        }

        return (numerator, DenseLinear.Multiply(full, _transposed, _x.RowCount, _features, _count));
    }

    /// <summary>The products of weights and components: all, or those where a value is stored (<c>_special_sparse_dot</c>).</summary>
    private T[] Products(T[] weights)
    {
        if (_x.Starts is null)
        {
            return DenseLinear.Multiply(weights, _components, _x.RowCount, _count, _features);
        }

        var products = new T[_x.Values.Length];
        var terms = new T[_count];
        for (int row = 0; row < _x.RowCount; row++)
        {
            for (int i = _x.Starts[row]; i < _x.Starts[row + 1]; i++)
            {
                for (int k = 0; k < terms.Length; k++)
                {
                    terms[k] = weights[(row * _count) + k] * _transposed[(_x.Columns![i] * _count) + k];
                }

                products[i] = PairwiseSum.Of<T>(terms);
            }
        }

        return products;
    }
}
