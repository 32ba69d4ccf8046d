namespace Brine.Models;

/// <summary><c>_gram_omp</c>: orthogonal matching pursuit over the products of the atoms, in the order of the reference BLAS and
/// LAPACK.</summary>
/// <param name="gram">The products of the atoms with each other, row by row.</param>
/// <param name="count">How many atoms there are.</param>
/// <param name="most">How many are taken at most.</param>
/// <param name="precision">What is computed in float32.</param>
internal sealed class MatchingPursuit(double[] gram, int count, int most, CodePrecision precision) : AtomSolver
{
    private readonly double _smallest = precision.Gram ? float.BitIncrement(1) - 1 : double.BitIncrement(1) - 1;

    internal override void Run(Span<double> products, double squares)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        double[] rest = products.ToArray(), weights = new double[most], factor = new double[most * most];
        int active = 0, used = 0;
        while (true)
        {
            int next = Largest(rest);
            if (next < active || Square(rest[next]) < _smallest || !Extend(factor, active, order, next))
            {
                break;
            }

            (order[active], order[next]) = (order[next], order[active]);
            (products[active], products[next]) = (products[next], products[active]);
            active++;
            for (int k = 0; k < active; k++)
            {
                weights[k] = precision.InGram(products[k]);
            }

            Solve(factor, most, active, weights, precision.Gram);
            used = active;
            for (int i = 0; i < count; i++)
            {
                double sum = 0;
                for (int k = 0; k < active; k++)
                {
                    sum = precision.InGram(sum + precision.InGram(weights[k] * Product(order[i], order[k])));
                }

                rest[i] = CodePrecision.Round(products[i] - sum, precision.Gram && precision.Products);
            }

            if (active == most)
            {
                break;
            }
        }

        products.Clear();
        for (int k = 0; k < used; k++)
        {
            products[order[k]] = weights[k];
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

    private double Square(double value) =>
        CodePrecision.Round(value * value, precision is { Gram: true, Products: true, HasWeakFloats: true });

    private double Product(int i, int j) => gram[(i * count) + j];

    /// <summary>Another row of the Cholesky factor; false where the atom depends on those before.</summary>
    private bool Extend(double[] factor, int active, int[] order, int next)
    {
        Span<double> row = factor.AsSpan(active * most, active);
        for (int i = 0; i < active; i++)
        {
            row[i] = Product(order[next], order[i]);
        }

        ExtendFactor(factor, most, active, precision.Gram);

        // nrm2 of BLAS is a Python float, of which numpy 2 makes a float32 again.
        double length = precision.InGram(Math.Sqrt(Dot(row, row, precision.Gram))), square = length * length;
        bool isWeak = precision is { Gram: true, HasWeakFloats: true };
        double left = CodePrecision.Round(Product(order[next], order[next]) - CodePrecision.Round(square, isWeak), isWeak);
        factor[(active * most) + active] = precision.InGram(Math.Sqrt(left));
        return active == 0 || left > _smallest;
    }
}
