using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// What a search over parameters found: <c>GridSearchCV</c>, <c>RandomizedSearchCV</c>, their halving kin, and what older versions and
/// other packages call so. It is read from the file, whether the model itself runs or not.
/// </summary>
/// <example><code>
/// SearchResults? search = SearchResults.Of(model.Value);
/// </code></example>
public sealed class SearchResults
{
    private readonly PyDict _results;

    private SearchResults(PyObject search, PyDict results)
    {
        _results = results;
        ClassName = search.Class?.Name ?? "search";
        Parameters = Text(search, "param_grid") ?? Text(search, "param_distributions") ?? "";
        Scoring = Text(search, "scoring") ?? "None";
        Splitter = Text(search, "cv") ?? "None";
        BestParameters = search.TryGetAttribute("best_params_", out PyValue best) && best.As<PyDict>() is { } parameters
            ? [.. parameters.Select(item => new KeyValuePair<string, PyValue>(item.Key.AsString() ?? item.Key.ToString(),
                Cell(item.Value)))] : [];
        BestScore = search.TryGetAttribute("best_score_", out PyValue score) && Number(score) is { } number ? number : null;
        BestIndex = search.TryGetAttribute("best_index_", out PyValue index) && Number(index) is { } place ? (int)place : null;
    }

    /// <summary>The class of the search.</summary>
    public string ClassName { get; }

    /// <summary>What was searched, as Python writes it: <c>param_grid</c> or <c>param_distributions</c>.</summary>
    public string Parameters { get; }

    /// <summary><c>scoring</c>: the name of a metric, or <c>make_scorer(f1_score, average='macro')</c>.</summary>
    public string Scoring { get; }

    /// <summary><c>cv</c>: how rows were split, <c>StratifiedKFold(n_splits=3, random_state=1, shuffle=True)</c>.</summary>
    public string Splitter { get; }

    /// <summary><c>best_params_</c>: numbers, texts, and what is neither as Python writes it; empty where the search was not
    /// trained again.</summary>
    public IReadOnlyList<KeyValuePair<string, PyValue>> BestParameters { get; }

    /// <summary><c>best_score_</c>, or null.</summary>
    public double? BestScore { get; }

    /// <summary><c>best_index_</c>, the row of the best candidate, or null.</summary>
    public int? BestIndex { get; }

    /// <summary>The results of a search.</summary>
    /// <param name="value">The value of a file.</param>
    /// <returns>The results, or null where the value is no search, or one that was not trained.</returns>
    public static SearchResults? Of(PyValue value) =>
        value.As<PyObject>() is { } search && search.TryGetAttribute("cv_results_", out PyValue results)
            && results.As<PyDict>() is { } columns
            ? new SearchResults(search, columns) : null;

    /// <summary><c>cv_results_</c>: a row a candidate. Parameters that a candidate did not have are missing; what is neither a number nor
    /// text is written as Python writes it.</summary>
    /// <exception cref="PickleFormatException">The columns do not fit each other.</exception>
    public Table ToTable()
    {
        Column[] columns = [.. _results.Select(item => Read(item.Key.AsString() ?? item.Key.ToString(), item.Value))];
        return columns.Any(column => column.Length != columns[0].Length)
            ? throw new PickleFormatException("FormatShape", "the columns of cv_results_ are not of one length; the file is corrupt")
            : new Table(columns);
    }

    private static Column Read(string name, PyValue value)
    {
        if (MaskedArray.From(value) is { } masked)
        {
            ReadOnlySpan<byte> mask = masked.MaskBytes.Span;
            PyValue[] items = [.. masked.Data.Elements()];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = mask[i] != 0 ? default : Cell(items[i]);
            }

            return Column.OfCells(name, items);
        }

        return NDArray.From(value) is { Objects: null, Rank: 1 } array ? Column.OfArray(name, array)
            : Column.OfCells(name, [.. (value.As<PyList>() is { } list ? list : NDArray.From(value)?.Elements() ?? [value]).Select(Cell)]);
    }

    private static PyValue Cell(PyValue value) =>
        value.IsNone || value.AsString() is not null || value.TryGetDouble(out _) ? value
            : Number(value) is { } number ? number : SearchText.Of(value);

    private static double? Number(PyValue value) => value.TryGetDouble(out double number) ? number
        : NDArray.From(value) is { Length: 1, Objects: null, DType.Kind: 'f' or 'i' or 'u' or 'b' } array ? array.ToDoubles()[0] : null;

    private static string? Text(PyObject search, string name) =>
        search.TryGetAttribute(name, out PyValue value) ? SearchText.Of(value) : null;
}
