using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>What is known of the columns of records that are read in blocks: names, what the model knows, and what the cells of all
/// records have in common.</summary>
/// <param name="kinds">What a model knows of the columns, given their names.</param>
/// <param name="limits">How much larger than the text the table may be.</param>
internal sealed class JsonTyping(Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds, Limits limits)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, JsonShape> _shapes = new(StringComparer.Ordinal);
    private IReadOnlyList<ColumnKind> _kinds = [];
    private long _learned;

    /// <summary>True for a model to which each value is one record, whatever is in it.</summary>
    internal bool TakesRecords { get; } = kinds?.Invoke([""]) is [{ IsRecord: true }];

    /// <summary>True where records that were seen can only be typed with all others in sight.</summary>
    internal bool NeedsAllRows => _shapes.Values.Any(shape => shape.NeedsAllRows) || _kinds.Any(kind => kind.DType is { Kind: 'M' or 'm' });

    /// <summary>The cells of records by their keys, in the order in which these come.</summary>
    /// <exception cref="ModelInputException">A cell is a list or an object.</exception>
    internal IReadOnlyList<KeyValuePair<string, PyValue[]>> CellsOf(IReadOnlyList<PyValue> records) => TakesRecords ? []
        : new JsonRows(kinds, null, limits).Cells(records);

    /// <summary>Takes what these cells have in common into account.</summary>
    internal void Learn(IReadOnlyList<KeyValuePair<string, PyValue[]>> columns, int count)
    {
        foreach ((string name, PyValue[] cells) in columns)
        {
            if (!_shapes.ContainsKey(name))
            {
                _names.Add(name);

                // A key that records before these lack is NaN there.
                _shapes[name] = _learned > 0 ? JsonShape.Of([ColumnCells.NaN]) : JsonShape.OfNothing;
            }

            _shapes[name] = _shapes[name].And(JsonShape.Of(cells));
        }

        foreach (string name in _names.Except(columns.Select(column => column.Key)))
        {
            _shapes[name] = _shapes[name].And(JsonShape.Of([ColumnCells.NaN]));
        }

        _learned += count;
        _kinds = kinds?.Invoke(_names) ?? [.. _names.Select(_ => ColumnKind.Any)];
    }

    /// <summary>The records as a table; null where they show that the columns are others than was thought.</summary>
    internal Table? Make(IReadOnlyList<PyValue> records)
    {
        if (TakesRecords)
        {
            return Table.OfRecords(records);
        }

        Dictionary<string, PyValue[]> found = CellsOf(records).ToDictionary(StringComparer.Ordinal);
        if (found.Keys.Any(name => !_shapes.ContainsKey(name)))
        {
            return null;
        }

        var columns = new Column[_names.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            if (!found.TryGetValue(_names[i], out PyValue[]? cells))
            {
                cells = new PyValue[records.Count];
                Array.Fill(cells, ColumnCells.NaN);
            }

            JsonShape all = _shapes[_names[i]];
            if (all.And(JsonShape.Of(cells)) != all)
            {
                return null;
            }

            columns[i] = Make(_names[i], cells, _kinds[i], all);
        }

        return new Table(columns, records.Count);
    }

    /// <summary>A column as <see cref="CellColumn"/> makes one of all cells of the file.</summary>
    private static Column Make(string name, PyValue[] cells, ColumnKind kind, JsonShape all)
    {
        bool hasMissing = all.HasMissing;
        if (kind.Missing is { } missing)
        {
            hasMissing = false;
            for (int row = 0; row < cells.Length; row++)
            {
                cells[row] = PandasMissing.Is(cells[row]) ? missing : cells[row];
            }

            // What was None is a float now, or stays None.
            hasMissing = all.HasMissing && missing.IsNone;
            all = all.HasMissing && !missing.IsNone ? all with { AreBools = false, AreInts = false } : all;
        }

        if (kind is { IsObject: true, DType.Kind: 'O' })
        {
            return Column.OfCells(name, cells);
        }

        if (all.AreNumbers)
        {
            return Column.OfNumbers(name,
                [.. cells.Select(cell => cell.TryGetDouble(out double number) ? number : ColumnCells.NaN.TryGetDouble(out number) ? number
                    : 0)], all.AreInts && !hasMissing ? DType.Int64 : DType.Float64);
        }

        return all.AreBools && !hasMissing
            ? Column.OfNumbers(name, [.. cells.Select(cell => cell.TryGetBool(out bool truth) && truth ? 1.0 : 0.0)], DType.Bool)
                : Column.OfCells(name, cells);
    }
}
