using System.Globalization;

namespace Brine.Training;

/// <summary>Looks at a column of a table and says what a pipeline can do with it.</summary>
internal static class ColumnJudge
{
    /// <summary>Texts of so many words on average are free text.</summary>
    private const double WordsOfFreeText = 3;

    /// <summary>So many texts are categories, however few rows there are.</summary>
    private const int FewTexts = 50;

    internal static ProposedColumn Judge(Column column)
    {
        int gaps = Enumerable.Range(0, column.Length).Count(column.IsMissing);
        bool hasGaps = gaps > 0;
        ProposedColumn Use(ColumnUse use, string reason) =>
            new(column.Name, use, hasGaps, hasGaps ? string.Create(CultureInfo.InvariantCulture, $"{reason}, {gaps} missing") : reason);
        if (gaps == column.Length)
        {
            return Use(ColumnUse.Dropped, "no value at all");
        }

        if (column.Times is not null)
        {
            return Use(ColumnUse.Dropped, "times, which no transformer here takes");
        }

        string[] texts = [.. Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).Select(row => column.TextAt(row)!)];
        int distinct = texts.Distinct(StringComparer.Ordinal).Count();
        if (distinct == 1 && texts.Length > 1)
        {
            return Use(ColumnUse.Dropped, "the same value in every row");
        }

        if (column.Numbers is { } numbers)
        {
            return column.DType.Kind == 'b' ? Use(ColumnUse.Flag, "bools")
                : column.DType.Kind is 'i' or 'u' && IsRowNumber(numbers) ? Use(ColumnUse.Dropped, "the number of the row")
                : Array.FindIndex(numbers, double.IsInfinity) is >= 0 and var row
                    ? Use(ColumnUse.Dropped, string.Create(CultureInfo.InvariantCulture, $"infinity in row {row}, which models refuse"))
                : Use(ColumnUse.Number, "numbers") with { HasNegatives = numbers.Any(number => number < 0) };
        }

        PyKind[] kinds = [.. column.ToCells().Where((_, row) => !column.IsMissing(row)).Select(cell => cell.Kind).Distinct()];
        if (kinds is not [PyKind.Str] and not [PyKind.Bool])
        {
            return Use(ColumnUse.Dropped, "values of several kinds, or of one that no transformer here takes");
        }

        double words = texts.Average(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        if (words >= WordsOfFreeText && distinct > Math.Max(2, texts.Length / 2))
        {
            return hasGaps ? Use(ColumnUse.Dropped, "free text with gaps, which a vectorizer refuses") : Use(ColumnUse.Words, "free text");
        }

        return distinct > Math.Max(FewTexts, texts.Length / 2)
            ? Use(ColumnUse.Dropped, "another text in almost every row")
            : Use(ColumnUse.Category, string.Create(CultureInfo.InvariantCulture, $"{distinct} texts"));
    }

    private static bool IsRowNumber(double[] numbers) =>
        numbers.Length > 2 && numbers[0] is 0 or 1 && !numbers.Where((number, row) => number != numbers[0] + row).Any();
}
