using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>One column of an OrdinalEncoder: the number of each category, and the category of each number.</summary>
internal sealed class OrdinalColumn
{
    private readonly double[] _numbers;
    private readonly int[] _sources;
    private readonly int _missing;

    /// <param name="count">How many categories there are.</param>
    /// <param name="mapping">An item of <c>_default_to_infrequent_mappings</c>: one group a category, the missing one left out; or None.</param>
    /// <param name="missing">The code of the category NaN, or -1.</param>
    /// <param name="missingNumber"><c>encoded_missing_value</c></param>
    internal OrdinalColumn(int count, PyValue mapping, int missing, double missingNumber)
    {
        _missing = missing;
        MissingNumber = missingNumber;
        long[] map = mapping.IsNone ? [.. Enumerable.Range(0, count)] : EstimatorReader.ArrayOf(mapping)?.ToInt64s() ?? throw Bad();
        if (missing >= count || (map.Length != count && (map.Length != count - 1 || missing != count - 1)))
        {
            throw Bad();
        }

        _numbers = new double[count];
        _sources = new int[count];
        Array.Fill(_sources, CategoryDecoder.None);
        long last = mapping.IsNone ? -1 : map.DefaultIfEmpty(-1).Max();
        for (int code = 0; code < map.Length; code++)
        {
            int group = map[code] >= 0 && map[code] < count ? (int)map[code] : throw Bad();
            _numbers[code] = group;
            _sources[group] = group == last ? CategoryDecoder.Infrequent : code;
        }

        if (missing >= 0)
        {
            _numbers[missing] = missingNumber;
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

    private static PickleFormatException Bad() => new("FormatShape", "the groups of an OrdinalEncoder do not fit its categories; the file is corrupt");
}
