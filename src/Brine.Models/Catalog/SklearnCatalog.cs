using System.Collections.Frozen;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The public estimators of scikit-learn with their parameters, attributes, methods and tags, those that run and those that do not:
/// <c>sklearn.tsv</c>, which <c>tests/catalog/make.py</c> writes by asking scikit-learn. It is read when it is first asked for.
/// </summary>
internal static class SklearnCatalog
{
    private const int ColumnCount = 7;

    private static readonly Lazy<FrozenDictionary<string, CatalogClass>> Read =
        new(() => Parse(TextData.Lines("sklearn.tsv").Skip(1)).ToFrozenDictionary(item => item.Name, StringComparer.Ordinal));

    /// <summary>All classes, by package and name.</summary>
    internal static IReadOnlyList<CatalogClass> Classes =>
        [.. Read.Value.Values.OrderBy(item => item.Package, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal)];

    /// <summary>The class of a name, or null where scikit-learn has no such estimator.</summary>
    internal static CatalogClass? Find(string name) => Read.Value.GetValueOrDefault(name);

    /// <summary>The class that a file names, wherever in its package the module was; null where scikit-learn has no such
    /// estimator.</summary>
    internal static CatalogClass? Find(PyGlobal name) =>
        Find(name.Name) is { } found
            && (name.Module == found.Package || name.Module.StartsWith(found.Package + ".", StringComparison.Ordinal)) ? found : null;

    private static IEnumerable<CatalogClass> Parse(IEnumerable<string> lines)
    {
        foreach (IGrouping<string, string[]> rows in lines.Select(line => line.Split('\t', ColumnCount)).GroupBy(row => row[0]))
        {
            ILookup<string, CatalogFact> facts = rows.ToLookup(row => row[1], Fact);
            CatalogFact type = facts["class"].First();
            yield return new CatalogClass(rows.Key, type.Name)
            {
                Kinds = [.. facts["class"].SelectMany(fact => fact.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()],
                Modules = [.. facts["module"]],
                Parameters = [.. facts["parameter"]],
                Attributes = [.. facts["attribute"]],
                Methods = [.. facts["method"]],
                OptionalMethods = [.. facts["optional-method"]],
                Tags = [.. facts["tag"]],
                Takes = [.. facts["takes"]],
            };
        }
    }

    private static CatalogFact Fact(string[] row) =>
        new(row[2], Text(row[3]) ?? "", Text(row[4]), Text(row[5]), Text(row[6])?.Split("; ") ?? []);

    private static string? Text(string cell) => cell == "-" ? null : cell;
}
