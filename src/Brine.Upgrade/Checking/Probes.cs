using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Rows to ask a model about: numbers of several sizes, small counts, shares, the categories and labels that it knows, documents
/// of its own words, records.</summary>
internal static class Probes
{
    private const int Rows = 24, MostColumns = 5000, Words = 12;

    /// <summary>For a model that does not say how many columns it takes.</summary>
    private const int AnyColumns = 3;

    private static readonly double[] Sizes = [0.1, 1, 10, 1000];

    internal static IEnumerable<Features> Of(Estimator model, Methods method)
    {
        switch (model.Inputs(method).Kind)
        {
            case InputKind.Documents:
                return [Documents(model)];
            case InputKind.Labels:
                return Labels(model) is { Count: > 0 } labels ? [Labels(labels)] : [];
            case InputKind.Records:
                return Records(model);
        }

        IReadOnlyList<ColumnKind>? kinds = model.InputKinds;
        int columns = model.FeatureCount ?? model.FeatureNamesIn?.Count ?? kinds?.Count ?? AnyColumns;
        if (columns is < 1 or > MostColumns)
        {
            return [];
        }

        bool isFrame = model.FindsColumnsByName || (kinds?.Any(kind => kind.Categories.Count > 0 || kind.IsDocument) ?? false);
        return isFrame ? [Numbers(columns), Counts(columns), Frame(model, columns, kinds)] : [Numbers(columns), Counts(columns)];
    }

    /// <summary>For a method that refused all others: where it takes those, these say no more.</summary>
    internal static IEnumerable<Features> Rest(Estimator model) =>
        (model.FeatureCount ?? AnyColumns) is var columns and >= 1 and <= MostColumns ? [Shares(columns)] : [];

    /// <summary>Normal numbers, each row of another size.</summary>
    private static Matrix Numbers(int columns)
    {
        var random = new Random(1);
        var values = new double[Rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = normal * Sizes[i / columns % Sizes.Length];
        }

        return new Matrix(Rows, columns, values);
    }

    /// <summary>0 to 3, which counts and categories may be.</summary>
    private static Matrix Counts(int columns)
    {
        var random = new Random(2);
        var values = new double[Rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(4);
        }

        return new Matrix(Rows, columns, values);
    }

    /// <summary>Between 0 and 1, and positive, as what takes a logarithm wants it.</summary>
    private static Matrix Shares(int columns)
    {
        var random = new Random(4);
        return new Matrix(Rows, columns, [.. Enumerable.Range(0, Rows * columns).Select(_ => 0.05 + (0.95 * random.NextDouble()))]);
    }

    /// <summary>Columns by their names: the categories that the model knows in turn, numbers where it knows none.</summary>
    private static Table Frame(Estimator model, int columns, IReadOnlyList<ColumnKind>? kinds)
    {
        var random = new Random(5);
        IReadOnlyList<string>? names = model.FeatureNamesIn;
        return new Table([.. Enumerable.Range(0, columns).Select(i =>
        {
            string name = names is not null && i < names.Count ? names[i] : "";
            ColumnKind? kind = kinds is not null && i < kinds.Count ? kinds[i] : null;
            if (kind is { IsDocument: true })
            {
                return Column.OfText(name,
                    [.. Enumerable.Range(0, Rows).Select(row => row % 2 == 0 ? "the price of a loan" : "some data")]);
            }

            return kind is { Categories.Count: > 0 } known
                ? Column.OfCells(name, [.. Enumerable.Range(0, Rows).Select(_ => known.Categories[random.Next(known.Categories.Count)])])
                : Column.OfNumbers(name, [.. Enumerable.Range(0, Rows).Select(_ => (double)random.Next(40))]);
        })]);
    }

    private static Labels? Labels(Estimator model) =>
        model.Classes ?? (model.Form as LabelForm)?.Classes ?? (model.Form as LabelBinarizerForm)?.Classes;

    private static Table Labels(Labels labels) =>
        new(Column.OfArray("", labels.Take([.. Enumerable.Range(0, Rows).Select(row => row * 7 % labels.Count)]))) { IsVector = true };

    /// <summary>Dicts of the names that the model knows, and lists of words.</summary>
    private static Table[] Records(Estimator model)
    {
        string[] names = [.. KnownWords(model) ?? ["size", "city=Ulm", "rooms"]];
        return [Table.OfRecords([.. Enumerable.Range(0, Rows).Select(row => (PyValue)Record(names, row))]),
            Table.OfRecords([.. Enumerable.Range(0, Rows).Select(row =>
                (PyValue)new PyList(names.Skip(row % names.Length).Select(PyValue.FromText)))])];
    }

    private static PyDict Record(string[] names, int row)
    {
        var record = new PyDict();
        for (int i = 0; i < names.Length; i++)
        {
            // city=Ulm is the column of a text.
            string[] parts = names[i].Split('=', 2);
            if ((row + i) % 3 != 0)
            {
                record[PyValue.FromText(parts[0])] = parts.Length == 2 ? PyValue.FromText(parts[1]) : PyValue.FromDouble(row + (i / 4.0));
            }
        }

        return record;
    }

    /// <summary>Some of the words that the model knows, and some that it may not.</summary>
    private static Table Documents(Estimator model)
    {
        var random = new Random(3);
        string[] known = [.. KnownWords(model) ?? ["offer", "the model", "price 42", "café", "A-1 x_y", "spam and ham", "data", "loan"]];
        return Table.OfDocuments([.. Enumerable.Range(0, Rows).Select(row => string.Join(' ',
            Enumerable.Range(0, row % Words).Select(_ => known[random.Next(known.Length)]).Append(row % 3 == 0 ? "Straße." : "")))]);
    }

    /// <summary>What the model calls its columns; null where it does not say.</summary>
    private static IReadOnlyList<string>? KnownWords(Estimator model)
    {
        try
        {
            return model.FeatureNamesOut(null) is { Count: > 0 } words ? words : null;
        }
        catch (BrineException)
        {
            return null;
        }
    }
}
