namespace Brine;

/// <summary>The points and weights by which a polynomial is integrated from 0 to 1 without error (Gauss and Legendre).</summary>
internal sealed class GaussLegendre
{
    private const int MostSteps = 100;

    private static readonly GaussLegendre?[] Known = new GaussLegendre?[1024];

    private GaussLegendre(int count)
    {
        Points = new double[count];
        Weights = new double[count];
        for (int i = 0; i < (count + 1) / 2; i++)
        {
            // Newton's method from Tricomi's guess; the polynomial by its recurrence of three terms.
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)), slope = 0;
            for (int step = 0; step < MostSteps; step++)
            {
                double before = 1, value = x;
                for (int k = 2; k <= count; k++)
                {
                    (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
                }

                slope = count * ((x * value) - before) / ((x * x) - 1);
                double change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-16)
                {
                    break;
                }
            }

            double weight = 1 / ((1 - (x * x)) * slope * slope);
            (Points[i], Weights[i]) = ((1 - x) / 2, weight);
            (Points[count - 1 - i], Weights[count - 1 - i]) = ((1 + x) / 2, weight);
        }
    }

    internal double[] Points { get; }

    internal double[] Weights { get; }

    /// <summary>The rule that is exact for polynomials of a degree.</summary>
    internal static GaussLegendre ForDegree(int degree)
    {
        int count = (degree / 2) + 1;
        return count >= Known.Length ? new GaussLegendre(count) : Known[count] ??= new GaussLegendre(count);
    }
}
