namespace Brine.Models;

/// <summary>scipy's <c>BSpline</c>: knots, and the weights of its basis functions in each output.</summary>
public sealed class BasisSpline
{
    private readonly double[] _knots;
    private readonly double[] _weights;

    internal BasisSpline(double[] knots, double[] weights, int outputCount, int degree, bool extrapolates)
    {
        _knots = knots;
        _weights = weights;
        OutputCount = outputCount;
        Degree = degree;
        Extrapolates = extrapolates;
    }

    /// <summary>The knots, in order.</summary>
    public IReadOnlyList<double> Knots => _knots;

    /// <summary>The degree of the polynomials.</summary>
    public int Degree { get; }

    /// <summary>How many numbers come out.</summary>
    public int OutputCount { get; }

    /// <summary>True where the outermost polynomials go on beyond the knots, false where there is nothing beyond them.</summary>
    public bool Extrapolates { get; }

    private int BasisCount => _knots.Length - Degree - 1;

    /// <summary>Computes all outputs, or their first derivatives: scipy's <c>evaluate_spline</c>. NaN beyond the knots.</summary>
    /// <param name="x">The place.</param>
    /// <param name="output">Room for <see cref="OutputCount"/> numbers.</param>
    /// <param name="work">Room for 2 * <see cref="Degree"/> + 2 numbers.</param>
    /// <param name="isDerivative">True for the derivatives.</param>
    /// <returns>The first of the basis functions that are not zero, or -1 beyond the knots.</returns>
    internal int Evaluate(double x, Span<double> output, Span<double> work, bool isDerivative = false)
    {
        int interval = Interval(x);
        if (interval < 0)
        {
            output.Fill(double.NaN);
            return -1;
        }

        Basis(x, interval, work, isDerivative);
        output.Clear();
        for (int a = 0; a <= Degree; a++)
        {
            ReadOnlySpan<double> weights = _weights.AsSpan((interval + a - Degree) * OutputCount, OutputCount);
            for (int i = 0; i < output.Length; i++)
            {
                output[i] += weights[i] * work[a];
            }
        }

        return interval - Degree;
    }

    private int Interval(double x)
    {
        int count = BasisCount;
        double first = _knots[Degree], last = _knots[count];
        if (double.IsNaN(x) || (!Extrapolates && !(first <= x && x <= last)))
        {
            return -1;
        }

        int interval = Degree;
        while (interval != count - 1 && x >= _knots[interval + 1])
        {
            interval++;
        }

        return interval;
    }

    /// <summary>De Boor's recursion (<c>_deBoor_D</c>).</summary>
    private void Basis(double x, int interval, Span<double> work, bool isDerivative)
    {
        Span<double> values = work[..(Degree + 1)], before = work.Slice(Degree + 1, Degree + 1);
        int derivatives = isDerivative ? 1 : 0;
        values[0] = 1;
        for (int j = 1; j <= Degree; j++)
        {
            values[..j].CopyTo(before);
            values[0] = 0;
            bool derives = j > Degree - derivatives;
            for (int n = 1; n <= j; n++)
            {
                double above = _knots[interval + n], below = _knots[interval + n - j];
                if (above == below)
                {
                    values[derives ? derivatives : n] = 0;
                    continue;
                }

                if (derives)
                {
                    double slope = j * before[n - 1] / (above - below);
                    values[n - 1] -= slope;
                    values[n] = slope;
                }
                else
                {
                    double share = before[n - 1] / (above - below);
                    values[n - 1] += share * (above - x);
                    values[n] = share * (x - below);
                }
            }
        }

        if (isDerivative && Degree == 0)
        {
            values.Clear();
        }
    }
}
