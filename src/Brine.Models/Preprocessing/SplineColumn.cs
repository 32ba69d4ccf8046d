using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>The outputs of one column of SplineTransformer, those beyond the knots too.</summary>
internal sealed class SplineColumn
{
    private readonly SplineForm _form;
    private readonly BasisSpline _spline;
    private readonly int _column;
    private readonly double _least;
    private readonly double _most;

    // Python counts up the degree where it is 0 or 1, and the columns after that see it counted up.
    private readonly int _edgeCount;
    private readonly double[] _first;
    private readonly double[] _last;
    private readonly double[] _firstSlopes;
    private readonly double[] _lastSlopes;

    internal SplineColumn(SplineForm form, int column, int degreeSeen)
    {
        _form = form;
        _column = column;
        _spline = form.Splines[column];
        int place = Math.Min(degreeSeen, _spline.Knots.Count - 1);
        _least = _spline.Knots[place];
        _most = _spline.Knots[^(place + 1)];
        _edgeCount = Math.Min(form.Extrapolation == "linear" && degreeSeen <= 1 ? degreeSeen + 1 : degreeSeen, _spline.OutputCount);
        _first = At(_least, false);
        _last = At(_most, false);
        _firstSlopes = At(_least, true);
        _lastSlopes = At(_most, true);
    }

    /// <summary>The degree that Python sees in the next column.</summary>
    internal static int NextDegree(SplineForm form, int degreeSeen) =>
        form.Extrapolation == "linear" && degreeSeen <= 1 ? degreeSeen + 1 : degreeSeen;

    /// <summary>Computes the outputs of one number.</summary>
    /// <param name="x">The number.</param>
    /// <param name="output">Room for the outputs.</param>
    /// <param name="work">Room for the recursion.</param>
    /// <param name="dtype">The dtype of the data.</param>
    /// <returns>The first of the basis functions that are stored in a sparse answer, or -1 where those that are not zero are.</returns>
    internal int Run(double x, Span<double> output, Span<double> work, DType dtype)
    {
        bool rounds = dtype.IsSingle() && !_form.WidensSingles;
        if (double.IsNaN(x))
        {
            output.Clear();
            return -1;
        }

        if (_form.Extrapolation is "continue" or "error" or "periodic")
        {
            int start = _spline.Evaluate(_form.Extrapolation == "periodic" ? Wrapped(x, rounds) : x, output, work);
            if (_form.Extrapolation == "error" && output.ContainsAny(double.NaN, double.NaN))
            {
                throw Beyond(x);
            }

            return start;
        }

        double least = rounds ? (float)_least : _least, most = rounds ? (float)_most : _most;
        if (least <= x && x <= most)
        {
            return _spline.Evaluate(x, output, work);
        }

        output.Clear();
        if (_form.Extrapolation == "constant")
        {
            if (x < least)
            {
                _first.AsSpan(0, _edgeCount).CopyTo(output);
            }
            else if (_edgeCount == 0)
            {
                throw Beyond(x);
            }
            else
            {
                _last.AsSpan(output.Length - _edgeCount).CopyTo(output[(output.Length - _edgeCount)..]);
            }

            return -1;
        }

        for (int j = 0; j < _edgeCount; j++)
        {
            // Where the degree was counted up, a number can be beyond both ends.
            if (x < least)
            {
                output[j] = Line(x, least, _first[j], _firstSlopes[j], rounds);
            }

            if (x > most)
            {
                int at = output.Length - 1 - j;
                output[at] = Line(x, most, _last[at], _lastSlopes[at], rounds);
            }
        }

        return -1;
    }

    private static double Line(double x, double edge, double value, double slope, bool rounds) =>
        rounds ? (float)((float)value + (float)((float)(x - edge) * (float)slope)) : value + ((x - edge) * slope);

    private double[] At(double x, bool isDerivative)
    {
        var output = new double[_spline.OutputCount];
        _spline.Evaluate(x, output, new double[(2 * _spline.Degree) + 2], isDerivative);
        return output;
    }

    /// <summary>numpy's remainder, which has the sign of the divisor.</summary>
    private double Wrapped(double x, bool rounds)
    {
        double start = _spline.Knots[_spline.Degree], end = _spline.Knots[^(_spline.Degree + 1)];
        double period = end - start, shifted = x - start;
        if (rounds)
        {
            start = (float)start;
            period = (float)period;
            shifted = (float)(x - start);
        }

        if (!(period > 0))
        {
            return _form.WidensSingles ? 0 : double.NaN;
        }

        double rest = shifted % period;
        rest = rest == 0 ? 0 : rest < 0 ? rest + period : rest;
        rest = rounds ? (float)rest : rest;
        return rounds ? (float)(start + rest) : start + rest;
    }

    private ModelInputException Beyond(double x) =>
        new("InputRange",
            string.Create(CultureInfo.InvariantCulture,
                $"the value {x:R} in column {_column} is beyond the knots of its spline, {_least:R} to {_most:R}, "
                    + $"and SplineTransformer was made to refuse such")) { Column = _column };
}
