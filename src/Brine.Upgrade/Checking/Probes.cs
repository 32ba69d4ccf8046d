using Brine.Models;

namespace Brine;

/// <summary>Rows to ask a model about: numbers of several sizes, small counts, documents of its own words.</summary>
internal static class Probes
{
    private const int Rows = 24, MostColumns = 5000, Words = 12;

    private static readonly double[] Sizes = [0.1, 1, 10, 1000];

    internal static IEnumerable<Features> Of(Estimator model, Methods method)
    {
        if (model.Inputs(method).Kind == InputKind.Documents)
        {
            return [Documents(model)];
        }

        int columns = model.FeatureCount ?? 0;
        return columns is < 1 or > MostColumns ? []
            : [Numbers(columns), Counts(columns)];
    }

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

    /// <summary>Some of the words that the model knows, and some that it may not.</summary>
    private static Table Documents(Estimator model)
    {
        IReadOnlyList<string> words;
        try
        {
            words = model.FeatureNamesOut(null);
        }
        catch (BrineException)
        {
            words = [];
        }

        var random = new Random(3);
        string[] known = words.Count > 0 ? [.. words]
            : ["offer", "the model", "price 42", "café", "A-1 x_y", "spam and ham", "data", "loan"];
        return Table.OfDocuments([.. Enumerable.Range(0, Rows).Select(row => string.Join(' ',
            Enumerable.Range(0, row % Words).Select(_ => known[random.Next(known.Length)]).Append(row % 3 == 0 ? "Straße." : "")))]);
    }
}
