using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Finds the rows in a JSON value, whichever of the usual forms they have.</summary>
/// <param name="kinds">What a model knows of the columns, given their names.</param>
/// <param name="known">The names of the columns that the model was trained on.</param>
/// <param name="limits">How much larger than the text the table may be.</param>
/// <param name="limit">How many of the rows are taken where they come one after the other.</param>
internal sealed class JsonRows(Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds, IReadOnlyList<string>? known, Limits limits,
    long limit = long.MaxValue)
{
    private const string Sparse = "the records of the JSON have different keys, most of which most of them lack";

    /// <summary>The keys of request bodies that hold the rows.</summary>
    private static readonly string[] Envelopes = ["dataframe_split", "dataframe_records", "instances", "inputs"];

    internal static ModelInputException Empty() =>
        new("InputEmpty", "the data is empty; JSON data is a list of records, such as [{\"a\": 1, \"b\": \"x\"}]");

    /// <summary>True for a model to which each value of a list is one record, whatever is in it.</summary>
    private bool TakesRecords => kinds?.Invoke([""]) is [{ IsRecord: true }];

    internal Features Read(PyValue value)
    {
        if (TakesRecords && value.As<PyDict>() is { } record
            && !(record.Count == 1 && Envelopes.Any(name => record.TryGetValue(name, out PyValue inner) && inner.Reference is PyList)))
        {
            return Table.OfRecords([value]);
        }

        // An envelope may stand in another one.
        while (value.As<PyDict>() is { } outer
            && Envelopes.FirstOrDefault(name => outer.TryGetValue(name, out PyValue inner) && inner.Reference is PyList or PyDict)
                is { } envelope)
        {
            value = outer[envelope];
            if (envelope == "inputs" && value.As<PyList>() is { Count: > 0 } inputs && inputs.All(JsonTensors.Is))
            {
                return OfTensors(inputs);
            }
        }

        if (value.As<PyList>() is { } list)
        {
            return OfRows(list);
        }

        if (value.As<PyDict>() is not { Count: > 0 } dict)
        {
            throw value.As<PyDict>() is null
                ? JsonTable.Bad($"the JSON is {Describe(value)}; data is a list of records, such as [{{\"a\": 1}}]") : Empty();
        }

        if (dict.TryGetValue("data", out PyValue data) && data.As<PyList>() is { } rows)
        {
            if (dict.TryGetValue("columns", out PyValue columns) && columns.As<PyList>() is { } names)
            {
                return OfSplit(names, rows);
            }

            if (dict.ContainsKey("schema"))
            {
                return OfRows(rows);
            }
        }

        if (dict.All(item => item.Value.Reference is PyList))
        {
            return OfColumns(dict);
        }

        return dict.All(item => item.Value.Reference is PyDict) ? OfNested(dict) : OfRecords([value]);
    }

    /// <summary>A list of records, of rows of values, or of single values.</summary>
    internal Features OfRows(IReadOnlyList<PyValue> rows)
    {
        rows = rows.Count > limit ? [.. rows.Take((int)limit)] : rows;

        if (rows.Count == 0)
        {
            throw Empty();
        }

        if (TakesRecords)
        {
            return Table.OfRecords(rows);
        }

        if (rows[0].Reference is PyDict)
        {
            return OfRecords(rows);
        }

        if (rows[0].As<PyList>() is { } first)
        {
            return Numbers(new Table(OfArrays(rows, [.. Enumerable.Repeat("", first.Count)]), rows.Count));
        }

        // A list of values has one dimension: documents, labels, or a row that lacks its brackets.
        Column column = Column("", [.. rows], kinds?.Invoke([""])[0] ?? ColumnKind.Any);
        return column.Numbers is { } numbers ? new Matrix(rows.Count, 1, numbers, column.DType) { IsVector = true }
            : new Table(column) { IsVector = true };
    }

    private Table OfSplit(PyList names, IReadOnlyList<PyValue> rows)
    {
        rows = rows.Count > limit ? [.. rows.Take((int)limit)] : rows;
        string[] texts = [.. names.Select(name => name.AsString() ?? name.ToString())];
        return new Table(OfArrays(rows, texts), rows.Count);
    }

    /// <summary>Rows of values of one length.</summary>
    private Column[] OfArrays(IReadOnlyList<PyValue> rows, string[] names)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            PyList items = rows[row].As<PyList>()
                ?? throw JsonTable.Bad($"row {row} of the JSON is {Describe(rows[row])}, and row 0 is a list");
            if (items.Count != names.Length)
            {
                throw new ModelInputException("InputShape",
                    $"row {row} has {items.Count} values, {(names.All(name => name.Length == 0) ? "row 0 has" : "there are names for")} "
                        + $"{names.Length}");
            }
        }

        // Only now is it known that the file holds as many values as the table has.
        var columns = names.Select(_ => new PyValue[rows.Count]).ToArray();
        for (int row = 0; row < rows.Count; row++)
        {
            var items = rows[row].As<PyList>()!;
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i][row] = Cell(items[i], names[i], row);
            }
        }

        IReadOnlyList<ColumnKind>? typed = kinds?.Invoke(names);
        return [.. columns.Select((cells, i) => Column(names[i], cells, typed?[i] ?? ColumnKind.Any))];
    }

    private Table OfRecords(IReadOnlyList<PyValue> records) => Cells(records) is { Count: > 0 } columns ? Named(columns, records.Count)
        : throw Empty();

    /// <summary>The cells of records by their keys, in the order in which these come.</summary>
    internal IReadOnlyList<KeyValuePair<string, PyValue[]>> Cells(IReadOnlyList<PyValue> records)
    {
        long held = 0;
        var columns = new Dictionary<string, PyValue[]>(StringComparer.Ordinal);
        for (int row = 0; row < records.Count; row++)
        {
            PyDict record = records[row].As<PyDict>()
                ?? throw JsonTable.Bad(
                    $"record {RowNumbers.Of(row)} of the JSON is {Describe(records[row])}; "
                        + "each record is an object of column names and values");
            foreach ((PyValue name, PyValue value) in record)
            {
                string key = name.AsString()!;
                held++;
                if (!columns.TryGetValue(key, out PyValue[]? cells))
                {
                    CellLimit.Refuse(records.Count, columns.Count + 1L, held, limits, Sparse);

                    // A key that a record lacks is NaN, as pandas has it; null is None.
                    columns[key] = cells = new PyValue[records.Count];
                    Array.Fill(cells, ColumnCells.NaN);
                }

                cells[row] = Cell(value, key, row);
            }
        }

        return [.. columns];
    }

    private Table OfColumns(PyDict columns)
    {
        var cells = new List<KeyValuePair<string, PyValue[]>>(columns.Count);
        foreach ((PyValue name, PyValue list) in columns)
        {
            PyList items = list.As<PyList>()!;
            if (cells.Count > 0 && items.Count != cells[0].Value.Length)
            {
                throw new ModelInputException("InputShape",
                    $"column '{name.AsString()}' has {items.Count} values, column '{cells[0].Key}' has {cells[0].Value.Length}");
            }

            cells.Add(new(name.AsString()!, [.. items.Select((item, row) => Cell(item, name.AsString()!, row))]));
        }

        return cells[0].Value.Length > 0 ? Named(cells, cells[0].Value.Length) : throw Empty();
    }

    /// <summary>pandas' own form, <c>{"column": {"row": value}}</c>, or its rows first (<c>orient='index'</c>) where the inner names are
    /// those that the model knows.</summary>
    private Table OfNested(PyDict outer)
    {
        var first = outer.First().Value.As<PyDict>()!;
        bool isByRow = known is not null && first.Any(item => known.Contains(item.Key.AsString()!))
            && !outer.Any(item => known.Contains(item.Key.AsString()!));
        if (isByRow && !IsDefaultIndex(first))
        {
            return OfRecords([.. outer.Select(item => item.Value)]);
        }

        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (PyValue label in outer.SelectMany(column => column.Value.As<PyDict>()!.Select(item => item.Key)))
        {
            rows.TryAdd(label.AsString()!, rows.Count);
        }

        CellLimit.Refuse(rows.Count, outer.Count, outer.Sum(column => (long)column.Value.As<PyDict>()!.Count), limits, Sparse);
        var columns = new List<KeyValuePair<string, PyValue[]>>(outer.Count);
        foreach ((PyValue name, PyValue column) in outer)
        {
            var cells = new PyValue[rows.Count];
            Array.Fill(cells, ColumnCells.NaN);
            foreach ((PyValue label, PyValue value) in column.As<PyDict>()!)
            {
                int row = rows[label.AsString()!];
                cells[row] = Cell(value, name.AsString()!, row);
            }

            columns.Add(new(name.AsString()!, cells));
        }

        return rows.Count > 0 ? Named(columns, rows.Count) : throw Empty();
    }

    /// <summary>True for the keys 0, 1, 2... of a frame without an index of its own, which are no names of columns.</summary>
    private static bool IsDefaultIndex(PyDict keys) =>
        keys.Select((item, row) => item.Key.AsString() == row.ToString(CultureInfo.InvariantCulture)).All(isNext => isNext);

    /// <summary>The tensors of the Open Inference Protocol: one of two dimensions, or a column each.</summary>
    private Features OfTensors(PyList tensors)
    {
        NDArray[] arrays = [.. tensors.Select((tensor, i) => JsonTensors.Read(tensor.As<PyDict>()!, i))];
        return OfTensors([.. tensors.Select(tensor => JsonTensors.NameOf(tensor.As<PyDict>()!))], arrays);
    }

    /// <summary>Tensors by their names: one of two dimensions, or a column each.</summary>
    internal Features OfTensors(string[] names, NDArray[] arrays)
    {
        if (arrays is [{ Rank: 2 } matrix] && (matrix.Shape[1] != 1 || kinds is null))
        {
            return Features.FromArray(matrix);
        }

        IReadOnlyList<ColumnKind>? typed = kinds?.Invoke(names);
        for (int i = 0; i < arrays.Length; i++)
        {
            if (arrays[i].Rank > 2 || (arrays[i].Rank == 2 && arrays[i].Shape[1] != 1))
            {
                throw new ModelInputException("InputShape",
                    $"input '{names[i]}' has the shape ({string.Join(", ", arrays[i].Shape.ToArray())}); with several inputs each "
                        + "is one column");
            }
        }

        return new Table(
            [.. arrays.Select(
                (array, i) => array.Objects is { } cells ? Column(names[i], [.. cells], typed?[i] ?? ColumnKind.Any)
                    : Tables.Column.OfArray(names[i], array.Reshape(array.Length)))]);
    }

    private Table Named(IReadOnlyList<KeyValuePair<string, PyValue[]>> columns, int rowCount)
    {
        IReadOnlyList<ColumnKind>? typed = kinds?.Invoke([.. columns.Select(column => column.Key)]);
        return new Table([.. columns.Select((column, i) => Column(column.Key, column.Value, typed?[i] ?? ColumnKind.Any))], rowCount);
    }

    /// <summary>Rows of numbers alone are a matrix, as <c>numpy.array</c> makes of them.</summary>
    private static Features Numbers(Table table) => table.Columns.All(column => column.Numbers is not null) ? table.ToMatrix() : table;

    private static Column Column(string name, PyValue[] cells, ColumnKind kind)
    {
        if (kind.DType is { Kind: 'M' or 'm' } dtype && TryTimes(name, cells, dtype.Kind) is { } times)
        {
            return times;
        }

        if (kind.Missing is { } missing)
        {
            for (int row = 0; row < cells.Length; row++)
            {
                cells[row] = PandasMissing.Is(cells[row]) ? missing : cells[row];
            }
        }

        return kind.Categories.Count > 0 || kind.IsObject ? kind.Make(name, cells) : CellColumn.Of(name, cells, default);
    }

    /// <summary>Times as pandas writes them: milliseconds, since 1970 for a date, or ISO text.</summary>
    private static Column? TryTimes(string name, PyValue[] cells, char kind)
    {
        var ticks = new long[cells.Length];
        for (int row = 0; row < ticks.Length; row++)
        {
            ticks[row] = long.MinValue;
            bool isTime = PandasMissing.Is(cells[row])
                || (cells[row].TryGetInt64(out long milliseconds)
                    ? Math.Abs(milliseconds) < long.MaxValue / 1_000_000 && (ticks[row] = milliseconds * 1_000_000) != long.MinValue
                    : cells[row].AsString() is { } text
                        && TimeValues.TryParse(text.EndsWith('Z') ? text[..^1] : text, kind, out ticks[row]));
            if (!isTime)
            {
                return null;
            }
        }

        return Tables.Column.OfArray(name, TimeValues.Of(ticks, DType.Parse(kind == 'm' ? "<m8[ns]" : "<M8[ns]")));
    }

    private static PyValue Cell(PyValue value, string name, int row) => value.Reference is PyList or PyDict
        ? throw JsonTable.Bad(
            string.Create(CultureInfo.InvariantCulture,
                $"{(name.Length > 0 ? $"column '{name}'" : "the JSON")} holds {Describe(value)} in row {RowNumbers.Of(row)}; "
                    + $"a cell is a number, text, true, false or null"))
        : value;

    private static string Describe(PyValue value) => value.Kind switch
    {
        PyKind.Dict => "an object",
        PyKind.List => "a list",
        PyKind.None => "null",
        PyKind.Str => "text",
        PyKind.Bool => "true or false",
        _ => "a number",
    };
}
