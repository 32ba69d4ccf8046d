namespace Brine.Training;

/// <summary>
/// libsvm's <c>Solver</c>: minimizes half of αᵀQα + pᵀα where yᵀα stays and each α is from 0 to its bound. The best step of two rows is
/// taken, of which the second is chosen by curvature (Fan, Chen and Lin 2005). All steps are libsvm's, in its order.
/// </summary>
internal sealed partial class SmoSolver
{
    private const double LeastCurvature = 1e-12;

    private readonly SmoKernel _kernel;
    private readonly double[] _linear;
    private readonly double[] _signs;
    private readonly double[] _bounds;
    private readonly double[] _alphas;
    private readonly double[] _gradient;

    /// <summary>The gradient where all rows within their bounds are left out.</summary>
    private readonly double[] _boundGradient;
    private readonly int[] _rows;

    /// <summary>0 where α may grow (times its sign), else minus infinity; and where it may fall.</summary>
    private readonly double[] _up;
    private readonly double[] _down;
    private readonly int _count;
    private int _active;
    private bool _wasUnshrunk;

    internal SmoSolver(SmoKernel kernel, double[] linear, double[] signs, double[] bounds)
    {
        (_kernel, _linear, _signs, _bounds, _count) = (kernel, [.. linear], [.. signs], [.. bounds], linear.Length);
        (_alphas, _gradient, _boundGradient) = (new double[_count], [.. linear], new double[_count]);
        (_up, _down, _rows, _active) = (new double[_count], new double[_count], [.. Enumerable.Range(0, _count)], _count);
        for (int i = 0; i < _count; i++)
        {
            Mark(i);
        }
    }

    internal required double Tolerance { get; init; }

    internal required bool Shrinks { get; init; }

    /// <summary>The most steps; -1 for no limit.</summary>
    internal required int MaxIterations { get; init; }

    internal required FitContext Context { get; init; }

    /// <summary>How many steps were taken.</summary>
    internal int Iterations { get; private set; }

    /// <summary>True where the steps ran out.</summary>
    internal bool IsCutOff { get; private set; }

    /// <summary>The constant that is taken off the answer: libsvm's <c>rho</c>.</summary>
    internal double Offset { get; private set; }

    /// <summary>Solves; the answer is in the order in which the rows were given.</summary>
    internal double[] Solve()
    {
        int counter = Math.Min(_count, 1000) + 1;
        while (true)
        {
            if (MaxIterations != -1 && Iterations >= MaxIterations)
            {
                IsCutOff = true;
                break;
            }

            if (--counter == 0)
            {
                Context.Cancellation.ThrowIfCancellationRequested();
                counter = Math.Min(_count, 1000);
                if (Shrinks)
                {
                    Shrink();
                }
            }

            if (!Select(out int i, out int j))
            {
                RestoreGradient();
                _active = _count;
                if (!Select(out i, out j))
                {
                    break;
                }

                counter = 1;
            }

            Iterations++;
            Step(i, j);
        }

        Offset = FindOffset();
        var answer = new double[_count];
        for (int i = 0; i < _count; i++)
        {
            answer[_rows[i]] = _alphas[i];
        }

        return answer;
    }

    private bool IsAtBound(int i) => _alphas[i] >= _bounds[i];

    private bool IsAtZero(int i) => !IsAtBound(i) && _alphas[i] <= 0;

    private void Mark(int i)
    {
        bool mayGrow = !IsAtBound(i), mayFall = !IsAtZero(i);
        _up[i] = (_signs[i] > 0 ? mayGrow : mayFall) ? 0 : double.NegativeInfinity;
        _down[i] = (_signs[i] > 0 ? mayFall : mayGrow) ? 0 : double.NegativeInfinity;
    }

    private void Step(int i, int j)
    {
        ReadOnlySpan<float> first = _kernel.Row(i, _active), second = _kernel.Row(j, _active);
        double[] diagonal = _kernel.Diagonal;
        double oldFirst = _alphas[i], oldSecond = _alphas[j];
        if (_signs[i] != _signs[j])
        {
            double curvature = diagonal[i] + diagonal[j] + (2 * first[j]);
            double delta = (-_gradient[i] - _gradient[j]) / (curvature <= 0 ? LeastCurvature : curvature);
            Part(i, j, delta);
        }
        else
        {
            double curvature = diagonal[i] + diagonal[j] - (2 * first[j]);
            Share(i, j, (_gradient[i] - _gradient[j]) / (curvature <= 0 ? LeastCurvature : curvature));
        }

        Move(_gradient.AsSpan(0, _active), first, _alphas[i] - oldFirst, second, _alphas[j] - oldSecond);
        bool wasFirst = oldFirst >= _bounds[i], wasSecond = oldSecond >= _bounds[j];
        Mark(i);
        Mark(j);
        MoveBound(i, wasFirst);
        MoveBound(j, wasSecond);
    }

    /// <summary>A step where the difference of both stays.</summary>
    private void Part(int i, int j, double delta)
    {
        ref double first = ref _alphas[i], second = ref _alphas[j];
        double difference = first - second, most = _bounds[i], other = _bounds[j];
        first += delta;
        second += delta;
        if (difference > 0)
        {
            if (second < 0)
            {
                (second, first) = (0, difference);
            }
        }
        else if (first < 0)
        {
            (first, second) = (0, -difference);
        }

        if (difference > most - other)
        {
            if (first > most)
            {
                (first, second) = (most, most - difference);
            }
        }
        else if (second > other)
        {
            (second, first) = (other, other + difference);
        }
    }

    /// <summary>A step where the sum of both stays.</summary>
    private void Share(int i, int j, double delta)
    {
        ref double first = ref _alphas[i], second = ref _alphas[j];
        double sum = first + second, most = _bounds[i], other = _bounds[j];
        first -= delta;
        second += delta;
        if (sum > most)
        {
            if (first > most)
            {
                (first, second) = (most, sum - most);
            }
        }
        else if (second < 0)
        {
            (second, first) = (0, sum);
        }

        if (sum > other)
        {
            if (second > other)
            {
                (second, first) = (other, sum - other);
            }
        }
        else if (first < 0)
        {
            (first, second) = (0, sum);
        }
    }

    private void MoveBound(int i, bool was)
    {
        bool isNow = IsAtBound(i);
        if (was == isNow)
        {
            return;
        }

        // libsvm takes the bound times each number off or puts it on; the sign of the bound does both.
        ReadOnlySpan<float> row = _kernel.Row(i, _count);
        double bound = isNow ? _bounds[i] : -_bounds[i];
        for (int k = 0; k < row.Length; k++)
        {
            _boundGradient[k] += bound * row[k];
        }
    }

    private double FindOffset()
    {
        int free = 0;
        double upper = double.PositiveInfinity, lower = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < _active; i++)
        {
            double slope = _signs[i] * _gradient[i];
            if (!IsAtBound(i) && !IsAtZero(i))
            {
                free++;
                sum += slope;
            }
            else if (IsAtBound(i) == _signs[i] < 0)
            {
                upper = Math.Min(upper, slope);
            }
            else
            {
                lower = Math.Max(lower, slope);
            }
        }

        return free > 0 ? sum / free : (upper + lower) / 2;
    }
}
