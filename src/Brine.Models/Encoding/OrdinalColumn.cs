namespace Brine.Models;

/// <summary>One column of an OrdinalEncoder: the number of each category, and the category of each number.</summary>
internal sealed class OrdinalColumn
{
    private readonly double[] _numbers;
    private readonly int[] _sources;
    private readonly int _missing;

    /// <param name="feature">The categories and their numbers.</param>
    /// <param name="missingNumber"><c>encoded_missing_value</c></param>
    internal OrdinalColumn(OrdinalFeature feature, double missingNumber)
    {
        int count = feature.Categories.Length;
        _missing = feature.MissingIndex ?? -1;
        MissingNumber = missingNumber;
        _numbers = new double[count];
        _sources = new int[count];
        Array.Fill(_sources, CategoryDecoder.None);
        int last = feature.HasInfrequent ? feature.Groups.DefaultIfEmpty(-1).Max() : -1;
        for (int code = 0; code < feature.Groups.Count; code++)
        {
            int group = feature.Groups[code];
            _numbers[code] = group;
            _sources[group] = group == last ? CategoryDecoder.Infrequent : code;
        }

        if (_missing >= 0)
        {
            _numbers[_missing] = missingNumber;
        }
    }

    internal double MissingNumber { get; }

    internal double NumberOf(int code) => _numbers[code];

    /// <summary>True for the code of the category NaN.</summary>
    internal bool IsMissing(int code) => code >= 0 && code == _missing;

    /// <summary>The code of a number that transform gave; false where it gave none such.</summary>
    internal bool TryCodeOf(double number, out int code)
    {
        code = CategoryDecoder.None;
        if (_missing >= 0 && number.Equals(MissingNumber))
        {
            code = _missing;
            return true;
        }

        double whole = Math.Truncate(number);
        if (!(whole >= 0 && whole < _sources.Length))
        {
            return false;
        }

        code = _sources[(int)whole];
        return code != CategoryDecoder.None;
    }
}
