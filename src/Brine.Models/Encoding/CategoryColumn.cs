using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The categories of one column and the way from a value to its code, the place among the categories. Numbers match by value
/// (<c>1 == 1.0 == True</c>), text by its characters; None and NaN are categories of their own, and where there is only one of them
/// it takes every missing value.
/// </summary>
internal sealed class CategoryColumn
{
    /// <summary>The code of a value that is no category.</summary>
    internal const int Unknown = -1;

    private readonly Dictionary<string, int> _texts;
    private readonly Dictionary<double, int> _numbers = [];
    private readonly int _none = Unknown;
    private readonly int _nan = Unknown;

    internal CategoryColumn(NDArray values, string path)
    {
        Values = values;
        if (values.Rank != 1)
        {
            throw new PickleFormatException("FormatShape", $"the categories of {path} are no array of one dimension");
        }

        if (values.DType.Kind is not ('i' or 'u' or 'f' or 'b' or 'U' or 'S' or 'O' or 'T'))
        {
            throw new UnsupportedModelException("UnsupportedOption", $"categories of {values.DType.Name} cannot be matched yet", path);
        }

        bool isText = values.DType.Kind is 'U' or 'S' or 'O' or 'T';
        _texts = new(isText ? values.Length : 0, StringComparer.Ordinal);
        for (int code = 0; code < values.Length; code++)
        {
            PyValue value = this[code];
            if (value.IsNone)
            {
                _none = code;
            }
            else if (TextOf(value) is { } text)
            {
                _texts.TryAdd(text, code);
            }
            else if (value.TryGetDouble(out double number))
            {
                _nan = double.IsNaN(number) ? code : _nan;
                _numbers.TryAdd(number, code);
            }
        }

        _none = _none < 0 ? _nan : _none;
        _nan = _nan < 0 ? _none : _nan;
        IsNumeric = values.DType.Kind is 'i' or 'u' or 'f' or 'b';
    }

    /// <summary>The categories as Python holds them.</summary>
    internal NDArray Values { get; }

    /// <summary>How many categories there are.</summary>
    internal int Count => Values.Length;

    /// <summary>True when the array of categories holds numbers only.</summary>
    internal bool IsNumeric { get; }

    /// <summary>The category of a code; numpy's scalars inside an array of objects are opened.</summary>
    internal PyValue this[int code]
    {
        get
        {
            PyValue value = Values[code];
            return value.As<PyObject>() is not null && NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;
        }
    }

    /// <summary>The code of a number; NaN is a missing value.</summary>
    internal int CodeOf(double number) => double.IsNaN(number) ? _nan : _numbers.GetValueOrDefault(number, Unknown);

    /// <summary>The code of a text; null is a missing value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="missingIsNaN">True when a missing text is NaN in Python, false when it is None.</param>
    internal int CodeOf(string? text, bool missingIsNaN) => text is null ? (missingIsNaN ? _nan : _none) : _texts.GetValueOrDefault(text, Unknown);

    /// <summary>A category as Python's <c>str</c> prints it.</summary>
    internal string NameOf(int code)
    {
        PyValue value = this[code];
        return TextOf(value) ?? (Values.DType is { Kind: 'f', ItemSize: 4 } && value.TryGetDouble(out double number) ? NameOfSingle((float)number) : value.ToString());
    }

    private static string? TextOf(PyValue value) => value.AsString() ?? (value.As<PyBytes>() is { } bytes ? System.Text.Encoding.Latin1.GetString(bytes.Span) : null);

    /// <summary>numpy prints the shortest digits that read back in single precision.</summary>
    private static string NameOfSingle(float number) =>
        PyValue.FromDouble(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).ToString();
}
