using System.Globalization;
using Brine.Models;

namespace Brine;

/// <summary>Finds the columns that a model was trained on in a table, by their names.</summary>
internal static class TableAlignment
{
    /// <summary>Puts the columns of a table in the order of the model's <c>feature_names_in_</c>; a gap in text that does not know whether
    /// it is NaN or None is what it was in training.</summary>
    /// <param name="estimator">The model.</param>
    /// <param name="features">The data; what has no names is returned as it is.</param>
    /// <param name="unused">The columns that the model does not use.</param>
    /// <exception cref="ModelInputException">A column that the model needs is not there.</exception>
    internal static Features Align(Estimator estimator, Features features, out IReadOnlyList<string> unused)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(features);
        Features found = Find(estimator, features, out unused);
        return found is Table table && table.Columns.Any(HasOpenGaps) && KnownColumns.Of(estimator, null, [], null) is { } known
            ? WithGapsOf(table, known.Kinds([.. table.Columns.Select(column => column.Name)])) : found;
    }

    private static Table WithGapsOf(Table table, IReadOnlyList<ColumnKind> kinds) => new([.. table.Columns.Select((column, i) =>
        HasOpenGaps(column) && kinds[i].Missing is { } mark ? Column.OfText(column.Name, column.Texts!, !mark.IsNone) : column)],
        table.RowCount);

    private static bool HasOpenGaps(Column column) =>
        column is { Texts: { } texts, MissingIsNaN: null, DType.Kind: 'O' } && texts.Contains(null);

    private static Features Find(Estimator estimator, Features features, out IReadOnlyList<string> unused)
    {
        unused = [];
        if (estimator.FeatureNamesIn is not { } wanted || features is not Table table || table.ColumnNames is not { } given)
        {
            return features;
        }

        if (given.SequenceEqual(wanted))
        {
            return features;
        }

        // A ColumnTransformer looks at the columns that it asks for itself.
        if (Repeated(given).FirstOrDefault(wanted.Contains) is { } repeated)
        {
            return estimator.FindsColumnsByName ? features
                : throw new ModelInputException("InputColumns",
                    $"the data has several columns '{repeated}', and {estimator.ClassName} was trained on one: leave out the others, or "
                        + "give each a name of its own");
        }

        int[] places = [.. wanted.Select(name => IndexOf(given, name))];
        string[] missing = [.. wanted.Where((_, i) => places[i] < 0)];
        string[] spare = [.. given.Where((_, place) => !places.Contains(place))];
        unused = spare;
        if (missing.Length == 0)
        {
            return table.SelectColumns(places) is Table chosen
                ? new Table([.. chosen.Columns.Select((column, i) => column.Name == wanted[i] ? column : column.Rename(wanted[i]))])
                : table;
        }

        bool looksAtNames = estimator.Inputs(Methods.Transform).Kind != InputKind.Anything;
        if (looksAtNames && missing.Length == wanted.Count
            && given.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new ModelInputException("InputHeader",
                $"the names of the data are numbers ({string.Join(", ", given.Take(8))}{(given.Count > 8 ? "..." : "")}), and "
                    + $"{estimator.ClassName} was trained on {string.Join(", ", wanted.Take(20))}{(wanted.Count > 20 ? "..." : "")}: the "
                    + "first line of a CSV may be a row, say which it is");
        }

        // A ColumnTransformer may leave columns of its training data aside: it says itself which one it cannot do without.
        // A function without validation looks at no names; what comes after it in a pipeline does so itself.
        if (estimator.FindsColumnsByName || !looksAtNames)
        {
            return table;
        }

        string list = string.Join(", ", missing.Take(8).Select(name => $"'{name}'"))
            + (missing.Length > 8 ? $" and {missing.Length - 8} more" : "");
        string hint = spare.Length > 0 && Spelling.Closest(missing[0], spare) is { } close ? $"; did you mean '{close}'? It" : "; it";
        throw new ModelInputException("InputColumns",
            $"the data has no column {list}, which {estimator.ClassName} was trained on{hint} needs "
                + $"{string.Join(", ", wanted.Take(20))}{(wanted.Count > 20 ? "..." : "")}");
    }

    /// <summary>The one column that pandas calls by its place; the first only where there is no other. -1 where there is none, or
    /// several.</summary>
    private static int Unnamed(IReadOnlyList<string> names)
    {
        int[] places = [.. Enumerable.Range(0, names.Count).Where(place => IsUnnamed(names, place))];
        return places.Length == 1 || (places.Length == 2 && places[0] == 0) ? places[^1] : -1;
    }

    private static bool IsUnnamed(IReadOnlyList<string> names, int place) =>
        names[place] == string.Create(CultureInfo.InvariantCulture, $"Unnamed: {place}");

    /// <summary>The names that stand more than once.</summary>
    internal static IEnumerable<string> Repeated(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.Where(name => !seen.Add(name));
    }

    /// <summary>Where a column stands among the names: by its name, or where none is quite so, by its name without the space around it; -1
    /// where it is not there.</summary>
    /// <remarks>A column of training without a name is the one that has none but its place, as pandas calls it: not the first, which is an
    /// index.</remarks>
    internal static int IndexOf(IReadOnlyList<string> names, string name)
    {
        int close = name.Length == 0 ? Unnamed(names) : -1;
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }

            close = close < 0 && name.Length > 0 && names[i].AsSpan().Trim().SequenceEqual(name.AsSpan().Trim()) ? i : close;
        }

        return close;
    }
}
