namespace Brine.Models;

/// <summary>
/// numpy's <c>RandomState.binomial</c>: by inversion where few are expected, else by the algorithm BTPE of Kachitvichyanukul and Schmeiser
/// (1988), which draws a point under a triangle, two parallelograms and two exponential tails.
/// </summary>
internal static class BinomialDraw
{
    internal static long Next(RandomState random, long count, double share)
    {
        if (count == 0 || share == 0)
        {
            return 0;
        }

        double smaller = share <= 0.5 ? share : 1.0 - share;
        long drawn = smaller * count <= 30.0 ? Invert(random, count, smaller) : new Shape(count, smaller).Draw(random);
        return share <= 0.5 ? drawn : count - drawn;
    }

    private static long Invert(RandomState random, long count, double share)
    {
        double other = 1.0 - share, none = Math.Exp(count * Math.Log(other)), mean = count * share;
        long bound = (long)Math.Min(count, mean + (10.0 * Math.Sqrt((mean * other) + 1)));
        long drawn = 0;
        double part = none, left = random.NextDouble();
        while (left > part)
        {
            drawn++;
            if (drawn > bound)
            {
                (drawn, part, left) = (0, none, random.NextDouble());
                continue;
            }

            left -= part;
            part = (count - drawn + 1) * share * part / (drawn * other);
        }

        return drawn;
    }

    private sealed class Shape
    {
        private readonly long _count;
        private readonly long _mode;
        private readonly double _share;
        private readonly double _other;
        private readonly double _variance;
        private readonly double _middle;
        private readonly double _left;
        private readonly double _right;
        private readonly double _height;
        private readonly double _leftRate;
        private readonly double _rightRate;
        private readonly double _triangle;
        private readonly double _sides;
        private readonly double _leftTail;
        private readonly double _whole;

        internal Shape(long count, double share)
        {
            (_count, _share, _other) = (count, Math.Min(share, 1.0 - share), 1.0 - Math.Min(share, 1.0 - share));
            double top = (count * _share) + _share;
            _mode = (long)Math.Floor(top);
            _variance = count * _share * _other;
            _triangle = Math.Floor((2.195 * Math.Sqrt(_variance)) - (4.6 * _other)) + 0.5;
            _middle = _mode + 0.5;
            (_left, _right) = (_middle - _triangle, _middle + _triangle);
            _height = 0.134 + (20.5 / (15.3 + _mode));
            double slope = (top - _left) / (top - (_left * _share));
            _leftRate = slope * (1.0 + (slope / 2.0));
            slope = (_right - top) / (_right * _other);
            _rightRate = slope * (1.0 + (slope / 2.0));
            _sides = _triangle * (1.0 + (2.0 * _height));
            _leftTail = _sides + (_height / _leftRate);
            _whole = _leftTail + (_height / _rightRate);
        }

        internal long Draw(RandomState random)
        {
            while (true)
            {
                double place = random.NextDouble() * _whole, level = random.NextDouble();
                if (place <= _triangle)
                {
                    return (long)Math.Floor(_middle - (_triangle * level) + place);
                }

                if (Propose(place, ref level) is { } drawn && Takes(drawn, level))
                {
                    return drawn;
                }
            }
        }

        /// <summary>The number at a place beside the triangle; null where there is none.</summary>
        private long? Propose(double place, ref double level)
        {
            if (place <= _sides)
            {
                double x = _left + ((place - _triangle) / _height);
                level = (level * _height) + 1.0 - (Math.Abs(_mode - x + 0.5) / _triangle);
                return level > 1.0 ? null : (long)Math.Floor(x);
            }

            if (level == 0)
            {
                return null;
            }

            bool isLeft = place <= _leftTail;
            double y = Math.Floor(isLeft ? _left + (Math.Log(level) / _leftRate) : _right - (Math.Log(level) / _rightRate));
            level *= isLeft ? (place - _sides) * _leftRate : (place - _leftTail) * _rightRate;
            return y < 0 || y > _count ? null : (long)y;
        }

        /// <summary>True where the level lies under the distribution: by its recurrence near the mode, by bounds and Stirling's formula far
        /// from it.</summary>
        private bool Takes(long drawn, double level)
        {
            long far = Math.Abs(drawn - _mode);
            if (far <= 20 || far >= (_variance / 2.0) - 1)
            {
                double step = _share / _other, start = step * (_count + 1), ratio = 1.0;
                for (long i = _mode + 1; i <= drawn; i++)
                {
                    ratio *= (start / i) - step;
                }

                for (long i = drawn + 1; i <= _mode; i++)
                {
                    ratio /= (start / i) - step;
                }

                return level <= ratio;
            }

            double rho = far / _variance * (((far * ((far / 3.0) + 0.625)) + 0.16666666666666666) / _variance + 0.5);
            double t = -far * far / (2 * _variance), logarithm = Math.Log(level);
            return logarithm < t - rho || (logarithm <= t + rho && logarithm <= Bound(drawn));
        }

        private double Bound(long drawn)
        {
            double x = drawn + 1, f = _mode + 1, z = _count + 1 - _mode, w = _count - drawn + 1;
            return (_middle * Math.Log(f / x)) + ((_count - _mode + 0.5) * Math.Log(z / w))
                + ((drawn - _mode) * Math.Log(w * _share / (x * _other))) + Stirling(f) + Stirling(z) + Stirling(x) + Stirling(w);
        }

        private static double Stirling(double x)
        {
            double square = x * x;
            return (13680.0 - ((462.0 - ((132.0 - ((99.0 - (140.0 / square)) / square)) / square)) / square)) / x / 166320.0;
        }
    }
}
