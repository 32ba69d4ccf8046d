using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>pandas' frames, series, indexes and single values in lines.</summary>
internal static class PandasSummary
{
    private const int MaxShown = 6;
    private const int MaxScanned = 5_000_000;

    /// <summary>The value in one line, or null where it is none of pandas'.</summary>
    internal static string? Of(PyObject instance)
    {
        try
        {
            if (DataFrame.From(instance) is { } frame)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"DataFrame of {frame.RowCount:N0} rows and {frame.ColumnCount:N0} columns");
            }

            if (Series.From(instance) is { } series)
            {
                return $"Series{(series.Name.IsNone ? "" : " " + series.Name)}, {Column(series.Values)}";
            }

            if (PandasIndex.From(instance) is { } index)
            {
                return Index(index);
            }

            return PandasArray.From(instance) is { } array and not NumpyColumn ? $"{array.ClassName}, {Column(array)}" : Scalar(instance);
        }
        catch (PickleException)
        {
            return null;
        }
    }

    /// <summary>A line a column and one for the labels of the rows, where the value has such.</summary>
    internal static IReadOnlyList<(string Name, string Summary)>? Parts(PyObject instance)
    {
        if (Of(instance) is null)
        {
            return null;
        }

        if (DataFrame.From(instance) is { } frame)
        {
            IReadOnlyList<string> names = frame.ColumnNames;
            return [("(index)", Index(frame.Index)), .. frame.Columns.Select((column, i) => (names[i], Column(column)))];
        }

        return Series.From(instance) is { } series ? [("(index)", Index(series.Index))] : [];
    }

    private static string? Scalar(PyObject instance) =>
        PandasTimestamp.From(instance) is { } time ? $"Timestamp {time}"
            : PandasTimedelta.From(instance) is { } span ? $"Timedelta {span}"
                : PandasPeriod.From(instance) is { } period ? $"Period {period}"
        : PandasInterval.From(instance) is { } interval ? $"Interval {interval}"
            : PandasOffset.From(instance) is { } offset ? $"{offset.ClassName} {offset.Name}"
                : PandasDType.TextOf(instance) is { } dtype ? "dtype " + dtype
        : PandasMissing.IsNaT(instance) ? "NaT" : null;

    private static string Index(PandasIndex index)
    {
        string name = index.Name.IsNone ? "" : " " + index.Name;
        return index.Range is { } range
            ? string.Create(CultureInfo.InvariantCulture,
                $"{index.ClassName}{name} {range.Start} to {range.Stop}{(range.Step == 1 ? "" : $" by {range.Step}")}")
            : index.Levels.Count > 0
                ? $"{index.ClassName} of {index.Levels.Count} levels ({string.Join(", ", index.Names.Select(level => level.ToString()))}), "
                    + $"{index.Length} labels{Examples(index.Length, index.TextAt)}"
            : $"{index.ClassName}{name}, {Column(index.Values!)}";
    }

    private static string Column(PandasArray values)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{values.DTypeName} ({values.Length:N0})");
        try
        {
            return values.Length == 0 || values.Length > MaxScanned ? size : Content(values, size);
        }
        catch (NotSupportedException)
        {
            return size;
        }
    }

    private static string Content(PandasArray values, string size)
    {
        bool isNumber = values is NumpyColumn { Values.DType.Kind: 'f' or 'i' or 'u' }
            or NullableArray { Values.DType.Kind: 'f' or 'i' or 'u' } or SparseArray;
        if (isNumber && values.ToDoubles() is { } numbers)
        {
            return size + ArraySummary.Range(numbers);
        }

        int missing = Enumerable.Range(0, values.Length).Count(values.IsMissing);
        string told = missing > 0 ? string.Create(CultureInfo.InvariantCulture, $", {missing:N0} missing") : "";
        if (values is not Categorical { Categories: var categories, IsOrdered: var isOrdered })
        {
            return size + Examples(values.Length, values.TextAt) + told;
        }

        return $"{size}: {(isOrdered ? "ordered " : "")}categories{Examples(categories.Length, categories.TextAt)}{told}";
    }

    private static string Examples(int count, Func<int, string?> textAt) =>
        ": "
            + string.Join(", ",
                Enumerable.Range(0, Math.Min(count, MaxShown))
                    .Select(i => textAt(i) is { } text ? text.Length > 30 ? text[..30] + "..." : text : "-"))
                    + (count > MaxShown ? ", ..." : "");
}
