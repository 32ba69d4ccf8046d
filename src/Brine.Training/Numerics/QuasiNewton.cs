namespace Brine.Training;

/// <summary>
/// L-BFGS-B without bounds, in the steps that scipy's <c>fmin_l_bfgs_b</c> takes: ten pairs of memory, the search of Moré and Thuente, the
/// same rules for when to stop.
/// </summary>
internal sealed class QuasiNewton
{
    private const int Memory = 10;
    private const double Epsilon = 2.220446049250313e-16;

    private readonly List<(double[] Step, double[] Change, double Product)> _pairs = [];
    private double _theta = 1;

    /// <summary>The value of the function at a point, and its gradient.</summary>
    internal delegate double Objective(double[] point, double[] gradient);

    /// <summary>How many steps were taken.</summary>
    internal int Iterations { get; private set; }

    /// <summary>True where the iterations ran out before the gradient was small.</summary>
    internal bool IsCutOff { get; private set; }

    internal required double GradientTolerance { get; init; }

    internal required double ValueTolerance { get; init; }

    internal required int MaxIterations { get; init; }

    internal required int MaxTrials { get; init; }

    /// <summary>Moves a point to the minimum.</summary>
    internal void Minimize(Objective function, double[] point)
    {
        int count = point.Length;
        double[] gradient = new double[count], oldPoint = new double[count], oldGradient = new double[count];
        double value = function(point, gradient);
        if (Largest(gradient) <= GradientTolerance)
        {
            return;
        }

        while (true)
        {
            double[] direction = Direction(gradient);
            double slope = Vectors.Dot(gradient, direction), startSlope = slope, startValue = value;
            point.CopyTo(oldPoint, 0);
            gradient.CopyTo(oldGradient, 0);
            bool isFound = false;
            double step = 0;
            if (slope < 0)
            {
                var search = new LineSearch(Iterations == 0 ? Math.Min(1.0 / Math.Sqrt(Vectors.Dot(direction, direction)), 1e10) : 1.0,
                    value, slope);
                for (int trial = 0; trial < MaxTrials && !isFound; trial++)
                {
                    step = search.Step;
                    for (int i = 0; i < count; i++)
                    {
                        point[i] = (step * direction[i]) + oldPoint[i];
                    }

                    value = function(point, gradient);
                    slope = Vectors.Dot(gradient, direction);
                    isFound = search.IsOver(value, slope);
                }
            }

            if (!isFound)
            {
                oldPoint.CopyTo(point, 0);
                oldGradient.CopyTo(gradient, 0);
                value = startValue;
                if (_pairs.Count == 0)
                {
                    return;
                }

                // What is remembered leads nowhere: down the gradient again.
                _pairs.Clear();
                _theta = 1;
                continue;
            }

            Iterations++;
            if (Iterations >= MaxIterations)
            {
                IsCutOff = Largest(gradient) > GradientTolerance;
                return;
            }

            if (Largest(gradient) <= GradientTolerance
                || startValue - value <= ValueTolerance * Math.Max(Math.Max(Math.Abs(startValue), Math.Abs(value)), 1))
            {
                return;
            }

            Remember(direction, step, gradient, oldGradient, slope, startSlope);
        }
    }

    private static double Largest(double[] gradient)
    {
        double largest = 0;
        foreach (double part in gradient)
        {
            largest = Math.Max(largest, Math.Abs(part));
        }

        return largest;
    }

    private void Remember(double[] direction, double step, double[] gradient, double[] oldGradient, double slope, double startSlope)
    {
        double product = (slope - startSlope) * step;
        if (product <= Epsilon * -startSlope * step)
        {
            return;
        }

        double[] change = new double[gradient.Length], moved = new double[gradient.Length];
        for (int i = 0; i < change.Length; i++)
        {
            change[i] = gradient[i] - oldGradient[i];
            moved[i] = step * direction[i];
        }

        if (_pairs.Count == Memory)
        {
            _pairs.RemoveAt(0);
        }

        _pairs.Add((moved, change, product));
        _theta = Vectors.Dot(change, change) / product;
    }

    /// <summary>Down the gradient, as what is remembered of the curvature bends it.</summary>
    private double[] Direction(double[] gradient)
    {
        var direction = new double[gradient.Length];
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = -gradient[i];
        }

        Span<double> shares = stackalloc double[Memory];
        for (int k = _pairs.Count - 1; k >= 0; k--)
        {
            shares[k] = Vectors.Dot(_pairs[k].Step, direction) / _pairs[k].Product;
            Vectors.Add(direction, _pairs[k].Change, -shares[k]);
        }

        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] /= _theta;
        }

        for (int k = 0; k < _pairs.Count; k++)
        {
            double share = shares[k] - (Vectors.Dot(_pairs[k].Change, direction) / _pairs[k].Product);
            Vectors.Add(direction, _pairs[k].Step, share);
        }

        return direction;
    }
}
