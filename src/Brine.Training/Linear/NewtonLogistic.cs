namespace Brine.Training;

/// <summary>Logistic regression of two classes by Newton's steps, each by Cholesky's decomposition: scikit-learn's
/// <c>NewtonCholeskySolver</c>.</summary>
/// <param name="loss">The loss and its gradient.</param>
/// <param name="x">The rows.</param>
/// <param name="hasIntercept">True where there is a constant behind the coefficients.</param>
/// <param name="weights">What each row weighs, or null.</param>
internal sealed class NewtonLogistic(LogisticLoss loss, DenseRows x, bool hasIntercept, double[]? weights)
{
    private const int MostTrials = 21;
    private const double Armijo = 0.00048828125;
    private const double Tiny = 16 * 2.220446049250313e-16;

    private readonly int _width = x.ColumnCount + (hasIntercept ? 1 : 0);
    private double[] _gradient = [];
    private double _value;

    internal required double Tolerance { get; init; }

    internal required int MaxIterations { get; init; }

    internal required bool CountsWeights { get; init; }

    /// <summary>How many steps were taken.</summary>
    internal int Iterations { get; private set; }

    internal double[] Solve(CancellationToken cancellation)
    {
        double[] point = new double[_width];
        _gradient = new double[_width];
        _value = loss.Compute(point, _gradient);
        for (int round = 1; round <= MaxIterations; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] hessian = Hessian(point, out bool isFlat), step = Array.ConvertAll(_gradient, value => -value);
            if (isFlat || !PositiveSystem.Solve([.. hessian], _width, step) || Vectors.Dot(_gradient, step) is var slope && slope > 0)
            {
                return FallBack(point);
            }

            if (Search(point, step, Vectors.Dot(_gradient, step)) is not { } found)
            {
                return FallBack(Moved(point, step, 1 / (double)(1 << (MostTrials - 1))));
            }

            point = found;
            Iterations = round;
            if (_gradient.Max(Math.Abs) <= Tolerance && 0.5 * Decrement(hessian, step) <= Tolerance)
            {
                break;
            }
        }

        return point;
    }

    /// <summary>Halves the step until the loss falls enough; null where it does not.</summary>
    private double[]? Search(double[] point, double[] step, double slope)
    {
        double before = _value, size = 1;
        double[] old = [.. _gradient];
        for (int trial = 0; trial < MostTrials; trial++)
        {
            double[] next = Moved(point, step, size);
            _value = loss.Compute(next, _gradient);
            double gain = _value - before;
            if (gain <= size * Armijo * slope
                || (Math.Abs(gain) <= Math.Abs(before * Tiny) && _gradient.Sum(Math.Abs) < old.Sum(Math.Abs)))
            {
                return next;
            }

            size *= 0.5;
        }

        return null;
    }

    private static double[] Moved(double[] point, double[] step, double size) =>
        [.. point.Zip(step, (value, move) => value + (size * move))];

    private double Decrement(double[] hessian, double[] step)
    {
        double sum = 0;
        for (int i = 0; i < _width; i++)
        {
            sum += step[i] * Vectors.Dot(hessian.AsSpan(i * _width, _width), step);
        }

        return sum;
    }

    /// <summary>The second derivatives; flat where those of a quarter of the rows are none: of the rows in 1.2, of what they weigh in
    /// 1.9.</summary>
    private double[] Hessian(double[] point, out bool isFlat)
    {
        var hessian = new double[_width * _width];
        double flat = 0, total = 0;
        double[] values = new double[_width];
        values[^1] = 1;
        for (int row = 0; row < x.RowCount; row++)
        {
            x.Row(row).CopyTo(values);
            double raw = Vectors.Dot(values, point), power = Exponential.Of(-Math.Abs(raw)), weight = weights?[row] ?? 1;
            double curve = power / ((1 + power) * (1 + power)) * weight / loss.Scale;
            double counted = CountsWeights ? weight : 1;
            total += counted;
            flat += curve <= 0 ? counted : 0;
            for (int i = 0; i < _width; i++)
            {
                Vectors.Add(hessian.AsSpan(i * _width, i + 1), values.AsSpan(0, i + 1), curve * values[i]);
            }
        }

        for (int i = 0; i < _width; i++)
        {
            hessian[(i * _width) + i] += i < x.ColumnCount ? loss.Penalty : 0;
            for (int j = 0; j < i; j++)
            {
                hessian[(j * _width) + i] = hessian[(i * _width) + j];
            }
        }

        isFlat = flat > 0.25 * total;
        return hessian;
    }

    /// <summary>Where Newton's steps fail scikit-learn goes on with L-BFGS.</summary>
    private double[] FallBack(double[] point)
    {
        var solver = new QuasiNewton
        {
            GradientTolerance = Tolerance,
            ValueTolerance = 64 * 2.220446049250313e-16,
            MaxIterations = MaxIterations,
            MaxTrials = 50,
        };
        solver.Minimize(loss.Compute, point);
        return point;
    }
}
