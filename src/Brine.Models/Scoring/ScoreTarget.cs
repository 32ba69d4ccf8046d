namespace Brine.Models;

/// <summary>What rows should be answered with, or were: numbers or texts, one column or several.</summary>
internal sealed class ScoreTarget
{
    private ScoreTarget(int rowCount, int columnCount) => (RowCount, ColumnCount) = (rowCount, columnCount);

    internal int RowCount { get; }

    internal int ColumnCount { get; }

    /// <summary>The numbers, row by row; null where they are texts.</summary>
    internal double[]? Numbers { get; private init; }

    /// <summary>The texts, row by row; null where they are numbers.</summary>
    internal string[]? Texts { get; private init; }

    /// <summary>True where some number is none of a class: it has a fraction.</summary>
    internal bool HasFractions => Numbers is not null && Array.Exists(Numbers, value => value != Math.Floor(value));

    /// <summary>What kind of target it is.</summary>
    internal TargetKind Kind
    {
        get
        {
            if (ColumnCount > 1)
            {
                return Numbers?.Distinct().Take(3).Count() < 3 && !HasFractions ? TargetKind.Multilabel : TargetKind.Other;
            }

            return HasFractions ? TargetKind.Other
                : (Numbers?.Distinct().Take(3).Count() ?? Texts!.Distinct(StringComparer.Ordinal).Take(3).Count()) > 2
                    ? TargetKind.Multiclass
                : TargetKind.Binary;
        }
    }

    /// <summary><c>np.unique(return_inverse=True)</c>: for each row the number of its value among the sorted ones.</summary>
    internal int[] Encoded(out int count)
    {
        if (Texts is not null)
        {
            string[] names = [.. Texts.Distinct(StringComparer.Ordinal)];
            Array.Sort(names, PythonText.Compare);
            count = names.Length;
            return Array.ConvertAll(Texts, text => Array.BinarySearch(names, text, Comparer<string>.Create(PythonText.Compare)));
        }

        double[] values = [.. Numbers!.Distinct().Order()];
        count = values.Length;
        return Array.ConvertAll(Numbers!, value => Array.BinarySearch(values, value));
    }

    /// <exception cref="ModelInputException">A value is missing, or text stands beside numbers.</exception>
    internal static ScoreTarget Of(Features values, string what)
    {
        if (values is Table table && table.Columns.Any(column => !column.TryGetNumbers(out _)))
        {
            return OfCells(table, what);
        }

        double[] numbers = values.ToMatrix().Values.ToArray();
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i]))
            {
                throw new ModelInputException(double.IsNaN(numbers[i]) ? "InputMissing" : "InputNotFinite",
                    $"{what} in row {i / values.ColumnCount} is {(double.IsNaN(numbers[i]) ? "missing (NaN)" : "infinite")}, and a score "
                        + "needs all: leave the row out");
            }
        }

        return new ScoreTarget(values.RowCount, values.ColumnCount) { Numbers = numbers };
    }

    private static ScoreTarget OfCells(Table table, string what)
    {
        var texts = new string[checked(table.RowCount * table.ColumnCount)];
        var numbers = new double[texts.Length];
        int found = 0;
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int column = 0; column < table.ColumnCount; column++)
            {
                int place = (row * table.ColumnCount) + column;
                if (table.Columns[column].IsMissing(row))
                {
                    throw new ModelInputException("InputMissing",
                        $"{what} in row {row} is missing, and a score needs all: leave the row out");
                }

                Pickling.PyValue cell = table.Columns[column][row];
                if (cell.AsString() is { } text)
                {
                    texts[place] = text;
                    found++;
                }
                else
                {
                    numbers[place] = cell.TryGetDouble(out double number) ? number
                        : throw new ModelInputException("InputKind", $"{what} in row {row} is {cell}, neither a number nor text");
                }
            }
        }

        return found == 0 ? new ScoreTarget(table.RowCount, table.ColumnCount) { Numbers = numbers }
            : found == texts.Length ? new ScoreTarget(table.RowCount, table.ColumnCount) { Texts = texts }
            : throw new ModelInputException("InputKind", $"{what} is text in some rows and a number in others");
    }
}
