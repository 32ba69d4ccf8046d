using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Training;

/// <summary>The choice of the two rows, and the step of the gradient: four rows at a time, with the answer of one after another.</summary>
internal sealed partial class SmoSolver
{
    /// <summary>The last row along which the slope is largest, and the last of those with which it gains most; false where no two gain
    /// more than the tolerance.</summary>
    private bool Select(out int first, out int second)
    {
        (first, double most) = Steepest();
        second = -1;
        if (first < 0)
        {
            return false;
        }

        ReadOnlySpan<float> row = _kernel.Row(first, _active);
        double[] diagonal = _kernel.Diagonal;
        double factor = 2.0 * _signs[first], own = diagonal[first], largest = double.NegativeInfinity, least = double.PositiveInfinity;
        ref double signs = ref MemoryMarshal.GetArrayDataReference(_signs), slopes = ref MemoryMarshal.GetArrayDataReference(_gradient);
        ref double down = ref MemoryMarshal.GetArrayDataReference(_down), squares = ref MemoryMarshal.GetArrayDataReference(diagonal);
        ref float kernel = ref MemoryMarshal.GetReference(row);
        Vector256<double> largests = Vector256.Create(largest), leasts = Vector256.Create(least), places = Vector256.Create(-1.0);
        Vector256<double> now = Vector256.Create(0.0, 1, 2, 3), mosts = Vector256.Create(most), owns = Vector256.Create(own);
        Vector256<double> factors = Vector256.Create(factor), tiny = Vector256.Create(LeastCurvature);
        int i = 0;
        for (; i <= _active - 4; i += 4, now += Vector256.Create(4.0))
        {
            Vector256<double> sign = Vector256.LoadUnsafe(ref signs, (nuint)i);
            Vector256<double> slope = (sign * Vector256.LoadUnsafe(ref slopes, (nuint)i)) + Vector256.LoadUnsafe(ref down, (nuint)i);
            largests = Vector256.Max(largests, slope);
            Vector256<double> gain = mosts + slope;
            if (!Vector256.GreaterThanAny(gain, Vector256<double>.Zero))
            {
                continue;
            }

            Vector256<double> other = Widen(Vector128.LoadUnsafe(ref kernel, (nuint)i));
            Vector256<double> curvature = owns + Vector256.LoadUnsafe(ref squares, (nuint)i) - (factors * sign * other);
            curvature = Vector256.ConditionalSelect(Vector256.GreaterThan(curvature, Vector256<double>.Zero), curvature, tiny);
            Vector256<double> change = -(gain * gain) / curvature;
            Vector256<double> isBetter = Vector256.GreaterThan(gain, Vector256<double>.Zero)
                & Vector256.LessThanOrEqual(change, leasts);
            leasts = Vector256.ConditionalSelect(isBetter, change, leasts);
            places = Vector256.ConditionalSelect(isBetter, now, places);
        }

        for (int lane = 0; lane < 4; lane++)
        {
            largest = Math.Max(largest, largests[lane]);
            if (places[lane] >= 0 && (leasts[lane] < least || (leasts[lane] == least && places[lane] > second)))
            {
                (least, second) = (leasts[lane], (int)places[lane]);
            }
        }

        for (; i < _active; i++)
        {
            double slope = (_signs[i] * _gradient[i]) + _down[i], gain = most + slope;
            largest = Math.Max(largest, slope);
            double curvature = own + diagonal[i] - (factor * _signs[i] * row[i]);
            double change = -(gain * gain) / (curvature > 0 ? curvature : LeastCurvature);
            if (gain > 0 && change <= least)
            {
                (least, second) = (change, i);
            }
        }

        return second >= 0 && !(most + largest < Tolerance);
    }

    private (int Row, double Slope) Steepest()
    {
        ref double signs = ref MemoryMarshal.GetArrayDataReference(_signs), slopes = ref MemoryMarshal.GetArrayDataReference(_gradient);
        ref double up = ref MemoryMarshal.GetArrayDataReference(_up);
        Vector256<double> mosts = Vector256.Create(double.NegativeInfinity), places = Vector256.Create(-1.0);
        Vector256<double> now = Vector256.Create(0.0, 1, 2, 3);
        int i = 0, row = -1;
        double most = double.NegativeInfinity;
        for (; i <= _active - 4; i += 4, now += Vector256.Create(4.0))
        {
            Vector256<double> slope = Vector256.LoadUnsafe(ref up, (nuint)i)
                - (Vector256.LoadUnsafe(ref signs, (nuint)i) * Vector256.LoadUnsafe(ref slopes, (nuint)i));
            Vector256<double> isMore = Vector256.GreaterThanOrEqual(slope, mosts);
            mosts = Vector256.ConditionalSelect(isMore, slope, mosts);
            places = Vector256.ConditionalSelect(isMore, now, places);
        }

        for (int lane = 0; lane < 4; lane++)
        {
            if (mosts[lane] > most || (mosts[lane] == most && places[lane] > row))
            {
                (most, row) = (mosts[lane], (int)places[lane]);
            }
        }

        for (; i < _active; i++)
        {
            double slope = _up[i] - (_signs[i] * _gradient[i]);
            if (slope >= most)
            {
                (most, row) = (slope, i);
            }
        }

        return (double.IsNegativeInfinity(most) ? -1 : row, most);
    }

    private static void Move(Span<double> gradient, ReadOnlySpan<float> first, double firstStep, ReadOnlySpan<float> second,
        double secondStep)
    {
        ref double slopes = ref MemoryMarshal.GetReference(gradient);
        ref float one = ref MemoryMarshal.GetReference(first), two = ref MemoryMarshal.GetReference(second);
        Vector256<double> steps = Vector256.Create(firstStep), others = Vector256.Create(secondStep);
        int i = 0;
        for (; i <= gradient.Length - 4; i += 4)
        {
            Vector256<double> change = (Widen(Vector128.LoadUnsafe(ref one, (nuint)i)) * steps)
                + (Widen(Vector128.LoadUnsafe(ref two, (nuint)i)) * others);
            (Vector256.LoadUnsafe(ref slopes, (nuint)i) + change).StoreUnsafe(ref slopes, (nuint)i);
        }

        for (; i < gradient.Length; i++)
        {
            gradient[i] += (first[i] * firstStep) + (second[i] * secondStep);
        }
    }

    private static Vector256<double> Widen(Vector128<float> values)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(values);
        return Vector256.Create(lower, upper);
    }
}
