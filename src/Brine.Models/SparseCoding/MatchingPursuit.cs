using System.Numerics;

namespace Brine.Models;

/// <summary><c>_gram_omp</c>: orthogonal matching pursuit over the products of the atoms, in the order of the reference BLAS and
/// LAPACK.</summary>
/// <param name="gram">The products of the atoms with each other, row by row.</param>
/// <param name="count">How many atoms there are.</param>
/// <param name="most">How many are taken at most.</param>
/// <typeparam name="T">The precision of the products of the atoms, in which the weights are computed.</typeparam>
internal sealed class MatchingPursuit<T>(T[] gram, int count, int most)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Smallest = typeof(T) == typeof(float) ? 1.1920928955078125e-07 : 2.220446049250313e-16;

    /// <summary>Replaces the products of a row with the atoms by the code of the row.</summary>
    internal void Run(Span<double> products)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        double[] rest = products.ToArray();
        T[] weights = new T[most], factor = new T[most * most];
        int active = 0, used = 0;
        while (true)
        {
            int next = Largest(rest);
            if (next < active || rest[next] * rest[next] < Smallest || !Extend(factor, active, order, next))
            {
                break;
            }

            (order[active], order[next]) = (order[next], order[active]);
            (products[active], products[next]) = (products[next], products[active]);
            active++;
            Solve(factor, active, products, weights);
            used = active;
            for (int i = 0; i < count; i++)
            {
                T sum = T.Zero;
                for (int k = 0; k < active; k++)
                {
                    sum += weights[k] * Product(order[i], order[k]);
                }

                rest[i] = products[i] - double.CreateTruncating(sum);
            }

            if (active == most)
            {
                break;
            }
        }

        products.Clear();
        for (int k = 0; k < used; k++)
        {
            products[order[k]] = double.CreateTruncating(weights[k]);
        }
    }

    private static int Largest(double[] values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = Math.Abs(values[i]) > Math.Abs(values[best]) ? i : best;
        }

        return best;
    }

    private T Product(int i, int j) => gram[(i * count) + j];

    /// <summary>Another row of the Cholesky factor; false where the atom depends on those before.</summary>
    private bool Extend(T[] factor, int active, int[] order, int next)
    {
        Span<T> row = factor.AsSpan(active * most, active);
        T squares = T.Zero;
        for (int i = 0; i < active; i++)
        {
            T value = Product(order[next], order[i]);
            for (int k = 0; k < i; k++)
            {
                value -= factor[(i * most) + k] * row[k];
            }

            row[i] = value / factor[(i * most) + i];
            squares += row[i] * row[i];
        }

        T length = T.Sqrt(squares), left = Product(order[next], order[next]) - (length * length);
        factor[(active * most) + active] = T.Sqrt(left);
        return active == 0 || double.CreateTruncating(left) > Smallest;
    }

    /// <summary><c>potrs</c> with the lower factor.</summary>
    private void Solve(T[] factor, int n, ReadOnlySpan<double> products, T[] x)
    {
        for (int i = 0; i < n; i++)
        {
            x[i] = T.CreateTruncating(products[i]);
        }

        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= x[k] * factor[(i * most) + k];
            }

            x[i] /= factor[(i * most) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                x[i] -= factor[(k * most) + i] * x[k];
            }

            x[i] /= factor[(i * most) + i];
        }
    }
}
