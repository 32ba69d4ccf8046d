using Brine.Models;

namespace Brine;

/// <summary>Finds the columns that a model was trained on in a table, by their names.</summary>
public static class TableAlignment
{
    /// <summary>Puts the columns of a table in the order of the model's <c>feature_names_in_</c>.</summary>
    /// <param name="estimator">The model.</param>
    /// <param name="features">The data; what has no names is returned as it is.</param>
    /// <param name="unused">The columns that the model does not use.</param>
    /// <exception cref="ModelInputException">A column that the model needs is not there.</exception>
    public static Features Align(Estimator estimator, Features features, out IReadOnlyList<string> unused)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(features);
        unused = [];
        if (estimator.FeatureNamesIn is not { } wanted || features is not Table table || table.ColumnNames is not { } given)
        {
            return features;
        }

        string[] missing = [.. wanted.Where(name => !given.Contains(name))];
        string[] spare = [.. given.Where(name => !wanted.Contains(name))];
        unused = spare;
        if (missing.Length == 0)
        {
            return table.SelectColumns([.. wanted.Select(table.IndexOf)]);
        }

        // A ColumnTransformer may leave columns of its training data aside: it says itself which one it cannot do without.
        if (estimator.FindsColumnsByName)
        {
            return table;
        }

        string list = string.Join(", ", missing.Take(8).Select(name => $"'{name}'")) + (missing.Length > 8 ? $" and {missing.Length - 8} more" : "");
        string hint = spare.Length > 0 && Spelling.Closest(missing[0], spare) is { } close ? $"; did you mean '{close}'? It" : "; it";
        throw new ModelInputException("InputColumns", $"the data has no column {list}, which {estimator.ClassName} was trained on{hint} needs {string.Join(", ", wanted.Take(20))}{(wanted.Count > 20 ? "..." : "")}");
    }
}
