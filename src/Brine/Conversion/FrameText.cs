using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Values of a frame as text in a CSV, as pandas' <c>to_csv</c> writes them.</summary>
internal static class FrameText
{
    /// <summary>One value, as Python's <c>str</c> prints it.</summary>
    internal static string Of(PyValue value) => PandasArray.TextOf(value);

    /// <summary>The labels of the rows.</summary>
    internal static Func<int, string?> Of(PandasIndex index) => index.Values is { } values ? Of(values) : index.TextAt;

    /// <summary>The values of a column: times without a time of day where none has one, spans of whole days as days.</summary>
    internal static Func<int, string?> Of(PandasArray column)
    {
        switch (column)
        {
            case Categorical categorical:
                Func<int, string?> categories = Of(categorical.Categories);
                return row => categorical.Codes[row].TryGetInt64(out long code) && code >= 0 ? categories((int)code) : null;
            case DatetimeArray { TimeZone.IsNone: true } times:
                int digits = times.FractionDigits;
                return row => times.TextAt(row, digits);
            case TimedeltaArray spans when Enumerable.Range(0, spans.Length)
                .All(row => spans.TextAt(row)?.EndsWith(" 00:00:00", StringComparison.Ordinal) ?? true):
                return row =>
                    spans.TextAt(row)?.Replace(" 00:00:00", "", StringComparison.Ordinal).Replace(" +00:00:00", "",
                        StringComparison.Ordinal);
            default:
                return column.TextAt;
        }
    }
}
