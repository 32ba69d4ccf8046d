using Brine.Arrays;

namespace Brine;

/// <summary>Frames as tables of typed columns, under the names that they have.</summary>
internal static class TypedFrames
{
    internal static Table Of(DataFrame frame)
    {
        IReadOnlyList<string> names = frame.ColumnNames;
        return new Table([.. frame.Columns.Select((column, i) => Of(names[i], column))], frame.RowCount);
    }

    /// <summary>Zoned times in UTC, spans of time and what else has no form as text, all else as a model takes it.</summary>
    private static Column Of(string name, PandasArray values) => values switch
    {
        DatetimeArray times => Column.OfArray(name, times.Values),
        TimedeltaArray or IntervalArray or PeriodArray => Column.OfText(name, [.. Enumerable.Range(0, values.Length).Select(values.TextAt)],
            missingIsNaN: false),
        _ => FrameColumns.Read(name, values),
    };
}
