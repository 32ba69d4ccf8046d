namespace Brine.Training;

/// <summary>scipy's <c>fmin_bfgs</c> with a gradient: the whole inverse of the second derivatives is kept.</summary>
internal static class FullQuasiNewton
{
    private const double GradientTolerance = 1e-5;
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const double Width = 1e-14;
    private const double MaxStep = 1e100;
    private const int MaxTrials = 100;
    private const int RoundsAColumn = 200;

    /// <summary>Moves a point to the minimum.</summary>
    internal static void Minimize(QuasiNewton.Objective function, double[] point)
    {
        int count = point.Length;
        double[] gradient = new double[count], inverse = new double[count * count], trial = new double[count], slopes = new double[count];
        for (int i = 0; i < count; i++)
        {
            inverse[i * (count + 1)] = 1;
        }

        double value = function(point, gradient), before = value + (Math.Sqrt(Vectors.Dot(gradient, gradient)) / 2);
        for (int round = 0; round < count * RoundsAColumn && gradient.Max(Math.Abs) > GradientTolerance; round++)
        {
            var direction = new double[count];
            for (int i = 0; i < count; i++)
            {
                direction[i] = -Vectors.Dot(inverse.AsSpan(i * count, count), gradient);
            }

            double slope = Vectors.Dot(gradient, direction), first = Math.Min(1, 1.01 * 2 * (value - before) / slope);
            var search = new LineSearch(first < 0 ? 1 : first, value, slope, Decrease, Width, MaxStep);
            double step = 0, found = 0, end = 0;
            bool isOver = false;
            for (int i = 0; i < MaxTrials && !isOver; i++)
            {
                step = search.Step;
                for (int k = 0; k < count; k++)
                {
                    trial[k] = point[k] + (step * direction[k]);
                }

                found = function(trial, slopes);
                end = Vectors.Dot(slopes, direction);
                isOver = search.IsOver(found, end);
            }

            if (!isOver || found > value + (Decrease * step * slope) || Math.Abs(end) > Curvature * -slope)
            {
                return;
            }

            (before, value) = (value, found);
            double[] moved = Array.ConvertAll(direction, part => step * part), change = new double[count];
            for (int i = 0; i < count; i++)
            {
                change[i] = slopes[i] - gradient[i];
                point[i] += moved[i];
            }

            slopes.CopyTo(gradient, 0);
            Update(inverse, moved, change);
        }
    }

    private static void Update(double[] inverse, double[] moved, double[] change)
    {
        int count = moved.Length;
        double product = Vectors.Dot(change, moved), rho = product == 0 ? 1000 : 1 / product;
        double[] left = new double[count * count], middle = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                left[(i * count) + j] = (i == j ? 1 : 0) - (moved[i] * change[j] * rho);
            }
        }

        // The inverse times the turned left side, then the left side times that.
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                middle[(j * count) + i] = Vectors.Dot(inverse.AsSpan(i * count, count), left.AsSpan(j * count, count));
            }
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                inverse[(i * count) + j] =
                    Vectors.Dot(left.AsSpan(i * count, count), middle.AsSpan(j * count, count)) + (rho * moved[i] * moved[j]);
            }
        }
    }
}
