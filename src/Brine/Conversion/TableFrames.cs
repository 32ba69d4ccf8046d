using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Tables that were read from text as the frames that Python would read them into.</summary>
internal static class TableFrames
{
    /// <summary>The frame of a table.</summary>
    internal static DataFrame Of(Table table) =>
        DataFrame.Of(
            [.. table.Columns.Select(
                (column, place) => (column.Name.Length > 0 ? column.Name : place.ToString(CultureInfo.InvariantCulture), Values(column)))]);

    /// <summary>A CSV as <see cref="ReadCsv"/> reads it; a letter, a list of words or another text is not taken for one, though it has
    /// lines and perhaps commas.</summary>
    /// <exception cref="PickleFormatException">The text is not a table.</exception>
    /// <exception cref="ModelInputException">The text is in another encoding, or has decimal commas, or a first line that may be names or a
    /// row.</exception>
    internal static PyObject ReadTable(ReadOnlyMemory<byte> bytes, int protocol, ConvertOptions options)
    {
        return ReadCsv(bytes, protocol, options) is { } read && (DataFrame.From(read) is not { } frame || IsTable(frame)) ? read
            : throw new PickleFormatException("NotAModelText",
                "this is text, and nothing in it says that it is a table: there are no rows below names of columns, or no numbers in them "
                    + "and one column only", 0);
    }

    /// <summary>Rows of several columns below names that read as names, or a column of other things than text; pandas calls a column
    /// without a name 0.</summary>
    private static bool IsTable(DataFrame frame) => frame.RowCount > 0
        && (frame.Columns.Any(column => !IsText(column)) || frame.ColumnNames is ["0"]
            || (frame.ColumnCount > 1
                && frame.ColumnNames.All(
                    name => name.Length > 0 && !char.IsWhiteSpace(name[0]) && !name.StartsWith("Unnamed: ", StringComparison.Ordinal))));

    private static bool IsText(PandasArray column) =>
        column.DTypeName is "object" or "str"
            && Enumerable.Range(0, column.Length).All(row => column[row].Kind is PyKind.Str || column.IsMissing(row));

    /// <summary>A CSV as a frame, or as an array where no line has names; null where it has no rows.</summary>
    /// <exception cref="PickleFormatException">The text is not a table.</exception>
    private static PyObject? ReadCsv(ReadOnlyMemory<byte> bytes, int protocol, ConvertOptions options)
    {
        try
        {
            Table table = Csv.Parse(CsvContent.Read(bytes, options.Csv, options.OnNote), null);
            return table.RowCount == 0 ? null : Csv.ToNumbers(table)?.ToPickle(protocol) ?? Of(table).ToPickle(protocol);
        }
        catch (ModelInputException error) when (error.Code is "InputCsv" or "InputEmpty")
        {
            throw new PickleFormatException("FormatCsv", $"the text is not a table: {error.Message}");
        }
    }

    /// <summary>Records, as tables are told in JSON, as a frame: a column for each name. Null where the value is no list of
    /// dicts.</summary>
    /// <exception cref="PickleLimitException">The records lack most of each other's keys, so that the frame would be nearly
    /// empty.</exception>
    internal static DataFrame? OfRecords(PyValue value, Limits limits)
    {
        if (value.As<PyList>() is not { Count: > 0 } rows || !rows.All(row => row.As<PyDict>() is { Count: > 0 }))
        {
            return null;
        }

        long held = 0;
        var names = new Dictionary<string, PyValue[]>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            foreach ((PyValue name, PyValue item) in rows[i].As<PyDict>()!)
            {
                held++;
                if (!names.TryGetValue(name.AsString()!, out PyValue[]? column))
                {
                    CellLimit.Refuse(rows.Count, names.Count + 1L, held, limits,
                        "the records have different keys, most of which most of them lack");
                    names[name.AsString()!] = column = new PyValue[rows.Count];
                }

                column[i] = item;
            }
        }

        return DataFrame.Of([.. names.Select(named => (named.Key, OfCells(named.Value)))]);
    }

    /// <summary>The column that pandas makes of such values: bools, ints or floats where all are, else objects.</summary>
    internal static PandasArray OfCells(PyValue[] cells) => cells.Length > 0 && cells.All(cell => cell.IsNone)
        ? PandasArray.Of(NDArray.OfObjects([cells.Length], cells))
        : Values(CellColumn.Of("", cells, default));

    private static PandasArray Values(Column column) => column switch
    {
        { Texts: not null } => PandasArray.Of(NDArray.OfObjects([column.Length], column.ToCells())),
        { Times: { } times } => PandasArray.Of(times),
        { Cells: { } cells, DType.Kind: 'i' } =>
            PandasArray.Of(Array.ConvertAll(cells, cell => cell.TryGetInt64(out long value) ? value : 0)),
        { Cells: { } cells, DType.Kind: 'u' } =>
            PandasArray.Of(Array.ConvertAll(cells, cell => cell.TryGetBigInteger(out System.Numerics.BigInteger value) ? (ulong)value : 0)),
        { Cells: { } cells } => PandasArray.Of(NDArray.OfObjects([cells.Length], cells)),
        { Numbers: { } numbers, DType.Kind: 'i' } => PandasArray.Of(Array.ConvertAll(numbers, number => (long)number)),
        { Numbers: { } numbers, DType.Kind: 'b' } => PandasArray.Of(Array.ConvertAll(numbers, number => number != 0)),
        _ => PandasArray.Of(column.Numbers!),
    };
}
