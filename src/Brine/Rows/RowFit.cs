using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>How the columns of typed rows and those of a model fit: which stands for which, and what does not.</summary>
internal sealed class RowFit
{
    private readonly Estimator _estimator;
    private readonly IReadOnlyList<ModelRowColumn> _columns;
    private readonly IReadOnlyList<ColumnKind>? _kinds;

    /// <exception cref="ModelInputException">A column is missing, or of another kind.</exception>
    internal RowFit(Estimator estimator, IReadOnlyList<ModelRowColumn> columns, string row)
    {
        _estimator = estimator;
        _columns = columns;
        IReadOnlyList<string>? wanted = estimator.FeatureNamesIn;
        int count = wanted?.Count ?? estimator.FeatureCount ?? columns.Count;
        if (wanted is null && count != columns.Count)
        {
            throw new ModelInputException("InputFeatures",
                $"{row} has {columns.Count} columns and {estimator.ClassName} was trained on {count}, which have no names");
        }

        Places = wanted is null ? [.. Enumerable.Range(0, count)] : PropertyMatch.Find(wanted, columns);
        int[] missing = [.. Enumerable.Range(0, count).Where(i => Places[i] < 0)];
        if (missing.Length > 0 && !estimator.FindsColumnsByName)
        {
            throw Missing(row, missing.Select(i => wanted![i]));
        }

        // The names of the table: those of the model, so that it finds them.
        string[] names = [.. columns.Select(column => column.Name)];
        for (int i = 0; i < count && wanted is not null; i++)
        {
            if (Places[i] >= 0)
            {
                names[Places[i]] = wanted[i];
            }
        }

        Names = wanted is null ? [.. columns.Select(_ => "")] : names;
        Unused = [.. Enumerable.Range(0, columns.Count).Where(place => !Places.Contains(place)).Select(place => columns[place].Name)];
        IsWhole = missing.Length == 0;
        _kinds = estimator.InputKinds is { } kinds && kinds.Count == count ? kinds : null;
        CheckKinds(row);
    }

    /// <summary>For each column of the model the property that stands for it; -1 where there is none.</summary>
    internal int[] Places { get; }

    /// <summary>The names of the columns of the table that is made of rows.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The properties that the model does not use.</summary>
    internal IReadOnlyList<string> Unused { get; }

    /// <summary>True where every column of the model has a property.</summary>
    internal bool IsWhole { get; }

    /// <summary>For each column of the model the cell that holds it.</summary>
    internal RowCell[] Cells() => [.. Places.Select((place, i) =>
    {
        ModelRowKind kind = _columns[place].Kind;
        return new RowCell(place, kind is ModelRowKind.Number or ModelRowKind.Whole or ModelRowKind.Bool, kind == ModelRowKind.Text,
            kind is ModelRowKind.Number or ModelRowKind.Whole, _kinds?[i].Missing);
    })];

    /// <summary>A row that the model may know: categories of its training, else zero.</summary>
    internal PyValue[] Probe()
    {
        var cells = new PyValue[_columns.Count];
        for (int place = 0; place < cells.Length; place++)
        {
            int at = Array.IndexOf(Places, place);
            ModelRowKind kind = _columns[place].Kind;
            cells[place] = kind switch
            {
                ModelRowKind.Text => at >= 0 && _kinds?[at].Categories is { } known
                    && known.FirstOrDefault(category => category.AsString() is not null).AsString() is { } text ? text : "a",
                ModelRowKind.Bool => false,
                ModelRowKind.Time => DateTime.UnixEpoch.Ticks,
                _ => at >= 0 && _kinds?[at].Categories.FirstOrDefault(category => category.TryGetInt64(out _)) is { IsNone: false } number
                    ? number : 0,
            };
        }

        return cells;
    }

    private void CheckKinds(string row)
    {
        for (int i = 0; i < Places.Length; i++)
        {
            if (Places[i] < 0 || _kinds?[i] is not { } known)
            {
                continue;
            }

            ModelRowColumn column = _columns[Places[i]];
            bool isText = column.Kind == ModelRowKind.Text;
            string? should = known.IsDocument && !isText ? "documents, which are text"
                : known.Categories.Count == 0 ? null
                : !isText && known.Categories.All(category => category.AsString() is not null) ? "text"
                : isText && known.Categories.All(category => category.AsString() is null) ? "numbers or bools"
                : null;
            if (should is not null)
            {
                string example = known.Categories.Count == 0 ? "" : $", such as {ColumnCells.Show(known.Categories[0])}";
                throw new ModelInputException("InputKind",
                    $"the property {column.Name} of {row} is {Word(column.Kind)}, and {_estimator.ClassName} was trained on {should} in "
                        + $"the column '{Names[Places[i]]}'{example}: give the property that type");
            }
        }
    }

    private ModelInputException Missing(string row, IEnumerable<string> missing)
    {
        string[] names = [.. missing];
        string[] spare = [.. _columns.Where((_, place) => !Places.Contains(place)).Select(column => column.Name)];
        string hint = spare.Length > 0 && Spelling.Closest(names[0], spare) is { } close
            ? $"; is it {close}? Name it by [ModelColumn(\"{names[0]}\")]" : "";
        return new("InputColumns",
            $"{row} has no property for the column{(names.Length == 1 ? "" : "s")} "
                + string.Join(", ", names.Take(8).Select(name => $"'{name}'")) + (names.Length > 8 ? $" and {names.Length - 8} more" : "")
                + $", which {_estimator.ClassName} was trained on{hint}");
    }

    internal static string Word(ModelRowKind kind) => kind switch
    {
        ModelRowKind.Text => "text",
        ModelRowKind.Bool => "a bool",
        ModelRowKind.Time => "a time",
        _ => "a number",
    };
}
