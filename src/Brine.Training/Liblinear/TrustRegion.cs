namespace Brine.Training;

/// <summary>liblinear's <c>TRON</c>: Newton's method in a region in which it is trusted (Lin, Weng and Keerthi 2008). Sums are added in the
/// order of the reference BLAS.</summary>
internal sealed class TrustRegion(SmoothLoss loss, FitContext context)
{
    private readonly double[] _slope = new double[loss.Width];
    private readonly double[] _step = new double[loss.Width];
    private readonly double[] _rest = new double[loss.Width];
    private double _radius;

    internal (double[] Weights, int Rounds) Solve(double tolerance, int mostRounds)
    {
        int round = 1;
        double[] weights = new double[loss.Width], next = new double[loss.Width];
        double value = loss.Value(weights);
        loss.Slope(weights, _slope);
        _radius = Length(_slope);
        double first = _radius;
        bool isDone = first <= tolerance * first;
        while (round <= mostRounds && !isDone)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            FindStep();
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = weights[i] + _step[i];
            }

            double gain = Dot(_slope, _step), predicted = -0.5 * (gain - Dot(_step, _rest));
            double newValue = loss.Value(next), actual = value - newValue, length = Length(_step);
            Adapt(round, gain, predicted, newValue - value, actual, length);
            if (actual > 1e-4 * predicted)
            {
                round++;
                next.CopyTo(weights, 0);
                value = newValue;
                loss.Slope(weights, _slope);
                if (Length(_slope) <= tolerance * first)
                {
                    break;
                }
            }

            isDone = value < -1.0e+32 || (Math.Abs(actual) <= 0 && predicted <= 0)
                || (Math.Abs(actual) <= 1.0e-12 * Math.Abs(value) && Math.Abs(predicted) <= 1.0e-12 * Math.Abs(value));
        }

        return (weights, round - 1);
    }

    /// <summary>Makes the region larger where the step did what was expected, else smaller.</summary>
    private void Adapt(int round, double gain, double predicted, double change, double actual, double length)
    {
        if (round == 1)
        {
            _radius = Math.Min(_radius, length);
        }

        double factor = change - gain <= 0 ? 4 : Math.Max(0.25, -0.5 * (gain / (change - gain)));
        _radius = actual < 1e-4 * predicted ? Math.Min(Math.Max(factor, 0.25) * length, 0.5 * _radius)
            : actual < 0.25 * predicted ? Math.Max(0.25 * _radius, Math.Min(factor * length, 0.5 * _radius))
            : actual < 0.75 * predicted ? Math.Max(0.25 * _radius, Math.Min(factor * length, 4 * _radius))
            : Math.Max(_radius, Math.Min(factor * length, 4 * _radius));
    }

    /// <summary>Conjugate gradients, to the edge of the region at most.</summary>
    private void FindStep()
    {
        double[] direction = new double[loss.Width], bent = new double[loss.Width];
        for (int i = 0; i < direction.Length; i++)
        {
            (_step[i], _rest[i]) = (0, -_slope[i]);
            direction[i] = _rest[i];
        }

        double enough = 0.1 * Length(_slope), square = Dot(_rest, _rest);
        while (!(Length(_rest) <= enough))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            loss.Bend(direction, bent);
            double size = square / Dot(direction, bent);
            Add(_step, direction, size);
            if (Length(_step) > _radius)
            {
                Add(_step, direction, -size);
                double along = Dot(_step, direction), own = Dot(_step, _step), other = Dot(direction, direction), limit = _radius * _radius;
                double root = Math.Sqrt((along * along) + (other * (limit - own)));
                size = along >= 0 ? (limit - own) / (along + root) : (root - along) / other;
                Add(_step, direction, size);
                Add(_rest, bent, -size);
                break;
            }

            Add(_rest, bent, -size);
            double newSquare = Dot(_rest, _rest), share = newSquare / square;
            if (!double.IsFinite(newSquare))
            {
                break;
            }

            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] = (direction[i] * share) + _rest[i];
            }

            square = newSquare;
        }
    }

    private static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static void Add(double[] target, double[] vector, double factor)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * vector[i];
        }
    }
}
