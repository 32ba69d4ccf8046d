namespace Brine.Models;

/// <summary><c>dbdsqr</c>: implicit steps of the QR algorithm make the diagonal above the main one vanish.</summary>
/// <param name="d">The diagonal; the singular values when it is done.</param>
/// <param name="e">The diagonal above it.</param>
/// <param name="vectors">What the rotations from the right are put on, row by row.</param>
/// <param name="n">How many rows and columns there are.</param>
internal sealed class BidiagonalIteration(double[] d, double[] e, double[] vectors, int n)
{
    private const double Epsilon = 1.1102230246251565e-16;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const int MostRounds = 6;

    private readonly double[] _cosines = new double[n];
    private readonly double[] _sines = new double[n];
    private double _threshold;
    private double _tolerance;

    internal void Run()
    {
        Iterate();
        for (int i = 0; i < n; i++)
        {
            if (d[i] < 0)
            {
                d[i] = -d[i];
                foreach (ref double value in Row(i))
                {
                    value *= -1;
                }
            }
        }

        Sort();
    }

    private Span<double> Row(int row) => vectors.AsSpan(row * n, n);

    private void Iterate()
    {
        if (n < 2)
        {
            return;
        }

        _tolerance = Math.Max(10, Math.Min(100, Math.Pow(Epsilon, -0.125))) * Epsilon;
        double smallest = Math.Abs(d[0]), running = smallest;
        for (int i = 1; i < n && smallest != 0; i++)
        {
            running = Math.Abs(d[i]) * (running / (running + Math.Abs(e[i - 1])));
            smallest = Math.Min(smallest, running);
        }

        _threshold = Math.Max(_tolerance * (smallest / Math.Sqrt(n)), MostRounds * (n * (n * SmallestNormal)));
        (int oldStart, int oldEnd) = (-1, -1);
        bool isDown = true;
        int end = n - 1;
        long left = (long)MostRounds * n * n;
        while (end > 0)
        {
            if (left < 0)
            {
                throw new InvalidOperationException("the singular values of a covariance do not converge");
            }

            int start = end - 1;
            double largest = Math.Abs(d[end]);
            for (; start >= 0 && Math.Abs(e[start]) > _threshold; start--)
            {
                largest = Math.Max(largest, Math.Max(Math.Abs(d[start]), Math.Abs(e[start])));
            }

            if (start >= 0)
            {
                e[start] = 0;
            }

            start++;
            if (start == end)
            {
                end--;
                continue;
            }

            if (start == end - 1)
            {
                SolvePair(start);
                end -= 2;
                continue;
            }

            if (start > oldEnd || end < oldStart)
            {
                isDown = Math.Abs(d[start]) >= Math.Abs(d[end]);
            }

            if (Converges(start, end, isDown, out double least))
            {
                continue;
            }

            (oldStart, oldEnd) = (start, end);
            double shift = Shift(start, end, isDown, least, largest);
            left -= end - start;
            Step(start, end, isDown, shift);
        }
    }

    private bool Converges(int start, int end, bool isDown, out double least)
    {
        least = 0;
        int border = isDown ? end - 1 : start;
        if (Math.Abs(e[border]) <= _tolerance * Math.Abs(d[isDown ? end : start]))
        {
            e[border] = 0;
            return true;
        }

        double running = Math.Abs(d[isDown ? start : end]);
        least = running;
        for (int step = 0; step < end - start; step++)
        {
            int i = isDown ? start + step : end - 1 - step;
            if (Math.Abs(e[i]) <= _tolerance * running)
            {
                e[i] = 0;
                return true;
            }

            running = Math.Abs(d[isDown ? i + 1 : i]) * (running / (running + Math.Abs(e[i])));
            least = Math.Min(least, running);
        }

        return false;
    }

    private double Shift(int start, int end, bool isDown, double least, double largest)
    {
        if (n * _tolerance * (least / largest) <= Math.Max(Epsilon, 0.01 * _tolerance))
        {
            return 0;
        }

        double first = Math.Abs(d[isDown ? start : end]);
        double shift = isDown ? Rotations.SmallerOf(d[end - 1], e[end - 1], d[end]) : Rotations.SmallerOf(d[start], e[start], d[start + 1]);
        double ratio = shift / first;
        return first > 0 && ratio * ratio < Epsilon ? 0 : shift;
    }

