using Brine.Arrays;

namespace Brine.Models;

/// <summary>The function of one column of PowerTransformer, in the order of operations of its version.</summary>
internal sealed class PowerFunction
{
    private const double Spacing = 2.220446049250313e-16;
    private const double SmallestPower = 1e-19;

    private readonly double _power;
    private readonly PowerForm _form;
    private readonly bool _isForward;

    private PowerFunction(double power, PowerForm form, bool isForward)
    {
        _power = power;
        _form = form;
        _isForward = isForward;
    }

    internal static PowerFunction Forward(double power, PowerForm form) => new(power, form, isForward: true);

    internal static PowerFunction Back(double power, PowerForm form) => new(power, form, isForward: false);

    /// <summary>The number of a matrix of any float dtype; the steps of float32 are rounded where numpy rounds them.</summary>
    internal double Of(double x, DType dtype) => dtype.ItemSize >= sizeof(double) || _form.WidensSingles || _form.IsBoxCox ? Of(x)
        : Compute(x, value => NumpyPrecision.Round(value, dtype));

    internal double Of(double x) => Compute(x, null);

    private double Compute(double x, Func<double, double>? round)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        return (_form.IsBoxCox, _isForward) switch
        {
            (true, true) => BoxCox(x),
            (true, false) => _form.InvertsByScipy ? ScipyInverse(x) : _power == 0 ? Math.Exp(x) : ArrayPower((x * _power) + 1, 1 / _power),
            (false, true) => _form.TakesLogarithms ? ByLogarithms(x) : YeoJohnson(x, round ?? (value => value)),
            _ => YeoJohnsonInverse(x, round ?? (value => value)),
        };
    }

    /// <summary><c>scipy.special.boxcox</c></summary>
    private double BoxCox(double x) =>
        Math.Abs(_power) < SmallestPower ? Math.Log(x)
            : (_form.TakesCephes ? CephesFunctions.Expm1(_power * Math.Log(x)) : LogarithmOfOnePlus.Expm1(_power * Math.Log(x))) / _power;

    /// <summary><c>scipy.special.inv_boxcox</c></summary>
    private double ScipyInverse(double x) => _power == 0 ? Math.Exp(x) : Math.Exp(LogarithmOfOnePlus.Log1p(_power * x) / _power);

    /// <summary>scipy's <c>_yeojohnson_transform</c></summary>
    private double ByLogarithms(double x) => x >= 0
        ? Math.Abs(_power) < Spacing ? LogarithmOfOnePlus.Log1p(x) : LogarithmOfOnePlus.Expm1(_power * LogarithmOfOnePlus.Log1p(x)) / _power
        : Math.Abs(_power - 2) > Spacing ? -LogarithmOfOnePlus.Expm1((2 - _power) * LogarithmOfOnePlus.Log1p(-x)) / (2 - _power)
            : -LogarithmOfOnePlus.Log1p(-x);

    private double YeoJohnson(double x, Func<double, double> round) => x >= 0
        ? Math.Abs(_power) < Spacing ? LogarithmOfOnePlus.Log1p(x)
            : round(round(round(NumpyPower(round(x + 1), round(_power))) - 1) / round(_power))
        : Math.Abs(_power - 2) > Spacing ? -round(round(round(NumpyPower(round(-x + 1), round(2 - _power))) - 1) / round(2 - _power))
            : -LogarithmOfOnePlus.Log1p(-x);

    private double YeoJohnsonInverse(double x, Func<double, double> round) => x >= 0
        ? Math.Abs(_power) < Spacing ? round(Math.Exp(x)) - 1
            : round(NumpyPower(round(round(x * round(_power)) + 1), round(1 / _power))) - 1
        : Math.Abs(_power - 2) > Spacing ? 1 - round(NumpyPower(round(round(round(-(2 - _power)) * x) + 1), round(1 / (2 - _power))))
            : 1 - round(Math.Exp(-x));

    private static double NumpyPower(double x, double power) => Math.Pow(x, power);

    /// <summary><c>array ** number</c>, for which numpy has shorter ways with some numbers.</summary>
    private static double ArrayPower(double x, double power) => power switch
    {
        1 => x,
        -1 => 1 / x,
        0 => 1,
        0.5 => Math.Sqrt(x),
        2 => x * x,
        _ => Math.Pow(x, power),
    };
}
