namespace Brine.Training;

/// <summary>The search for a step along a direction by Moré and Thuente (<c>dcsrch</c> and <c>dcstep</c> of MINPACK-2), as L-BFGS-B
/// and BFGS call it.</summary>
internal sealed class LineSearch
{
    private const double Curvature = 0.9;

    private readonly double _narrow;
    private readonly double _longest;
    private readonly double _startValue;
    private readonly double _startSlope;
    private readonly double _slopeTest;
    private bool _isBracketed;
    private bool _isSecondStage;
    private double _width;
    private double _widthBefore;
    private double _bestStep;
    private double _bestValue;
    private double _bestSlope;
    private double _otherStep;
    private double _otherValue;
    private double _otherSlope;
    private double _least;
    private double _most;

    /// <param name="step">The step to try first.</param>
    /// <param name="value">The value at step 0.</param>
    /// <param name="slope">The slope at step 0, which is negative.</param>
    /// <param name="decrease">Which share of the slope the value must fall by at least.</param>
    /// <param name="narrow">How narrow, as a share of the step, an interval is that is searched no more.</param>
    /// <param name="longest">The longest step.</param>
    internal LineSearch(double step, double value, double slope, double decrease = 1e-3, double narrow = 0.1, double longest = 1e10)
    {
        (Step, _startValue, _startSlope, _slopeTest) = (step, value, slope, decrease * slope);
        (_narrow, _longest) = (narrow, longest);
        (_width, _widthBefore) = (longest, 2 * longest);
        (_bestValue, _bestSlope, _otherValue, _otherSlope) = (value, slope, value, slope);
        (_least, _most) = (0, step + (4 * step));
    }

    /// <summary>The step to try next, or the one that is found.</summary>
    internal double Step { get; private set; }

    /// <summary>Takes what the function is at <see cref="Step"/>; true where the search is over.</summary>
    internal bool IsOver(double value, double slope)
    {
        double test = _startValue + (Step * _slopeTest);
        _isSecondStage |= value <= test && slope >= 0;
        if ((_isBracketed && (Step <= _least || Step >= _most)) || (_isBracketed && _most - _least <= _narrow * _most)
            || (Step == _longest && value <= test && slope <= _slopeTest) || (Step == 0 && (value > test || slope >= _slopeTest))
            || (value <= test && Math.Abs(slope) <= Curvature * -_startSlope))
        {
            return true;
        }

        if (!_isSecondStage && value <= _bestValue && value > test)
        {
            // The function minus a line has the minimum that is looked for.
            _bestValue -= _bestStep * _slopeTest;
            _otherValue -= _otherStep * _slopeTest;
            _bestSlope -= _slopeTest;
            _otherSlope -= _slopeTest;
            Advance(value - (Step * _slopeTest), slope - _slopeTest);
            _bestValue += _bestStep * _slopeTest;
            _otherValue += _otherStep * _slopeTest;
            _bestSlope += _slopeTest;
            _otherSlope += _slopeTest;
        }
        else
        {
            Advance(value, slope);
        }

        if (_isBracketed)
        {
            if (Math.Abs(_otherStep - _bestStep) >= 0.66 * _widthBefore)
            {
                Step = _bestStep + (0.5 * (_otherStep - _bestStep));
            }

            (_widthBefore, _width) = (_width, Math.Abs(_otherStep - _bestStep));
            (_least, _most) = (Math.Min(_bestStep, _otherStep), Math.Max(_bestStep, _otherStep));
        }
        else
        {
            (_least, _most) = (Step + (1.1 * (Step - _bestStep)), Step + (4.0 * (Step - _bestStep)));
        }

        Step = Math.Min(Math.Max(Step, 0), _longest);
        if (_isBracketed && (Step <= _least || Step >= _most || _most - _least <= _narrow * _most))
        {
            Step = _bestStep;
        }

        return false;
    }