    private void Step(int start, int end, bool isDown, double shift)
    {
        if (shift == 0)
        {
            PlainStep(start, end, isDown);
        }
        else
        {
            ShiftedStep(start, end, isDown, shift);
        }

        int last = isDown ? end - 1 : start;
        for (int step = 0; step < end - start; step++)
        {
            int i = isDown ? start + step : end - 1 - step;
            Span<double> upper = Row(i), lower = Row(i + 1);
            for (int k = 0; k < n; k++)
            {
                double old = lower[k];
                lower[k] = (_cosines[i] * old) - (_sines[i] * upper[k]);
                upper[k] = (_sines[i] * old) + (_cosines[i] * upper[k]);
            }
        }

        if (Math.Abs(e[last]) <= _threshold)
        {
            e[last] = 0;
        }
    }

    private void PlainStep(int start, int end, bool isDown)
    {
        double cosine = 1, oldCosine = 1, sine = 0, oldSine = 0;
        int count = end - start, way = isDown ? 1 : -1;
        for (int step = 0; step < count; step++)
        {
            int i = isDown ? start + step : end - step, at = isDown ? i : i - 1;
            (cosine, sine, double r) = Rotations.Of(d[i] * cosine, e[at]);
            if (step > 0)
            {
                e[at - way] = oldSine * r;
            }

            (oldCosine, oldSine, d[i]) = Rotations.Of(oldCosine * r, d[i + way] * sine);
            (_cosines[at], _sines[at]) = isDown ? (cosine, sine) : (oldCosine, -oldSine);
        }

        int last = isDown ? end : start, border = isDown ? end - 1 : start;
        double h = d[last] * cosine;
        d[last] = h * oldCosine;
        e[border] = h * oldSine;
    }

    private void ShiftedStep(int start, int end, bool isDown, double shift)
    {
        int first = isDown ? start : end, way = isDown ? 1 : -1, count = end - start;
        double f = (Math.Abs(d[first]) - shift) * (Math.CopySign(1, d[first]) + (shift / d[first]));
        double g = e[isDown ? start : end - 1];
        for (int step = 0; step < count; step++)
        {
            int i = first + (step * way), at = isDown ? i : i - 1;
            (double cosRight, double sinRight, double r) = Rotations.Of(f, g);
            if (step > 0)
            {
                e[at - way] = r;
            }

            f = (cosRight * d[i]) + (sinRight * e[at]);
            e[at] = (cosRight * e[at]) - (sinRight * d[i]);
            g = sinRight * d[i + way];
            d[i + way] = cosRight * d[i + way];
            (double cosLeft, double sinLeft, d[i]) = Rotations.Of(f, g);
            f = (cosLeft * e[at]) + (sinLeft * d[i + way]);
            d[i + way] = (cosLeft * d[i + way]) - (sinLeft * e[at]);
            if (step < count - 1)
            {
                g = sinLeft * e[at + way];
                e[at + way] = cosLeft * e[at + way];
            }

            (_cosines[at], _sines[at]) = isDown ? (cosRight, sinRight) : (cosLeft, -sinLeft);
        }

        e[isDown ? end - 1 : start] = f;
    }

    private void SolvePair(int start)
    {
        (double smaller, double larger, double sine, double cosine) = Rotations.Pair(d[start], e[start], d[start + 1]);
        (d[start], e[start], d[start + 1]) = (larger, 0, smaller);
        Span<double> upper = Row(start), lower = Row(start + 1);
        for (int k = 0; k < n; k++)
        {
            double turned = (cosine * upper[k]) + (sine * lower[k]);
            lower[k] = (cosine * lower[k]) - (sine * upper[k]);
            upper[k] = turned;
        }
    }

    /// <summary>Puts the smallest of those that are left behind the others, again and again.</summary>
    private void Sort()
    {
        for (int last = n - 1; last > 0; last--)
        {
            int least = 0;
            for (int j = 1; j <= last; j++)
            {
                least = d[j] <= d[least] ? j : least;
            }

            if (least != last)
            {
                (d[least], d[last]) = (d[last], d[least]);
                for (int k = 0; k < n; k++)
                {
                    (vectors[(least * n) + k], vectors[(last * n) + k]) = (vectors[(last * n) + k], vectors[(least * n) + k]);
                }
            }
        }
    }
}
