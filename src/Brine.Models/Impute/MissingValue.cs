using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// <c>missing_values</c>: what counts as missing. A missing text is one thing in our tables, NaN or None in Python's; it counts as missing
/// whichever of the two was configured.
/// </summary>
internal sealed class MissingValue
{
    private readonly bool _isNaN;
    private readonly bool _isNull;
    private readonly double? _number;
    private readonly string? _text;

    internal MissingValue(EstimatorReader reader)
    {
        PyValue value = reader.ValueOrNone("missing_values");
        value = NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;
        if (value.IsNone)
        {
            _isNull = true;
        }
        else if (value.TryGetDouble(out double number))
        {
            _isNaN = double.IsNaN(number);
            _number = _isNaN ? null : number;
        }
        else if (value.AsString() is { } text)
        {
            // The old Imputer spelled NaN as text.
            _isNaN = text == "NaN" && reader.ClassName == "Imputer";
            _text = _isNaN ? null : text;
        }
        else if (value.As<PyGlobal>() is { Name: "NA" } global && global.Module.StartsWith("pandas", StringComparison.Ordinal))
        {
            _isNaN = true;
        }
        else
        {
            throw reader.Unsupported($"missing_values={value}");
        }

        _isNull |= _isNaN;
    }

    /// <summary>True when NaN is what counts as missing.</summary>
    internal bool IsNaN => _isNaN;

    /// <summary>What stands for a missing number; NaN where nothing else does.</summary>
    internal double Number => _number ?? double.NaN;

    /// <summary>True when a text stands for missing values, so that no number does.</summary>
    internal bool IsText => _text is not null;

    /// <summary>What an imputer takes: gaps where they are NaN, and no sparse matrix whose zeros are gaps. The Imputer before 0.20 looked at nothing.</summary>
    internal InputContract Inputs(string className) => new()
    {
        Kind = InputKind.Cells, TakesMissing = _isNaN || className == "Imputer", TakesInfinity = className == "Imputer", TakesSparse = _number != 0,
    };

    internal bool Matches(double value) => _number is { } number ? value == number : _isNaN && double.IsNaN(value);

    internal bool Matches(string? text) => text is null ? _isNull : text == _text;

    /// <summary>The rows of a column that are missing.</summary>
    internal bool[] Mask(Column column)
    {
        var mask = new bool[column.Length];
        for (int row = 0; row < mask.Length; row++)
        {
            mask[row] = column.Texts is { } texts ? Matches(texts[row]) : Matches(column.Numbers![row]);
        }

        return mask;
    }
}
