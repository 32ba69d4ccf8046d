using System.Numerics;

namespace Brine.Models;

/// <summary>How far the products are from the rows.</summary>
internal sealed partial class MultiplicativeUpdate<T>
{
    /// <summary><c>_beta_divergence(..., square_root=True)</c></summary>
    internal double Divergence(T[] weights)
    {
        if (_beta == 2)
        {
            return double.CreateTruncating(T.Sqrt(SquaredError(weights) * T.CreateChecked(2)));
        }

        T[] all = Products(weights);
        var (x, products) = (new List<T>(), new List<T>());
        for (int i = 0; i < all.Length; i++)
        {
            if (_x.Values[i] > Epsilon)
            {
                x.Add(_x.Values[i]);
                products.Add(Lifted(all[i]));
            }
        }

        double divergence = double.CreateTruncating(_beta == 1 ? KullbackLeibler([.. x], [.. products], weights)
            : _beta == 0 ? ItakuraSaito([.. x], [.. products])
            : Other([.. x], [.. products], weights, all));
        return Math.Sqrt(2 * Math.Max(divergence, 0));
    }

    private static T Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        T sum = T.Zero;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static T Log(T value) => typeof(T) == typeof(float) ? (T)(object)NumpySingle.Log((float)(object)value) : T.Log(value);

    private T SquaredError(T[] weights)
    {
        var two = T.CreateChecked(2);
        if (_x.Starts is null)
        {
            T[] differences = DenseLinear.Multiply(weights, _components, _x.RowCount, _count, _features);
            for (int i = 0; i < differences.Length; i++)
            {
                differences[i] = _x.Values[i] - differences[i];
            }

            return Dot(differences, differences) / two;
        }

        T[] columns = DenseLinear.Transpose(weights, _x.RowCount, _count);
        long first = ((long)_count * _x.RowCount * _count) + ((long)_count * _count * _features),
            second = 2L * _x.RowCount * _count * _features;
        T[] product = first < second
            ? DenseLinear.Multiply(DenseLinear.Multiply(columns, weights, _count, _x.RowCount, _count), _components, _count, _count,
                _features)
            : DenseLinear.Multiply(columns, DenseLinear.Multiply(weights, _components, _x.RowCount, _count, _features), _count, _x.RowCount,
                _features);
        return (Dot(_x.Values, _x.Values) + Dot(product, _components) - (two * Dot(_products, weights))) / two;
    }

    private T KullbackLeibler(T[] x, T[] products, T[] weights)
    {
        T[] ratios = [.. x], rowSums = new T[_count];
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = Log(x[i] / products[i]);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            rowSums[i % _count] += weights[i];
        }

        return Dot(x, ratios) + (Dot(rowSums, ComponentSums()) - PairwiseSum.Of<T>(x));
    }

    private T ItakuraSaito(T[] x, T[] products)
    {
        T[] ratios = [.. x];
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = x[i] / products[i];
        }

        T sum = PairwiseSum.Of<T>(ratios);
        return sum - T.CreateTruncating((long)_x.RowCount * _features) - PairwiseSum.Of<T>(Array.ConvertAll(ratios, Log));
    }

    private T Other(T[] x, T[] products, T[] weights, T[] all)
    {
        T beta = T.CreateTruncating(_beta), less = T.CreateTruncating(_beta - 1), sum = T.Zero;
        if (_x.Starts is null)
        {
            sum = PairwiseSum.Of<T>(Array.ConvertAll(all, value => Power(value, _beta)));
        }
        else
        {
            T[] full = DenseLinear.Multiply(weights, _components, _x.RowCount, _count, _features);
            var column = new T[_x.RowCount];
            for (int j = 0; j < _features; j++)
            {
                for (int row = 0; row < column.Length; row++)
                {
                    column[row] = Power(full[(row * _features) + j], _beta);
                }

                sum += PairwiseSum.Of<T>(column);
            }
        }

        T crossed = Dot(x, Array.ConvertAll(products, value => Power(value, _beta - 1)));
        T divergence = PairwiseSum.Of<T>(Array.ConvertAll(x, value => Power(value, _beta))) - (beta * crossed);
        return (divergence + (sum * less)) / T.CreateTruncating(_beta * (_beta - 1));
    }
}
