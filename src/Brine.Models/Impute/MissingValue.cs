using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The value that counts as missing (<c>missing_values</c>). NaN, None and <c>pandas.NA</c> are three things; only the last one
/// stands for all of them.</summary>
public sealed record MissingValue
{
    private readonly bool _isNaN;
    private readonly bool _isNone;
    private readonly bool _isAny;
    private readonly double? _number;
    private readonly string? _text;

    internal MissingValue(PyValue value)
    {
        Value = value;
        _isNone = value.IsNone;
        _text = value.AsString();
        _isAny = IsPandas(value);
        bool isNumber = value.TryGetDouble(out double number);
        _isNaN = _isAny || (isNumber && double.IsNaN(number));
        _number = isNumber && !_isNaN ? number : null;
    }

    /// <summary>NaN, None, a number, a text, or the global <c>pandas.NA</c>.</summary>
    public PyValue Value { get; }

    /// <summary>True when NaN is what counts as missing.</summary>
    internal bool IsNaN => _isNaN;

    /// <summary>What stands for a missing number; NaN where nothing else does.</summary>
    internal double Number => _number ?? double.NaN;

    /// <summary>The text that stands for missing values, or null.</summary>
    internal string? Text => _text;

    /// <summary>True when a text stands for missing values, so that no number does.</summary>
    internal bool IsText => _text is not null;

    /// <summary>True when a number is compared with what counts as missing: it is a number itself, or pandas.NA.</summary>
    internal bool IsNumber => _isNaN || _number is not null;

    /// <summary>True for the kinds of values that can stand for missing ones.</summary>
    internal static bool Takes(PyValue value) =>
        value.IsNone || value.TryGetDouble(out _) || value.AsString() is not null || IsPandas(value);

    internal bool Matches(double value) => _number is { } number ? value == number : _isNaN && double.IsNaN(value);

    /// <summary>True where Python cannot compare a cell with what counts as missing: <c>pandas.NA</c>, which is neither equal nor unequal
    /// to anything.</summary>
    internal bool IsIncomparable(PyValue cell) => !_isAny && PandasMissing.IsNA(cell);

    /// <summary>True where a cell of an array of objects is missing.</summary>
    internal bool Matches(PyValue cell) =>
        _isAny ? PandasMissing.Is(cell)
        : _isNaN ? ColumnCells.IsUnequalToItself(cell)
        : _isNone ? cell.IsNone
        : _text is not null ? cell.AsString() == _text
        : cell.Kind is PyKind.Bool or PyKind.Int or PyKind.Float && cell.TryGetDouble(out double number) && number == _number;

    /// <summary>True where a cell of a column is missing.</summary>
    internal bool Matches(Column column, int row) =>
        column is { MissingIsNaN: null, Texts: { } texts } && texts[row] is null ? _isNone || _isNaN : Matches(column[row]);

    /// <summary>What a missing value is where data is read from text; null where a number or a text stands for it.</summary>
    internal PyValue? Mark => _isNone ? default(PyValue) : _isNaN ? ColumnCells.NaN : default(PyValue?);

    private static bool IsPandas(PyValue value) =>
        value.As<PyGlobal>() is { Name: "NA" } global && global.Module.StartsWith("pandas", StringComparison.Ordinal);
}
