using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>A row that a model takes, made of what it knows of its columns: a category that it has seen, a zero elsewhere.</summary>
internal static class MadeUpRow
{
    /// <exception cref="ModelInputException">The model says neither the names nor the number of its columns.</exception>
    internal static Features For(Estimator model)
    {
        IReadOnlyList<string>? names = model.FeatureNamesIn;
        IReadOnlyList<ColumnKind>? kinds = model.InputKinds;
        int count = names?.Count ?? model.FeatureCount ?? kinds?.Count ?? 1;
        if (kinds is null)
        {
            return names is null ? new Matrix(1, count, new double[count])
                : new Table([.. names.Select(name => Column.OfNumbers(name, [0]))]);
        }

        return new Table([.. Enumerable.Range(0, count).Select(i =>
            ColumnOf(names?[i] ?? "", i < kinds.Count ? kinds[i] : ColumnKind.Any))])
        {
            IsVector = kinds is [{ IsDocument: true }],
        };
    }

    private static Column ColumnOf(string name, ColumnKind kind)
    {
        if (kind.IsDocument)
        {
            return Column.OfText(name, ["text"]);
        }

        PyValue first = kind.Categories.FirstOrDefault(category => !category.IsNone);
        return kind.Categories.Count == 0 ? kind.IsObject ? Column.OfText(name, [""]) : Column.OfNumbers(name, [0])
            : first.AsString() is { } text ? Column.OfText(name, [text])
            : first.TryGetDouble(out double number) && !kind.IsObject ? Column.OfNumbers(name, [number])
            : Column.OfCells(name, [first]);
    }
}
