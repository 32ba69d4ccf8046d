using System.Globalization;

namespace Brine.Models;

/// <summary>Refusals of values that only the computation of a model finds out about, with the row and the column of the value.</summary>
internal static class InputPlace
{
    /// <summary>Refuses the first value below zero, where there is one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The numbers of a row.</param>
    /// <param name="columns">Their columns; null where they are all of the row.</param>
    /// <param name="row">The number of the row, where it has one.</param>
    /// <param name="names">The names of the columns, where the data has any.</param>
    internal static void RequireNoNegative(Estimator model, ReadOnlySpan<double> values, ReadOnlySpan<int> columns, int? row,
        IReadOnlyList<string>? names)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
            {
                throw Refusal("InputNegative", model,
                    string.Create(CultureInfo.InvariantCulture,
                        $"the value {values[i]:R} is negative, and {model.ClassName} takes none below 0"), row,
                        columns.IsEmpty ? i : columns[i], names);
            }
        }
    }

    /// <summary>The refusal of a row whose numbers overflow, which names its largest value.</summary>
    internal static ModelInputException Overflow(Estimator model, ReadOnlySpan<double> values, int? row, IReadOnlyList<string>? names)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = Math.Abs(values[i]) > Math.Abs(values[largest]) ? i : largest;
        }

        double value = values.IsEmpty ? 0 : values[largest];
        return Refusal("InputNotFinite", model,
            string.Create(CultureInfo.InvariantCulture,
                $"with the value {value:R} the numbers of {model.ClassName} become too large for float64, which Python refuses too"), row,
                largest, names);
    }

    private static ModelInputException Refusal(string code, Estimator model, string what, int? row, int column,
        IReadOnlyList<string>? names)
    {
        string name = (names ?? model.FeatureNamesIn) is { } known && column < known.Count && known[column].Length > 0
            ? $"'{known[column]}'" : column.ToString(CultureInfo.InvariantCulture);
        string place = row is null ? $"column {name}" : string.Create(CultureInfo.InvariantCulture, $"row {row}, column {name}");
        return new ModelInputException(code, $"{place}: {what}") { Column = name.StartsWith('\'') ? null : column };
    }
}