    /// <summary><c>dcstep</c>: a safeguarded step by a cubic or a quadratic, and the interval that holds a minimum.</summary>
    private void Advance(double value, double slope)
    {
        double sign = slope * (_bestSlope / Math.Abs(_bestSlope)), next;
        if (value > _bestValue)
        {
            (double theta, double scale) = Cubic(value, slope);
            double gamma = scale * Math.Sqrt(Math.Pow(theta / scale, 2) - (_bestSlope / scale * (slope / scale)));
            gamma = Step < _bestStep ? -gamma : gamma;
            double ratio = (gamma - _bestSlope + theta) / (gamma - _bestSlope + gamma + slope);
            double cubic = _bestStep + (ratio * (Step - _bestStep));
            double quadratic = _bestStep
                + (_bestSlope / (((_bestValue - value) / (Step - _bestStep)) + _bestSlope) / 2.0 * (Step - _bestStep));
            next = Math.Abs(cubic - _bestStep) < Math.Abs(quadratic - _bestStep) ? cubic : cubic + ((quadratic - cubic) / 2.0);
            _isBracketed = true;
        }
        else if (sign < 0)
        {
            (double theta, double scale) = Cubic(value, slope);
            double gamma = scale * Math.Sqrt(Math.Pow(theta / scale, 2) - (_bestSlope / scale * (slope / scale)));
            gamma = Step > _bestStep ? -gamma : gamma;
            double ratio = (gamma - slope + theta) / (gamma - slope + gamma + _bestSlope);
            double cubic = Step + (ratio * (_bestStep - Step));
            double secant = Step + (slope / (slope - _bestSlope) * (_bestStep - Step));
            next = Math.Abs(cubic - Step) > Math.Abs(secant - Step) ? cubic : secant;
            _isBracketed = true;
        }
        else if (Math.Abs(slope) < Math.Abs(_bestSlope))
        {
            next = Flatter(value, slope);
        }
        else if (_isBracketed)
        {
            double theta = (3.0 * (value - _otherValue) / (_otherStep - Step)) + _otherSlope + slope;
            double scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(_otherSlope), Math.Abs(slope)));
            double gamma = scale * Math.Sqrt(Math.Pow(theta / scale, 2) - (_otherSlope / scale * (slope / scale)));
            gamma = Step > _otherStep ? -gamma : gamma;
            double ratio = (gamma - slope + theta) / (gamma - slope + gamma + _otherSlope);
            next = Step + (ratio * (_otherStep - Step));
        }
        else
        {
            next = Step > _bestStep ? _most : _least;
        }

        if (value > _bestValue)
        {
            (_otherStep, _otherValue, _otherSlope) = (Step, value, slope);
        }
        else
        {
            if (sign < 0)
            {
                (_otherStep, _otherValue, _otherSlope) = (_bestStep, _bestValue, _bestSlope);
            }

            (_bestStep, _bestValue, _bestSlope) = (Step, value, slope);
        }

        Step = next;
    }

    /// <summary>The slope has the same sign and is flatter: the cubic may have no minimum, or one on the wrong side.</summary>
    private double Flatter(double value, double slope)
    {
        (double theta, double scale) = Cubic(value, slope);
        double gamma = scale * Math.Sqrt(Math.Max(0.0, Math.Pow(theta / scale, 2) - (_bestSlope / scale * (slope / scale))));
        gamma = Step > _bestStep ? -gamma : gamma;
        double ratio = (gamma - slope + theta) / (gamma + (_bestSlope - slope) + gamma);
        double cubic = ratio < 0.0 && gamma != 0.0 ? Step + (ratio * (_bestStep - Step)) : Step > _bestStep ? _most : _least;
        double secant = Step + (slope / (slope - _bestSlope) * (_bestStep - Step));
        if (_isBracketed)
        {
            double closer = Math.Abs(cubic - Step) < Math.Abs(secant - Step) ? cubic : secant;
            double limit = Step + (0.66 * (_otherStep - Step));
            return Step > _bestStep ? Math.Min(limit, closer) : Math.Max(limit, closer);
        }

        double farther = Math.Abs(cubic - Step) > Math.Abs(secant - Step) ? cubic : secant;
        return Math.Max(_least, Math.Min(_most, farther));
    }

    private (double Theta, double Scale) Cubic(double value, double slope)
    {
        double theta = (3.0 * (_bestValue - value) / (Step - _bestStep)) + _bestSlope + slope;
        return (theta, Math.Max(Math.Abs(theta), Math.Max(Math.Abs(_bestSlope), Math.Abs(slope))));
    }
}
