namespace Brine.Arrays;

/// <summary>Prints the floats of one array as numpy does: all in the same form, their points below each other.</summary>
/// <remarks>Follows <c>numpy.core.arrayprint.FloatingFormat</c> with numpy's default options.</remarks>
internal sealed class FloatColumn
{
    private const int Precision = 8;

    private readonly bool _showsPlus;
    private readonly bool _isScientific;
    private readonly int _left;
    private readonly int _right;
    private readonly int _fraction;
    private readonly int _exponent = -1;

    /// <param name="values">All floats that are printed.</param>
    /// <param name="itemSize">Bytes of each: small floats turn to the scientific form earlier.</param>
    /// <param name="showsPlus">True to print the sign of positive numbers: imaginary parts.</param>
    /// <param name="isNumpy1">True to print as numpy up to 2.2.</param>
    internal FloatColumn(IReadOnlyList<BinaryFloat> values, int itemSize, bool showsPlus, bool isNumpy1)
    {
        _showsPlus = showsPlus;
        BinaryFloat[] finite = [.. values.Where(value => value.IsFinite)];
        _isScientific = IsScientific(finite, itemSize, isNumpy1);
        foreach (BinaryFloat value in finite)
        {
            string text = Signed(value, _isScientific ? FloatText.Scientific(value, Precision) : FloatText.Positional(value, Precision));
            int point = text.IndexOf('.', StringComparison.Ordinal),
                end = _isScientific ? text.IndexOf('e', StringComparison.Ordinal) : text.Length;
            _left = Math.Max(_left, point);
            _fraction = Math.Max(_fraction, end - point - 1);
            _exponent = _isScientific ? Math.Max(_exponent, text.Length - end - 2) : -1;
        }

        _right = _isScientific ? _exponent + 2 + _fraction : _fraction;
        if (finite.Length != values.Count)
        {
            int infinity = 3 + (showsPlus || values.Any(value => value is { IsInfinite: true, IsNegative: true }) ? 1 : 0);
            _left = Math.Max(_left, Math.Max(3, infinity) - (_right + 1));
        }
    }

    internal string Of(BinaryFloat value)
    {
        if (!value.IsFinite)
        {
            return Signed(value, value.IsNaN ? "nan" : value.IsNegative ? "-inf" : "inf").PadLeft(_left + _right + 1);
        }

        string text = Signed(value,
            _isScientific ? FloatText.Scientific(value, _fraction, _fraction, _exponent) : FloatText.Positional(value, _fraction));
        int point = text.IndexOf('.', StringComparison.Ordinal);
        text = text.PadLeft(text.Length + Math.Max(0, _left - point));
        return _isScientific ? text : text.PadRight(Math.Max(_left, point) + 1 + _right);
    }

    private string Signed(BinaryFloat value, string text) => _showsPlus && (value.IsNaN || !value.IsNegative) ? "+" + text : text;

    /// <summary>Large or small numbers, or both, turn all to the scientific form; compared in the precision of the array.</summary>
    private static bool IsScientific(BinaryFloat[] finite, int itemSize, bool isNumpy1)
    {
        double most = 0, least = double.PositiveInfinity;
        foreach (BinaryFloat value in finite)
        {
            if (!value.IsZero)
            {
                double size = Math.Abs(value.ToDouble());
                most = Math.Max(most, size);
                least = Math.Min(least, size);
            }
        }

        if (most == 0)
        {
            return false;
        }

        double large = isNumpy1 ? 1e8 : itemSize switch { 2 => 1e3, 4 => 1e6, _ => 1e8 };
        double small = isNumpy1 ? 0.0001 : itemSize switch { 2 => (double)(Half)0.0001, 4 => 0.0001f, _ => 0.0001 };
        double ratio = itemSize switch
        {
            2 => (double)(Half)((float)most / (float)least),
            4 => (float)most / (float)least,
            _ => most / least
        };
        return most >= large || least < small || ratio > 1000;
    }
}
