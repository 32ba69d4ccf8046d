using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>QuantileTransformer._transform_col</c></summary>
internal sealed class QuantileColumn
{
    private const double Bound = 1e-7;
    private const double Spacing = 2.220446049250313e-16;

    private static readonly double Least = NormalDistribution.Quantile(Bound - Spacing);
    private static readonly double Most = NormalDistribution.Quantile(1 - (Bound - Spacing));

    private readonly QuantileForm _form;
    private readonly double[] _quantiles;
    private readonly double[] _references;
    private readonly double[] _backwardQuantiles;
    private readonly double[] _backwardReferences;

    internal QuantileColumn(QuantileForm form, double[] quantiles)
    {
        _form = form;
        _quantiles = quantiles;
        _references = [.. form.References];
        _backwardQuantiles = [.. quantiles.Reverse().Select(value => -value)];
        _backwardReferences = [.. _references.Reverse().Select(value => -value)];
    }

    internal double Of(double x, bool isInverse, DType dtype)
    {
        // Of float32 numpy up to 1 makes the bounds float32 too; the cumulative distribution is float64.
        bool rounds = dtype.ItemSize < sizeof(double) && !_form.WidensSingles;
        double lowX = isInverse ? 0 : _quantiles[0], highX = isInverse ? 1 : _quantiles[^1];
        double lowY = isInverse ? _quantiles[0] : 0, highY = isInverse ? _quantiles[^1] : 1;
        bool isWide = dtype.ItemSize >= sizeof(double);
        if (isInverse && (_form.IsNormal || _form.WidensBounds))
        {
            x = _form.IsNormal ? NormalDistribution.Cumulative(x, _form.WidensSingles) : double.IsNaN(x) ? x : Math.Clamp(x, 0, 1);
            isWide = true;
            rounds = false;
        }

        if (rounds)
        {
            lowX = NumpyPrecision.Round(lowX, dtype);
            highX = NumpyPrecision.Round(highX, dtype);
        }

        double Step(double value) => isWide ? value : NumpyPrecision.Round(value, dtype);
        double bound = Step(Bound);
        bool isLow = _form.IsNormal || _form.WidensBounds ? Step(x - bound) < lowX : x == lowX;
        bool isHigh = _form.IsNormal || _form.WidensBounds ? Step(x + bound) > highX : x == highX;
        double y = double.IsNaN(x) ? x
            : isInverse ? Interpolation.Of(x, _references, _quantiles)
            : 0.5 * (Interpolation.Of(x, _quantiles, _references) - Interpolation.Of(-x, _backwardQuantiles, _backwardReferences));
        y = Step(isLow ? lowY : isHigh ? highY : y);
        if (!isInverse && _form.IsNormal)
        {
            y = NormalDistribution.Quantile(y);
            y = double.IsNaN(y) ? y : Math.Min(Math.Max(y, Least), Most);
        }
        else if (!isInverse && _form.WidensBounds && !double.IsNaN(y))
        {
            y = Math.Min(Math.Max(y, Bound - Spacing), 1 - (Bound - Spacing));
        }

        return NumpyPrecision.Round(y, dtype);
    }
}
